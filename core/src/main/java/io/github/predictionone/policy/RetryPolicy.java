package io.github.predictionone.policy;

import io.github.predictionone.ApiException;
import io.github.predictionone.PredictionOneException;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * How often a call is attempted, and how long to wait between attempts. Waits double from the first to the longest,
 * each ±50 %. A {@code Retry-After} of the service is a lower bound. Immutable: every {@code with…} returns a new
 * policy.
 */
public final class RetryPolicy {

    private static final double FACTOR = 2;
    private static final double JITTER = 0.5;
    private static final RetryPolicy DEFAULTS =
            new RetryPolicy(new Values(4, Duration.ofMillis(200), Duration.ofSeconds(10), Duration.ofMinutes(2)));

    private final Values values;

    private RetryPolicy(Values values) {
        this.values = values;
    }

    private record Values(int maxAttempts, Duration firstWait, Duration maxWait, Duration maxRetryAfter) {

        Values {
            if (maxAttempts < 1) {
                throw new IllegalArgumentException("maxAttempts must be at least 1, not " + maxAttempts);
            }
            Waits.requireOrdered("firstWait", firstWait, "maxWait", maxWait);
            Durations.requireNotNegative("maxRetryAfter", maxRetryAfter);
        }
    }

    /**
     * Returns the default policy: 4 attempts, waits from 200 ms to 10 s, {@code Retry-After} up to 2 min.
     *
     * @return the policy of a client that does not set one
     */
    public static RetryPolicy defaults() {
        return DEFAULTS;
    }

    /**
     * Returns how many requests a call sends at most, including the first.
     *
     * @return at least 1, which turns retries off [4]
     */
    public int maxAttempts() {
        return values.maxAttempts;
    }

    /**
     * Returns the wait after the first attempt, before jitter.
     *
     * @return positive, at most {@link #maxWait()} [200 ms]
     */
    public Duration firstWait() {
        return values.firstWait;
    }

    /**
     * Returns the longest wait, before jitter.
     *
     * @return at least {@link #firstWait()} [10 s]
     */
    public Duration maxWait() {
        return values.maxWait;
    }

    /**
     * Returns the longest {@code Retry-After} that a call waits for; a longer one ends the call.
     *
     * @return not negative; with zero, any {@code Retry-After} ends the call [2 min]
     */
    public Duration maxRetryAfter() {
        return values.maxRetryAfter;
    }

    /**
     * Returns a copy with another number of attempts.
     *
     * @param attempts requests on the wire per call, including the first; at least 1, which turns retries off [4]
     * @return a new policy
     * @throws IllegalArgumentException if it is less than 1
     */
    public RetryPolicy withMaxAttempts(int attempts) {
        return new RetryPolicy(new Values(attempts, values.firstWait, values.maxWait, values.maxRetryAfter));
    }

    /**
     * Returns a copy with another first wait.
     *
     * @param wait positive, at most the longest wait [200 ms]
     * @return a new policy
     * @throws NullPointerException if it is null
     * @throws IllegalArgumentException if it is not positive, or longer than the longest wait
     */
    public RetryPolicy withFirstWait(Duration wait) {
        return new RetryPolicy(new Values(values.maxAttempts, wait, values.maxWait, values.maxRetryAfter));
    }

    /**
     * Returns a copy with another longest wait.
     *
     * @param wait at least the first wait, at most 292 years [10 s]
     * @return a new policy
     * @throws NullPointerException if it is null
     * @throws IllegalArgumentException if it is shorter than the first wait, or longer than 292 years
     */
    public RetryPolicy withMaxWait(Duration wait) {
        return new RetryPolicy(new Values(values.maxAttempts, values.firstWait, wait, values.maxRetryAfter));
    }

    /**
     * Returns a copy with both waits changed, independently of the present ones.
     *
     * @param firstWait positive, at most the longest [200 ms]
     * @param maxWait at most 292 years [10 s]
     * @return a new policy
     * @throws NullPointerException if one is null
     * @throws IllegalArgumentException if the first is not positive or longer than the longest, or if the longest is
     *     longer than 292 years
     */
    public RetryPolicy withWaits(Duration firstWait, Duration maxWait) {
        return new RetryPolicy(new Values(values.maxAttempts, firstWait, maxWait, values.maxRetryAfter));
    }

    /**
     * Returns a copy with another bound for {@code Retry-After}.
     *
     * @param bound the longest {@code Retry-After} to wait for, at most 292 years; zero: none [2 min]
     * @return a new policy
     * @throws NullPointerException if it is null
     * @throws IllegalArgumentException if it is negative, or longer than 292 years
     */
    public RetryPolicy withMaxRetryAfter(Duration bound) {
        return new RetryPolicy(new Values(values.maxAttempts, values.firstWait, values.maxWait, bound));
    }

    /**
     * Decides what to do about a failed attempt.
     *
     * @param failure the failure of the attempt
     * @param attempt the number of the failed attempt, from 1
     * @param idempotent whether the call may be processed twice without harm
     * @param random a uniform random number in [0, 1), which selects a point in the range of the jitter
     * @return never null
     */
    public RetryVerdict verdict(PredictionOneException failure, int attempt, boolean idempotent, double random) {
        if (!failure.retryability().allowsRetry(idempotent)) {
            return new RetryVerdict.GiveUp(attempt > 1 ? "after " + attempt + " attempts" : "");
        }
        Duration asked =
                failure instanceof ApiException answer ? answer.retryAfter().orElse(Duration.ZERO) : Duration.ZERO;
        if (asked.compareTo(values.maxRetryAfter) > 0) {
            return new RetryVerdict.GiveUp("after " + attempt + (attempt > 1 ? " attempts" : " attempt")
                    + "; the service requests a wait of " + asked.toSeconds() + " s, more than the bound of "
                    + values.maxRetryAfter.toSeconds() + " s");
        }
        if (attempt >= values.maxAttempts) {
            return new RetryVerdict.GiveUp("after " + attempt + (attempt > 1 ? " attempts" : " attempt"));
        }
        Duration wait = backoff(attempt, random);
        return new RetryVerdict.Retry(wait.compareTo(asked) < 0 ? asked : wait);
    }

    /**
     * Returns the wait after an attempt, regardless of any {@code Retry-After}.
     *
     * @param attempt the number of the failed attempt, from 1
     * @param random a uniform random number in [0, 1)
     * @return {@code firstWait} doubled {@code attempt - 1} times, limited to {@code maxWait}, then ±50 % jitter
     */
    public Duration backoff(int attempt, double random) {
        double base =
                Math.min(Waits.nanos(values.maxWait), Waits.nanos(values.firstWait) * Math.pow(FACTOR, attempt - 1.0));
        return Waits.between(base * (1 - JITTER), base * (1 + JITTER), random);
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof RetryPolicy policy && values.equals(policy.values);
    }

    @Override
    public int hashCode() {
        return values.hashCode();
    }

    @Override
    public String toString() {
        return values.toString().replaceFirst("Values", "RetryPolicy");
    }
}
