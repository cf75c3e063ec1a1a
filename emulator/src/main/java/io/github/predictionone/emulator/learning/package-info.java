/**
 * Tables, features and learners: turns rows into a model, and measures how well it predicts. Depends on no other
 * package of the emulator. Types are public only because the emulator above uses them; the module does not export them.
 */
@NullMarked
package io.github.predictionone.emulator.learning;

import org.jspecify.annotations.NullMarked;
