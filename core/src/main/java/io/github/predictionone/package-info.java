@NullMarked
package io.github.predictionone;

import org.jspecify.annotations.NullMarked;
