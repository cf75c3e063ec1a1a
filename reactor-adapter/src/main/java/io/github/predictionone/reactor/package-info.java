@NullMarked
package io.github.predictionone.reactor;

import org.jspecify.annotations.NullMarked;
