/** Text: JSON and CSV, ids, digests, and text that the service sent. Independent of the service's types. */
@NullMarked
package io.github.predictionone.internal.text;

import org.jspecify.annotations.NullMarked;
