@NullMarked
package io.github.predictionone.emulator;

import org.jspecify.annotations.NullMarked;
