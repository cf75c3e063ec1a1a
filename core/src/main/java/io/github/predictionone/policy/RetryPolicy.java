package io.github.predictionone.policy;

import io.github.predictionone.ApiException;
import io.github.predictionone.PredictionOneException;
import java.time.Duration;

/**
 * How often a call is attempted, and how long to wait in between. Waits double from the first to the longest, each
 * ±50 %; what the service asks for by {@code Retry-After} is a lower bound.
 *
 * @param maxAttempts requests on the wire per call, the first included; 1 turns retries off [4]
 * @param firstWait the wait after the first attempt, before jitter [200 ms]
 * @param maxWait the longest wait, before jitter [10 s]
 * @param maxRetryAfter the longest {@code Retry-After} that is waited for; a longer one ends the call [2 min]
 */
public record RetryPolicy(int maxAttempts, Duration firstWait, Duration maxWait, Duration maxRetryAfter) {

    private static final double FACTOR = 2;
    private static final double JITTER = 0.5;

    /**
     * Checks the ranges.
     *
     * @param maxAttempts as for the record
     * @param firstWait as for the record
     * @param maxWait as for the record
     * @param maxRetryAfter as for the record
     * @throws NullPointerException if a time is null
     * @throws IllegalArgumentException unless there is at least 1 attempt, {@code 0 < firstWait <= maxWait},
     *     {@code maxRetryAfter} is not negative, and no time is longer than 292 years
     */
    public RetryPolicy {
        if (maxAttempts < 1) {
            throw new IllegalArgumentException("maxAttempts must be at least 1, not " + maxAttempts);
        }
        Waits.requireOrdered("firstWait", firstWait, "maxWait", maxWait);
        Durations.requireNotNegative("maxRetryAfter", maxRetryAfter);
    }

    /**
     * 4 attempts, waits from 200 ms to 10 s, {@code Retry-After} up to 2 min.
     *
     * @return the policy of a client that names none
     */
    public static RetryPolicy defaults() {
        return new RetryPolicy(4, Duration.ofMillis(200), Duration.ofSeconds(10), Duration.ofMinutes(2));
    }

    /**
     * The same with another number of attempts.
     *
     * @param attempts requests on the wire per call, at least 1
     * @return a new policy
     */
    public RetryPolicy withMaxAttempts(int attempts) {
        return new RetryPolicy(attempts, firstWait, maxWait, maxRetryAfter);
    }

    /**
     * The same with another first wait.
     *
     * @param wait positive, at most the longest wait
     * @return a new policy
     */
    public RetryPolicy withFirstWait(Duration wait) {
        return new RetryPolicy(maxAttempts, wait, maxWait, maxRetryAfter);
    }

    /**
     * The same with another longest wait.
     *
     * @param wait at least the first wait
     * @return a new policy
     */
    public RetryPolicy withMaxWait(Duration wait) {
        return new RetryPolicy(maxAttempts, firstWait, wait, maxRetryAfter);
    }

    /**
     * The same with another bound of {@code Retry-After}.
     *
     * @param bound the longest that is waited for; zero honours none
     * @return a new policy
     */
    public RetryPolicy withMaxRetryAfter(Duration bound) {
        return new RetryPolicy(maxAttempts, firstWait, maxWait, bound);
    }

    /**
     * What to do about a failed attempt.
     *
     * @param failure what came of it
     * @param attempt which attempt failed, from 1
     * @param idempotent whether the call may be processed twice without harm
     * @param random uniform in [0, 1): where in the range of the jitter to fall
     * @return never null
     */
    public RetryVerdict verdict(PredictionOneException failure, int attempt, boolean idempotent, double random) {
        if (!failure.retryability().allowsRetry(idempotent)) {
            return new RetryVerdict.GiveUp(attempt > 1 ? "after " + attempt + " attempts" : "");
        }
        Duration asked =
                failure instanceof ApiException answer ? answer.retryAfter().orElse(Duration.ZERO) : Duration.ZERO;
        if (asked.compareTo(maxRetryAfter) > 0) {
            return new RetryVerdict.GiveUp("after " + attempt + (attempt > 1 ? " attempts" : " attempt")
                    + "; the service asks to wait " + asked.toSeconds() + " s, more than the bound of "
                    + maxRetryAfter.toSeconds() + " s");
        }
        if (attempt >= maxAttempts) {
            return new RetryVerdict.GiveUp("after " + attempt + (attempt > 1 ? " attempts" : " attempt"));
        }
        Duration wait = backoff(attempt, random);
        return new RetryVerdict.Retry(wait.compareTo(asked) < 0 ? asked : wait);
    }

    /**
     * The wait after an attempt, without regard to what the service asks for.
     *
     * @param attempt which attempt failed, from 1
     * @param random uniform in [0, 1)
     * @return half to one and a half times {@code firstWait} doubled {@code attempt - 1} times, that at most
     *     {@code maxWait}
     */
    public Duration backoff(int attempt, double random) {
        double base = Math.min(Waits.nanos(maxWait), Waits.nanos(firstWait) * Math.pow(FACTOR, attempt - 1.0));
        return Waits.between(base * (1 - JITTER), base * (1 + JITTER), random);
    }
}
