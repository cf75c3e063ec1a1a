/** Policies for retries and polls: pure decisions, without clock, thread or network. */
@NullMarked
package io.github.predictionone.policy;

import org.jspecify.annotations.NullMarked;
