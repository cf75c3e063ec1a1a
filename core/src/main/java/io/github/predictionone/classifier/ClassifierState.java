package io.github.predictionone.classifier;

import java.util.Locale;

/** What a classifier's status word means. */
public enum ClassifierState {
    /** It is being made: 5 to 20 minutes, by the manual. */
    BUILDING,
    /** It answers. */
    RUNNING,
    /** A change to it is being carried out. */
    UPDATING,
    /** It was made inactive. The manual has the word only in the refusal of an inference. */
    STOPPED,
    /** It could not be made. */
    FAILED,
    /** It is being deleted. */
    TERMINATING,
    /** It is gone. */
    TERMINATED,
    /** A word that the manual does not have. */
    UNKNOWN;

    /**
     * The meaning of a word; case and surrounding space don't count.
     *
     * @param word the status as the service wrote it
     * @return its meaning; {@link #UNKNOWN} for a word that is none of the above
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
     * Whether a watch ends here: the classifier is ready, or never will be.
     *
     * @return true for running, failed and terminated
     */
    public boolean isTerminal() {
        return this == RUNNING || this == FAILED || this == TERMINATED;
    }
}
