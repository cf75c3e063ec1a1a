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
 * @param status what callers may see
 * @param field the name of the URL in the answer
 * @param url what they may not
 */
public record StatusAnswer<S extends WatchStatus>(
        S status, String field, @Nullable String url) {

    /** Returns where the archive can be fetched for a while; empty if the answer named no place. */
    public Optional<PresignedUrl> archive() {
        return hasUrl(url) ? Optional.of(PresignedUrl.parse(field, url)) : Optional.empty();
    }

    /** Returns the same with the meaning that an application's classifier gives the status word. */
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
