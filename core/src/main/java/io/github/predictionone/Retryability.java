package io.github.predictionone;

/** When a failed call may be sent again. */
public enum Retryability {
    /** Never: the answer would be the same. */
    NEVER,
    /** Not immediately: the cause of the failure takes time to disappear. */
    LATER,
    /** The service may have acted on the request: repeat it only if acting on it twice does no harm. */
    IF_IDEMPOTENT,
    /** The service can't have acted on the request. */
    ALWAYS;

    /**
     * Returns whether a call may be sent again as soon as its backoff is over.
     *
     * @param idempotent whether the service may carry out the call twice without harm
     * @return false for {@link #NEVER} and {@link #LATER}
     */
    public boolean allowsRetry(boolean idempotent) {
        return this == ALWAYS || (this == IF_IDEMPOTENT && idempotent);
    }
}
