/** Text: JSON and CSV, ids, digests, text of the other side. Below all values. */
@NullMarked
package io.github.predictionone.internal.text;

import org.jspecify.annotations.NullMarked;
