/** The wire, and how files are read. No part of the public surface. */
@NullMarked
package io.github.predictionone.internal;

import org.jspecify.annotations.NullMarked;
