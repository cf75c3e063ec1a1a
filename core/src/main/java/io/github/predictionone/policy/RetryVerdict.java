package io.github.predictionone.policy;

import java.time.Duration;

/** The decision about a failed attempt. */
public sealed interface RetryVerdict {

    /**
     * Send the request again.
     *
     * @param backoff the wait before sending
     */
    record Retry(Duration backoff) implements RetryVerdict {}

    /**
     * Report the failure to the caller.
     *
     * @param reason why no further attempt is made, as an addition to the failure's message; empty if there is nothing
     *     to add
     */
    record GiveUp(String reason) implements RetryVerdict {}
}
