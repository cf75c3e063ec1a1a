package io.github.predictionone.dashboard;

import io.github.predictionone.reactor.PredictionOneClient;
import io.github.predictionone.training.ColumnInfo;
import io.github.predictionone.training.ColumnType;
import io.github.predictionone.training.TrainRequest;
import io.github.predictionone.training.TrainingConfig;
import io.github.predictionone.training.TrainingData;
import io.github.predictionone.training.TrainingId;
import io.github.predictionone.training.TrainingType;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Schedulers;

/** Starts a training with an uploaded file, and records it. */
@Component
final class TrainingStart {

    private final PredictionOneClient client;
    private final UploadedFiles files;
    private final TrainingStore store;
    private final TrainingRecorder recorder;

    TrainingStart(PredictionOneClient client, UploadedFiles files, TrainingStore store, TrainingRecorder recorder) {
        this.client = client;
        this.files = files;
        this.store = store;
        this.recorder = recorder;
    }

    /**
     * The training to start.
     *
     * @param file the id of an uploaded file
     * @param name the name of the model
     * @param target the column to predict
     * @param type the type of the training
     * @param positiveValue for binary classification, the value that counts as positive; otherwise null
     * @param types the types of the columns whose inferred type the user has changed; null for none
     */
    record Order(
            String file,
            String name,
            String target,
            TrainingType type,
            @Nullable String positiveValue,
            @Nullable Map<String, ColumnType> types) {

        TrainingConfig config() {
            return switch (type) {
                case BINARY_CLASSIFICATION ->
                    TrainingConfig.binaryClassification(target, String.valueOf(positiveValue));
                case MULTI_CLASSIFICATION -> TrainingConfig.multiClassification(target);
                case REGRESSION -> TrainingConfig.regression(target);
            };
        }

        ColumnInfo columns(ColumnInfo inferred) {
            if (!inferred.columns().containsKey(target)) {
                throw new IllegalArgumentException("There is no column '" + target + "'.");
            }
            ColumnInfo columns = inferred;
            for (Map.Entry<String, ColumnType> type :
                    (types == null ? Map.<String, ColumnType>of() : types).entrySet()) {
                columns = columns.withType(type.getKey(), type.getValue());
            }
            return columns;
        }
    }

    /**
     * Starts a training. A cancellation, as when the page is closed, does not stop this: a training that the service
     * has accepted is always recorded.
     */
    Mono<Training> start(Order order) {
        return Mono.fromFuture(
                () -> Mono.defer(() -> started(order))
                        .subscribeOn(Schedulers.boundedElastic())
                        .toFuture(),
                true);
    }

    private Mono<Training> started(Order order) {
        UploadedFile file = files.take(order.file())
                .orElseThrow(() -> new MissingException("file", "The file is not on the server, or no longer is."));
        return Mono.defer(() -> accepted(order, file))
                .doOnError(failure -> files.putBack(file))
                .publishOn(Schedulers.boundedElastic())
                .map(id -> recorded(id, order, file))
                .doOnNext(training -> files.delete(file));
    }

    private Mono<TrainingId> accepted(Order order, UploadedFile file) {
        TrainingConfig config = order.config();
        TrainingData data = TrainingData.of(file.path())
                .withColumnInfo(order.columns(file.summary().types()));
        return client.uploadTrainingData(data).flatMap(id -> client.train(TrainRequest.of(id, order.name(), config)));
    }

    private Training recorded(TrainingId id, Order order, UploadedFile file) {
        Training training = new Training(
                id,
                order.name(),
                file.name(),
                order.target(),
                order.type(),
                file.summary().rows(),
                Instant.now(),
                Training.State.IN_PROGRESS,
                null,
                List.of());
        store.add(training);
        recorder.watch(id);
        return training;
    }
}
