package io.github.predictionone.reactor;

import io.github.predictionone.classifier.Classifier;
import io.github.predictionone.classifier.ClassifierEvent;
import io.github.predictionone.classifier.ClassifierId;
import io.github.predictionone.classifier.ClassifierRequest;
import io.github.predictionone.classifier.ClassifierUpdate;
import io.github.predictionone.classifier.CreatedClassifier;
import io.github.predictionone.inference.InputRow;
import io.github.predictionone.inference.PredictOptions;
import io.github.predictionone.inference.Prediction;
import java.nio.file.Path;
import org.reactivestreams.Publisher;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/**
 * Operations on classifiers, the service's prediction APIs. A classifier is created from a model, watched until it
 * runs, and then called for predictions. The general rules in {@link PredictionOneClient} apply here too.
 *
 * <p>All calls but inference need an API key for {@code deploy}. A client with a secret key obtains and renews that key
 * itself; a client with an API key uses its own key, whatever its purpose. Inference uses the classifier's own key.
 */
public interface ClassifierOperations {

    /**
     * Creates a classifier from a model ({@code POST /classifiers}). The client repeats the request only if the service
     * cannot have acted on it. If the outcome is unknown, the error says so, and {@link #list()} shows whether the
     * classifier exists.
     *
     * @param request the model, and the callers that may use the classifier
     * @return the classifier's id and key, once the service has begun to build it
     */
    Mono<CreatedClassifier> create(ClassifierRequest request);

    /**
     * Lists the classifiers ({@code GET /classifiers}), in one call.
     *
     * @return the classifiers in the service's order
     */
    Flux<Classifier> list();

    /**
     * Finds a classifier in the list, such as one that has just begun to run.
     *
     * @param id the classifier
     * @return the classifier with its URL and key; empty if the service does not list this id
     */
    Mono<Classifier> find(ClassifierId id);

    /**
     * Changes a classifier ({@code PATCH /classifiers/ID}). The client repeats the request only if the service cannot
     * have acted on it, because it is not documented whether rules that are sent twice are stored twice.
     *
     * @param id the classifier
     * @param update what to change
     * @return the updated classifier
     * @throws IllegalArgumentException if the update changes nothing
     */
    Mono<Classifier> update(ClassifierId id, ClassifierUpdate update);

    /**
     * Deletes a classifier ({@code DELETE /classifiers/ID}). Termination may take a while; {@link #watch(ClassifierId)}
     * reports when it is complete.
     *
     * @param id the classifier
     * @return completes when the service has accepted the deletion, even if an earlier attempt whose response was lost
     *     had already deleted the classifier
     */
    Mono<Void> delete(ClassifierId id);

    /**
     * Watches a classifier until it runs, with {@link WatchOptions#defaults()}.
     *
     * @param id the classifier
     * @return see {@link #watch(ClassifierId, WatchOptions)}
     */
    default Flux<ClassifierEvent> watch(ClassifierId id) {
        return watch(id, WatchOptions.defaults());
    }

    /**
     * Watches a classifier until it runs, has failed or is terminated, with every guarantee of {@link
     * PredictionOneClient#watchTraining(io.github.predictionone.training.TrainingId, WatchOptions)}. The service has no
     * call for the status of one classifier, so the watch polls the list; one call serves all watches that need it at
     * that moment.
     *
     * <p>A classifier that disappears from the list has been terminated. If it has never been listed, the poll counts
     * as failed. The watch then continues as long as failures are tolerated, because the classifier may be about to
     * appear.
     *
     * @param id the classifier
     * @param options schedule, bounds, resumption
     * @return the events, ending with {@code ClassifierRunning}, {@code ClassifierFailed} or
     *     {@code ClassifierTerminated}
     * @throws IllegalArgumentException if the options include a download: a classifier has no archive
     */
    Flux<ClassifierEvent> watch(ClassifierId id, WatchOptions options);

    /**
     * Predicts with {@link PredictOptions#defaults()}.
     *
     * @param classifier as it is listed
     * @param rows see {@link #predict(Classifier, Publisher, PredictOptions)}
     * @return see {@link #predict(Classifier, Publisher, PredictOptions)}
     */
    default Flux<Prediction> predict(Classifier classifier, Iterable<?> rows) {
        return predict(classifier, Flux.fromIterable(rows), PredictOptions.defaults());
    }

