package io.github.predictionone.spring;

import io.github.predictionone.policy.Durations;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** Comments and reconnection of a stream of server-sent events. Immutable: every {@code with…} returns a new value. */
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
     * Returns the defaults.
     *
     * @return the options of a stream for which none are given
     */
    public static SseOptions defaults() {
        return DEFAULTS;
    }

    /**
     * Returns the time between comments. Comments detect a lost browser, and make proxies keep an idle connection open.
     *
     * @return at least 1 ms [15 s]
     */
    public Duration commentInterval() {
        return values.commentInterval;
    }

    /**
     * Returns the time that a browser waits before it reconnects.
     *
     * @return not negative [3 s]
     */
    public Duration retry() {
        return values.retry;
    }

    /**
     * Returns a copy with another time between comments.
     *
     * @param interval the time between comments; at least 1 ms, at most 292 years [15 s]
     * @return new options
     * @throws NullPointerException if it is null
     * @throws IllegalArgumentException if it is shorter or longer
     */
    public SseOptions withCommentInterval(Duration interval) {
        return new SseOptions(new Values(interval, values.retry));
    }

    /**
     * Returns a copy with another time before a browser reconnects.
     *
     * @param wait not negative, at most 292 years; browsers receive it in milliseconds [3 s]
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
