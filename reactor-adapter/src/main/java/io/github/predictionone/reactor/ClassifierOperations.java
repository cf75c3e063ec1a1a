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
 * Classifiers, the service's prediction APIs: made of a model, watched until they run, asked for predictions. What is said
 * of all calls at {@link PredictionOneClient} holds here.
 *
 * <p>All calls but inference need an API key for {@code deploy}. A client with a secret key gets and renews it by itself; a
 * client with an API key uses that one, whatever it is for. Inference takes the classifier's own key.
 */
public interface ClassifierOperations {

    /**
     * Makes a classifier of a model ({@code POST /classifiers}). Sent again only where the service can't have acted on the
     * request; where the outcome is unknown, the error says so, and {@link #list()} shows it.
     *
     * @param request the model, and who may call the classifier
     * @return its id and key, once the service has begun to build it
     */
    Mono<CreatedClassifier> create(ClassifierRequest request);

    /**
     * Lists the classifiers ({@code GET /classifiers}), in one call.
     *
     * @return what the service lists, in its order
     */
    Flux<Classifier> list();

    /**
     * Finds a classifier in the list, such as one that has just begun to run.
     *
     * @param id the classifier
     * @return the classifier with its URL and key; empty if the service lists none of this id
     */
    Mono<Classifier> find(ClassifierId id);

    /**
     * Changes a classifier ({@code PATCH /classifiers/ID}). Sent again only where the service can't have acted on the
     * request: whether rules sent twice would be there twice is not documented.
     *
     * @param id the classifier
     * @param update what to change
     * @return the classifier as the service then has it
     * @throws IllegalArgumentException if the update changes nothing
     */
    Mono<Classifier> update(ClassifierId id, ClassifierUpdate update);

    /**
     * Deletes a classifier ({@code DELETE /classifiers/ID}). Its end may take a while: {@link #watch(ClassifierId)} tells
     * when it has come.
     *
     * @param id the classifier
     * @return completes when the service has accepted, also where an attempt whose answer was lost had done it already
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
     * Watches a classifier until it runs, has failed or is gone, with every guarantee of
     * {@link PredictionOneClient#watchTraining(io.github.predictionone.training.TrainingId, WatchOptions)}. There is no call
     * for the status of one: the list is polled, by one call for all who need it at that moment.
     *
     * <p>A classifier that was listed and no longer is has been terminated. One that never was is a failed poll, after which
     * the watch goes on as long as failures are tolerated, for it may be about to appear.
     *
     * @param id the classifier
     * @param options schedule, bounds, resumption
     * @return the events, ending with {@code ClassifierRunning}, {@code ClassifierFailed} or {@code ClassifierTerminated}
     * @throws IllegalArgumentException if the options ask for a download: a classifier has no archive
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
     * Predicts for rows that are at hand.
     *
     * @param classifier as it is listed
     * @param rows see {@link #predict(Classifier, Publisher, PredictOptions)}
     * @param options what the output is to have, and how many requests may be under way
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
     * Predicts for each row by a call of its own ({@code POST} to the classifier's URL), some at a time, and in order.
     *
     * <p>No request without demand for its prediction: {@code take(1)} sends one. A request is sent again only where the
     * service can't have acted on it. Cancelling cancels what is under way, which may have counted against a quota.
     *
     * <p>The first row that fails ends the stream with its error, after the predictions of all rows before it; its message
     * names the row. With {@link PredictOptions#withFailedRows} it is an element, and the stream goes on. Exceptions
     * of the publisher are passed on as they are.
     *
     * <p>The key goes to the classifier's URL only if that is https on a host of the service: the one of the base URL,
     * {@code user-api.} in place of its {@code developer-api.}, that of either edition of the service, or one that
     * {@link PredictionOneClient.Builder#allowInferenceHost(String)} names. Plain http is for loopback hosts, or where
     * {@link PredictionOneClient.Builder#allowPlaintext()} was called. Redirects are not followed.
     *
     * @param classifier as it is listed, with its URL and key
     * @param rows {@link InputRow}s, or maps, records or beans as {@link InputRow#of(Object)} takes them
     * @param options what the output is to have, and how many requests may be under way
     * @return a prediction per row, in their order. Among the errors:
     *     {@link io.github.predictionone.classifier.ClassifierNotRunningException};
     *     {@link io.github.predictionone.AuthenticationException} if the key, or the address that the call comes from, is
     *     refused; {@link io.github.predictionone.InvalidRowException} for a row that can't be sent;
     *     {@link io.github.predictionone.ProtocolException} for a URL that the key may not go to
     * @throws IllegalArgumentException if the classifier has no URL or no key, as while it is being built
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
     * Predicts for the rows of a file, which is read as predictions are wanted and never held whole.
     *
     * @param classifier as it is listed
     * @param csv a header line and rows, in UTF-8, with commas between the fields, or tabs where its name ends with
     *     {@code .tsv}
     * @param options what the output is to have, and how many requests may be under way
     * @return see {@link #predict(Classifier, Publisher, PredictOptions)}; a
     *     {@link io.github.predictionone.TransferException} if the file can't be read, or at the line where it is no such
     *     table
     */
    Flux<Prediction> predict(Classifier classifier, Path csv, PredictOptions options);
}
