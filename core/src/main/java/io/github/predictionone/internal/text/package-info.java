/** Text: JSON and CSV, ids, digests, and text that the service sent. Knows no value of the service. */
@NullMarked
package io.github.predictionone.internal.text;

import org.jspecify.annotations.NullMarked;