    /**
     * Predicts for the rows of a collection.
     *
     * @param classifier as it is listed
     * @param rows see {@link #predict(Classifier, Publisher, PredictOptions)}
     * @param options the contents of the output, and how many requests may be in flight
     * @return see {@link #predict(Classifier, Publisher, PredictOptions)}
     */
    default Flux<Prediction> predict(Classifier classifier, Iterable<?> rows, PredictOptions options) {
        return predict(classifier, Flux.fromIterable(rows), options);
    }

    /**
     * Predicts with {@link PredictOptions#defaults()}.
     *
     * @param classifier as it is listed
     * @param rows see {@link #predict(Classifier, Publisher, PredictOptions)}
     * @return see {@link #predict(Classifier, Publisher, PredictOptions)}
     */
    default Flux<Prediction> predict(Classifier classifier, Publisher<?> rows) {
        return predict(classifier, rows, PredictOptions.defaults());
    }

    /**
     * Predicts for each row with a separate call ({@code POST} to the classifier's URL). Several calls run in parallel;
     * predictions keep the order of the rows.
     *
     * <p>A request is sent only if there is demand for its prediction: {@code take(1)} sends one. The client repeats a
     * request only if the service cannot have acted on it. Cancelling cancels the requests in flight, which may already
     * have counted against a quota.
     *
     * <p>The first row that fails ends the stream with its error, after the predictions of all rows before it; the
     * message names the row. With {@link PredictOptions#withFailedRows}, the failure is an element instead, and the
     * stream continues. Exceptions of the publisher are passed on unchanged.
     *
     * <p>The key is sent to the classifier's URL only if that is https on one of these hosts: the host of the base URL;
     * the same with {@code user-api.} in place of {@code developer-api.}; the inference host of either edition of the
     * service; or a host that {@link PredictionOneClient.Builder#allowInferenceHost(String)} names. Plain http is
     * allowed only for loopback hosts, or after {@link PredictionOneClient.Builder#allowPlaintext()}. Redirects are not
     * followed.
     *
     * @param classifier as it is listed, with its URL and key
     * @param rows {@link InputRow}s, or maps, records or beans as {@link InputRow#of(Object)} takes them
     * @param options the contents of the output, and how many requests may be in flight
     * @return a prediction per row, in the order of the rows. Errors include:
     *     {@link io.github.predictionone.classifier.ClassifierNotRunningException};
     *     {@link io.github.predictionone.AuthenticationException} if the service refuses the key or the caller's
     *     address; {@link io.github.predictionone.InvalidRowException} for a row that cannot be sent;
     *     {@link io.github.predictionone.ProtocolException} for a URL to which the key must not be sent
     * @throws IllegalArgumentException if the classifier has no URL or no key, such as while it is being built
     */
    Flux<Prediction> predict(Classifier classifier, Publisher<?> rows, PredictOptions options);

    /**
     * Predicts for the rows of a file, with {@link PredictOptions#defaults()}.
     *
     * @param classifier as it is listed
     * @param csv see {@link #predict(Classifier, Path, PredictOptions)}
     * @return see {@link #predict(Classifier, Publisher, PredictOptions)}
     */
    default Flux<Prediction> predict(Classifier classifier, Path csv) {
        return predict(classifier, csv, PredictOptions.defaults());
    }

    /**
     * Predicts for the rows of a file. The file is read according to demand, and is never held in memory as a whole.
     *
     * @param classifier as it is listed
     * @param csv a header line and rows, in UTF-8, with commas between the fields, or tabs if its name ends with
     *     {@code .tsv}
     * @param options the contents of the output, and how many requests may be in flight
     * @return see {@link #predict(Classifier, Publisher, PredictOptions)}; a
     *     {@link io.github.predictionone.TransferException} if the file cannot be read, or at the line where it is not
     *     such a table
     */
    Flux<Prediction> predict(Classifier classifier, Path csv, PredictOptions options);
}
