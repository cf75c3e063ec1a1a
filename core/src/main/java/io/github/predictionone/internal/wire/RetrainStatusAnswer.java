package io.github.predictionone.internal.wire;

import io.github.predictionone.retraining.RetrainStatus;
import io.github.predictionone.training.StatusClassifier;
import io.github.predictionone.training.TrainingState;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The answer of Retrain Status Check.
 *
 * @param status what callers may see
 * @param downloadUrl what they may not
 */
public record RetrainStatusAnswer(
        RetrainStatus status, @Nullable String downloadUrl) {

    /** Where the archive can be fetched for a while; empty where the answer named no place. */
    public Optional<PresignedUrl> archive() {
        return status.hasResult() ? Optional.of(PresignedUrl.parse("download_url", downloadUrl)) : Optional.empty();
    }

    /** The same with another meaning of the status word. */
    RetrainStatusAnswer classified(StatusClassifier classifier) {
        TrainingState meaning =
                Callbacks.classify(() -> "status of retraining " + status.id(), classifier, status.word());
        RetrainStatus other = new RetrainStatus(
                status.id(),
                RetrainWire.state(meaning),
                status.word(),
                status.modelId(),
                status.message(),
                status.hasResult());
        return new RetrainStatusAnswer(other, downloadUrl);
    }

    @Override
    public String toString() {
        return status.toString();
    }
}
