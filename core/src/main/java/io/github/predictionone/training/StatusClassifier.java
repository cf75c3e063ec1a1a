package io.github.predictionone.training;

import java.util.Locale;
import java.util.Set;

/**
 * Decides what a status word means. A custom classifier runs on a delivery thread, and the event waits for it. If it
 * throws or returns null, the call or watch ends with a {@code CallbackException} that names its class.
 */
@FunctionalInterface
public interface StatusClassifier {

    /**
     * Returns the meaning of a word.
     *
     * @param word the status as the service wrote it, cut to 500 characters; never blank
     * @return its meaning, not null
     */
    TrainingState classify(String word);

    /**
     * Returns the classifier for the documented words: {@code finished} and {@code job_finished} mean finished;
     * {@code failed}, {@code error}, {@code canceled}, {@code cancelled}, {@code aborted} and {@code timeout}, alone or
     * after {@code job_} or {@code training_}, mean failed; every other word means in progress. Case and surrounding
     * space are ignored.
     *
     * @return the default
     */
    static StatusClassifier defaults() {
        return StatusClassifier::documented;
    }

    private static TrainingState documented(String word) {
        String bare = word.strip().toLowerCase(Locale.ROOT);
        if (bare.equals("finished") || bare.equals("job_finished")) {
            return TrainingState.FINISHED;
        }
        for (String prefix : Set.of("job_", "training_")) {
            if (bare.startsWith(prefix)) {
                bare = bare.substring(prefix.length());
                break;
            }
        }
        return switch (bare) {
            case "failed", "error", "canceled", "cancelled", "aborted", "timeout" -> TrainingState.FAILED;
            default -> TrainingState.IN_PROGRESS;
        };
    }
}
