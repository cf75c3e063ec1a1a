package io.github.predictionone.spring;

import io.github.predictionone.policy.Durations;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** How a stream of server-sent events keeps itself alive. Immutable: every {@code with…} returns a new value. */
public final class SseOptions {

    private static final SseOptions DEFAULTS =
            new SseOptions(new Values(Duration.ofSeconds(15), Duration.ofSeconds(3)));

    private final Values values;

    private SseOptions(Values values) {
        this.values = values;
    }

    private record Values(Duration commentInterval, Duration retry) {

        Values {
            Durations.requirePositive("commentInterval", commentInterval);
            if (commentInterval.toMillis() < 1) {
                throw new IllegalArgumentException("commentInterval must be at least 1 ms, not " + commentInterval);
            }
            Durations.requireNotNegative("retry", retry);
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
     * How often a comment is sent. By comments, a lost browser is noticed and an idle connection kept open by the proxies
     * on its way.
     *
     * @return at least 1 ms [15 s]
     */
    public Duration commentInterval() {
        return values.commentInterval;
    }

    /**
     * How long a browser is to wait before it reconnects.
     *
     * @return not negative [3 s]
     */
    public Duration retry() {
        return values.retry;
    }

    /**
     * With another time between comments.
     *
     * @param interval how often a comment is sent; at least 1 ms, at most 292 years [15 s]
     * @return new options
     * @throws NullPointerException if it is null
     * @throws IllegalArgumentException if it is shorter or longer
     */
    public SseOptions withCommentInterval(Duration interval) {
        return new SseOptions(new Values(interval, values.retry));
    }

    /**
     * With another time before a browser reconnects.
     *
     * @param wait not negative, at most 292 years; browsers count in milliseconds [3 s]
     * @return new options
     * @throws NullPointerException if it is null
     * @throws IllegalArgumentException if it is negative or longer
     */
    public SseOptions withRetry(Duration wait) {
        return new SseOptions(new Values(values.commentInterval, wait));
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof SseOptions options && values.equals(options.values);
    }

    @Override
    public int hashCode() {
        return values.hashCode();
    }

    @Override
    public String toString() {
        return values.toString().replaceFirst("Values", "SseOptions");
    }
}
