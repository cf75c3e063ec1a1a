package io.github.predictionone.spring;

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
     * @throws IllegalArgumentException if the interval is shorter than a millisecond, or the retry time negative
     */
    public SseOptions {
        if (commentInterval.toMillis() < 1) {
            throw new IllegalArgumentException("commentInterval must be at least 1 ms, not " + commentInterval);
        }
        if (retry.isNegative()) {
            throw new IllegalArgumentException("retry must not be negative, but is " + retry);
        }
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
     * @param interval how often a comment is sent; at least 1 ms
     * @return new options
     */
    public SseOptions withCommentInterval(Duration interval) {
        return new SseOptions(interval, retry);
    }

    /**
     * With another time before a browser reconnects.
     *
     * @param wait not negative; browsers count in milliseconds
     * @return new options
     */
    public SseOptions withRetry(Duration wait) {
        return new SseOptions(commentInterval, wait);
    }
}
