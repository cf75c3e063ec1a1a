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
 * Operations that train an existing model with newer data: upload, watch, inspect the result, switch. The general rules
 * in {@link PredictionOneClient} apply here too.
 *
 * <p>Each model has its own API key for retraining. A client with a secret key obtains and renews that key itself; a
 * client with an API key can retrain only the model that its key is for.
 */
public interface RetrainingOperations {

    /**
     * Uploads new training data for a model ({@code GET /retrain_jobs/upload_url}, then one {@code PUT}). The
     * retraining then starts automatically.
     *
     * @param data the model and its files, which must not change while they are sent
     * @return the retraining to watch, once the upload has been accepted; a
     *     {@link io.github.predictionone.TransferException} if a file cannot be read or the storage refuses it
     */
    default Mono<RetrainJobId> upload(RetrainingData data) {
        return upload(data, progress -> {});
    }

    /**
     * Uploads new training data for a model and reports progress.
     *
     * @param data the model and its files, which must not change while they are sent
     * @param progress called a few times per second, and at the end, with the training file and the total bytes of all
     *     files; on delivery threads, as with {@link PredictionOneClient#uploadTrainingData(
     *     io.github.predictionone.training.TrainingData, Consumer)}
     * @return the retraining to watch, once the upload has been accepted
     */
    Mono<RetrainJobId> upload(RetrainingData data, Consumer<UploadProgress> progress);

    /**
     * Requests the status of a retraining once ({@code GET /retrain_jobs/ID}).
     *
     * @param id the retraining
     * @return the status
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
     * Watches a retraining until it ends, with every guarantee of {@link
     * PredictionOneClient#watchTraining(io.github.predictionone.training.TrainingId, WatchOptions)}. A schedule that
     * depends on the age of a training depends on the age of the watch here, because the service reports no times for a
     * retraining.
     *
     * @param id the retraining
     * @param options schedule, bounds, resumption, download
     * @return the events, ending with {@code RetrainingFailed}, {@code RetrainingFinished}, or, if the options include
     *     a download, {@code ResultDownloaded}
     */
    Flux<RetrainingEvent> watch(RetrainJobId id, WatchOptions options);

    /**
     * Streams the result archive of a finished retraining according to the subscriber's demand; see
     * {@link PredictionOneClient#streamResult}.
     *
     * @param id a finished retraining
     * @return buffers of the zip in order, each owned by the subscriber; a
     *     {@link io.github.predictionone.TransferException} if the retraining is not finished, or the received file is
     *     not a zip
     */
    Flux<ByteBuffer> streamResult(RetrainJobId id);

    /**
     * Returns a description of the result archive of a finished retraining, with access to its bytes: all of them, or a
     * range; see {@link PredictionOneClient#resultContent}.
     *
     * @param id a finished retraining
     * @return the archive; a {@link io.github.predictionone.TransferException} if there is no archive, or the received
     *     file is not a zip. Its cause is a {@link io.github.predictionone.TrainingNotFinishedException} or a
     *     {@link io.github.predictionone.retraining.RetrainingFailedException} if that is the reason
     */
    Mono<ResultContent> resultContent(RetrainJobId id);

    /**
     * Downloads the result archive of a finished retraining; see {@link PredictionOneClient#downloadResult}.
     *
     * @param id a finished retraining
     * @param target the file for the archive; must not exist
     * @return the file, once it is complete; a {@link io.github.predictionone.TransferException} if the retraining is
     *     not finished, the target exists, or the transfer fails for good
     */
    Mono<ResultDownloaded> downloadResult(RetrainJobId id, Path target);

    /**
     * Replaces the old model with the retrained one ({@code PUT /retrain_jobs/ID/update_model}).
     *
     * @param id a finished retraining of a model that has a classifier
     * @return completes empty when the service has accepted; an {@link io.github.predictionone.ApiException} if it
     *     refuses. Its {@link io.github.predictionone.ApiException#refusal()} is the documented reason:
     *     {@code RETRAIN_JOB_NOT_FINISHED}, {@code CLASSIFIER_NOT_FOUND}, {@code RETRAIN_JOB_NOT_FOUND}
     */
    Mono<Void> switchModel(RetrainJobId id);
}
