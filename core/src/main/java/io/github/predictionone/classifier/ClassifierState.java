package io.github.predictionone.classifier;

import java.util.Locale;

/** What a classifier's status word means. */
public enum ClassifierState {
    /** It is being built, which takes 5 to 20 minutes according to the manual. */
    BUILDING,
    /** It answers. */
    RUNNING,
    /** A change to it is in progress. */
    UPDATING,
    /** It was made inactive. The manual mentions this word only in the error answer of an inference. */
    STOPPED,
    /** It could not be built. */
    FAILED,
    /** It is being deleted. */
    TERMINATING,
    /** It has been deleted. */
    TERMINATED,
    /** A word that the manual does not mention. */
    UNKNOWN;

    /**
     * Returns the meaning of a word; case and surrounding space are ignored.
     *
     * @param word the status as the service wrote it
     * @return its meaning; {@link #UNKNOWN} for any other word
     */
    public static ClassifierState of(String word) {
        String name = word.strip().toUpperCase(Locale.ROOT);
        for (ClassifierState state : values()) {
            if (state.name().equals(name)) {
                return state;
            }
        }
        return UNKNOWN;
    }

    /**
     * Returns whether a watch ends with this state: the classifier is ready or never will be.
     *
     * @return true for running, failed and terminated
     */
    public boolean isTerminal() {
        return this == RUNNING || this == FAILED || this == TERMINATED;
    }
}
