/** Archives: their structure and directory, and how they are written. */
@NullMarked
package io.github.predictionone.internal.zip;

import org.jspecify.annotations.NullMarked;
