package io.github.predictionone;

/** When a failed call may be sent once more. */
public enum Retryability {
    /** The answer would be the same. */
    NEVER,
    /** Not in this moment: the failure was decided here, and the reason for it needs time to pass. */
    LATER,
    /** The service may have acted on the request: repeat it only if doing so twice does no harm. */
    IF_IDEMPOTENT,
    /** The service can't have acted on the request. */
    ALWAYS;

    /**
     * Tells whether a call may be sent once more as soon as its backoff is over.
     *
     * @param idempotent whether the service may carry out the call twice without harm
     * @return false for {@link #NEVER} and {@link #LATER}
     */
    public boolean allowsRetry(boolean idempotent) {
        return this == ALWAYS || (this == IF_IDEMPOTENT && idempotent);
    }
}
