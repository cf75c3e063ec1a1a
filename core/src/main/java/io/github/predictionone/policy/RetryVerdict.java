package io.github.predictionone.policy;

import java.time.Duration;

/** What to do about a failed attempt. */
public sealed interface RetryVerdict {

    /**
     * Send it once more.
     *
     * @param backoff how long to wait before
     */
    record Retry(Duration backoff) implements RetryVerdict {}

    /**
     * Let the failure reach the caller.
     *
     * @param reason why no further attempt is made, to be added to the failure's message; empty if there is nothing to
     *     add
     */
    record GiveUp(String reason) implements RetryVerdict {}
}
