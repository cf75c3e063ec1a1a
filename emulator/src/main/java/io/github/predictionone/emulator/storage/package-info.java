/**
 * Object storage behind presigned URLs. Depends on no other package of the emulator. Types are public only because the
 * emulator above uses them; the module does not export them.
 */
@NullMarked
package io.github.predictionone.emulator.storage;

import org.jspecify.annotations.NullMarked;
