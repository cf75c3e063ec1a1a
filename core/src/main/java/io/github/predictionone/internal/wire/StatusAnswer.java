package io.github.predictionone.internal.wire;

import io.github.predictionone.WatchStatus;
import io.github.predictionone.training.StatusClassifier;
import io.github.predictionone.training.TrainingState;
import java.util.Optional;
import java.util.function.BiFunction;
import org.jspecify.annotations.Nullable;

/**
 * The answer of Train Status Check or Retrain Status Check.
 *
 * @param status the status, for callers
 * @param field the name of the answer's field with the URL
 * @param url the presigned URL, a secret; null if the answer had none
 */
public record StatusAnswer<S extends WatchStatus>(
        S status, String field, @Nullable String url) {

    /** Returns the URL of the archive, which is valid for a limited time; empty if the answer had none. */
    public Optional<PresignedUrl> archive() {
        return hasUrl(url) ? Optional.of(PresignedUrl.parse(field, url)) : Optional.empty();
    }

    /** Returns a copy with the meaning that the application's classifier assigns to the status word. */
    StatusAnswer<S> classified(String noun, StatusClassifier classifier, BiFunction<S, TrainingState, S> withState) {
        TrainingState state =
                Callbacks.classify(() -> "status of " + noun + " " + status.id(), classifier, status.word());
        return new StatusAnswer<>(withState.apply(status, state), field, url);
    }

    static boolean hasUrl(@Nullable String url) {
        return url != null && !url.isBlank();
    }

    @Override
    public String toString() {
        return String.valueOf(status);
    }
}
