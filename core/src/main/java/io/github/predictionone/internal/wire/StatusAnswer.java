package io.github.predictionone.internal.wire;

import io.github.predictionone.training.StatusClassifier;
import io.github.predictionone.training.TrainingState;
import io.github.predictionone.training.TrainingStatus;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The answer of Train Status Check.
 *
 * @param status what callers may see
 * @param resultUrl what they may not
 */
public record StatusAnswer(TrainingStatus status, @Nullable String resultUrl) {

    /** Where the archive can be fetched for a while; empty where the answer named no place. */
    public Optional<PresignedUrl> archive() {
        return status.hasResult() ? Optional.of(PresignedUrl.parse("result_url", resultUrl)) : Optional.empty();
    }

    /** The same with another meaning of the status word. */
    StatusAnswer classified(StatusClassifier classifier) {
        TrainingState state = Callbacks.classify(() -> "status of training " + status.id(), classifier, status.word());
        TrainingStatus other = new TrainingStatus(
                status.id(),
                state,
                status.word(),
                status.createdAt(),
                status.updatedAt(),
                status.unreadUpdate(),
                status.hasResult(),
                status.message());
        return new StatusAnswer(other, resultUrl);
    }

    @Override
    public String toString() {
        return status.toString();
    }
}
