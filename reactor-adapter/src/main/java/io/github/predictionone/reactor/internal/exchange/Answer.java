package io.github.predictionone.reactor.internal.exchange;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * What a call brought.
 *
 * @param value the body
 * @param retryAfter how long the service asked to wait before the next call, or null
 */
public record Answer<T>(T value, @Nullable Duration retryAfter) {}
