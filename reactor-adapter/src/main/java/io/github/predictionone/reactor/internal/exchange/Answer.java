package io.github.predictionone.reactor.internal.exchange;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * The result of a call.
 *
 * @param value the decoded body
 * @param retryAfter the delay before the next call that the service has requested, or null
 */
public record Answer<T>(T value, @Nullable Duration retryAfter) {}
