package io.github.predictionone.reactor;

import io.github.predictionone.retraining.RetrainJobId;
import io.github.predictionone.retraining.RetrainingData;
import io.github.predictionone.retraining.RetrainingEvent;
import io.github.predictionone.retraining.RetrainingEvent.ResultDownloaded;
import io.github.predictionone.retraining.RetrainingStatus;
import io.github.predictionone.training.UploadProgress;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.function.Consumer;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/**
 * Models that learn from newer data: upload, watch, look at the result, switch. What is said of all calls at
 * {@link PredictionOneClient} holds here.
 *
 * <p>Each model has an API key of its own for this. A client with a secret key gets and renews it by itself; a client
 * with an API key can retrain the one model that its key is for.
 */
public interface RetrainingOperations {

    /**
     * Uploads what a model is to learn from ({@code GET /retrain_jobs/upload_url} and one {@code PUT}); the retraining
     * then starts by itself.
     *
     * @param data the model and its files, which must not change while they are sent
     * @return the retraining to watch, once the upload has been accepted; a
     *     {@link io.github.predictionone.TransferException} if a file can't be read or the storage refuses it
     */
    default Mono<RetrainJobId> upload(RetrainingData data) {
        return upload(data, progress -> {});
    }

    /**
     * Uploads what a model is to learn from and tells how far it is.
     *
     * @param data the model and its files, which must not change while they are sent
     * @param progress called a few times per second, and at the end, with the training file and the bytes of all that is
     *     sent; on delivery threads, as with {@link PredictionOneClient#uploadTrainingData(
     *     io.github.predictionone.training.TrainingData, Consumer)}
     * @return the retraining to watch, once the upload has been accepted
     */
    Mono<RetrainJobId> upload(RetrainingData data, Consumer<UploadProgress> progress);

    /**
     * Asks once for the status of a retraining ({@code GET /retrain_jobs/ID}).
     *
     * @param id the retraining
     * @return what the service says
     */
    Mono<RetrainingStatus> status(RetrainJobId id);

    /**
     * Watches a retraining until it ends, with {@link WatchOptions#defaults()}.
     *
     * @param id the retraining
     * @return see {@link #watch(RetrainJobId, WatchOptions)}
     */
    default Flux<RetrainingEvent> watch(RetrainJobId id) {
        return watch(id, WatchOptions.defaults());
    }

    /**
     * Watches a retraining until it ends, with every guarantee of
     * {@link PredictionOneClient#watchTraining(io.github.predictionone.training.TrainingId, WatchOptions)}. A schedule
     * that goes by the age of a training goes by that of the watch here, for the service tells no times of a retraining.
     *
     * @param id the retraining
     * @param options schedule, bounds, resumption, download
     * @return the events, ending with {@code RetrainingFailed}, {@code RetrainingFinished}, or where a download was asked
     *     for {@code ResultDownloaded}
     */
    Flux<RetrainingEvent> watch(RetrainJobId id, WatchOptions options);

    /**
     * The result archive of a finished retraining, as a stream under the subscriber's demand; see
     * {@link PredictionOneClient#streamResult}.
     *
     * @param id a finished retraining
     * @return buffers of the zip in order, each the subscriber's own; a
     *     {@link io.github.predictionone.TransferException} if the retraining is not finished, or what comes is not a zip
     */
    Flux<ByteBuffer> streamResult(RetrainJobId id);

    /**
     * What the result archive of a finished retraining is, and its bytes: all of them, or a range; see
     * {@link PredictionOneClient#resultContent}.
     *
     * @param id a finished retraining
     * @return the archive; a {@link io.github.predictionone.TransferException} if there is none, or what comes is not a
     *     zip. Its cause is a {@link io.github.predictionone.TrainingNotFinishedException} or a
     *     {@link io.github.predictionone.retraining.RetrainingFailedException} where that is why
     */
    Mono<ResultContent> resultContent(RetrainJobId id);

    /**
     * Downloads the result archive of a finished retraining; see {@link PredictionOneClient#downloadResult}.
     *
     * @param id a finished retraining
     * @param target where the archive is to lie; must not exist
     * @return the file, once it is whole; a {@link io.github.predictionone.TransferException} if the retraining is not
     *     finished, the target exists, or the transfer fails for good
     */
    Mono<ResultDownloaded> downloadResult(RetrainJobId id, Path target);

    /**
     * Puts the retrained model in the place of the old one ({@code PUT /retrain_jobs/ID/update_model}).
     *
     * @param id a finished retraining of a model that has a classifier
     * @return empty, when the service has accepted; an {@link io.github.predictionone.ApiException} if it refuses, whose
     *     {@link io.github.predictionone.ApiException#refusal()} tells the documented reasons apart:
     *     {@code RETRAIN_JOB_NOT_FINISHED}, {@code CLASSIFIER_NOT_FOUND}, {@code RETRAIN_JOB_NOT_FOUND}
     */
    Mono<Void> switchModel(RetrainJobId id);
}
