package io.github.predictionone.spring;

import io.github.predictionone.policy.Durations;
import java.time.Duration;

/**
 * How a stream of server-sent events keeps itself alive. Immutable: every {@code with…} returns a new value.
 *
 * @param commentInterval how often a comment is sent, by which a lost browser is noticed and an idle connection kept open
 *     by the proxies on its way [15 s]
 * @param retry how long a browser is to wait before it reconnects [3 s]
 */
public record SseOptions(Duration commentInterval, Duration retry) {

    private static final SseOptions DEFAULTS = new SseOptions(Duration.ofSeconds(15), Duration.ofSeconds(3));

    /**
     * Checks the values.
     *
     * @param commentInterval as for the record
     * @param retry as for the record
     * @throws NullPointerException if one is null
     * @throws IllegalArgumentException if the interval is shorter than a millisecond, the retry time is negative, or one
     *     of them is longer than 292 years
     */
    public SseOptions {
        Durations.requirePositive("commentInterval", commentInterval);
        if (commentInterval.toMillis() < 1) {
            throw new IllegalArgumentException("commentInterval must be at least 1 ms, not " + commentInterval);
        }
        Durations.requireNotNegative("retry", retry);
    }

    /**
     * What a stream does that names no options.
     *
     * @return the defaults
     */
    public static SseOptions defaults() {
        return DEFAULTS;
    }

    /**
     * With another time between comments.
     *
     * @param interval how often a comment is sent; at least 1 ms, at most 292 years
     * @return new options
     */
    public SseOptions withCommentInterval(Duration interval) {
        return new SseOptions(interval, retry);
    }

    /**
     * With another time before a browser reconnects.
     *
     * @param wait not negative, at most 292 years; browsers count in milliseconds
     * @return new options
     */
    public SseOptions withRetry(Duration wait) {
        return new SseOptions(commentInterval, wait);
    }
}
