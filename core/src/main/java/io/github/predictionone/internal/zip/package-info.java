/** Zip archives: checking and reading their structure, and writing them. */
@NullMarked
package io.github.predictionone.internal.zip;

import org.jspecify.annotations.NullMarked;
