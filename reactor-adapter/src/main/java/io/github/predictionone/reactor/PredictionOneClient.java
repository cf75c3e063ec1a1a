package io.github.predictionone.reactor;

import io.github.predictionone.CredentialType;
import io.github.predictionone.IssuedApiKey;
import io.github.predictionone.dataset.DataSetInfo;
import io.github.predictionone.policy.RetryPolicy;
import io.github.predictionone.reactor.internal.DefaultClientBuilder;
import io.github.predictionone.training.ResultDownloaded;
import io.github.predictionone.training.StatusClassifier;
import io.github.predictionone.training.StatusEvent;
import io.github.predictionone.training.TrainRequest;
import io.github.predictionone.training.TrainingData;
import io.github.predictionone.training.TrainingId;
import io.github.predictionone.training.TrainingStatus;
import io.github.predictionone.training.UploadProgress;
import io.github.resilience4j.circuitbreaker.CircuitBreaker;
import io.github.resilience4j.ratelimiter.RateLimiter;
import java.net.URI;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.time.Duration;
import java.util.function.Consumer;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/**
 * A client of Sony's Prediction One cloud service.
 *
 * <p>Every method returns at once. Nothing happens before subscription; each subscription is a whole new call; cancelling
 * it cancels the request behind it. Wrong arguments are thrown by the method itself ({@link IllegalArgumentException},
 * {@link NullPointerException}); all else that goes wrong is signalled as a {@link
 * io.github.predictionone.PredictionOneException}.
 *
 * <p>Events of watches arrive on delivery threads: a subscriber that blocks there delays itself alone, for up to 100 such
 * subscribers or ten per core, whichever is more. Results of single calls and the bytes of an archive may arrive on an
 * event loop, which must not be blocked; {@code publishOn} moves them to other threads. Error strategies of the caller
 * ({@code onErrorContinue}) change nothing inside the client.
 *
 * <p>Safe for use by many threads. One client holds one connection pool, one rate limiter and one API key per purpose:
 * an application needs one. All clients of an application share their threads.
 */
public interface PredictionOneClient extends AutoCloseable {

    /** Where the service is. */
    URI DEFAULT_BASE_URL = URI.create("https://developer-api.predictionone.sony.biz");

    /** Where the service's international edition is. */
    URI INTERNATIONAL_BASE_URL = URI.create("https://developer-api.easy-predictive-analytics.sony.com");

    /**
     * Starts the configuration of a client.
     *
     * @return a builder with every default set; a key is the one thing to add
     */
    static Builder builder() {
        return new DefaultClientBuilder();
    }

    /**
     * A client configured by environment variables: {@code PREDICTION_ONE_API_KEY} or
     * {@code PREDICTION_ONE_SECRET_KEY}, and {@code PREDICTION_ONE_BASE_URL} where it is not the default.
     *
     * @return a new client
     * @throws IllegalStateException if there is no key, or both, or a value is not usable; the message names the variable
     */
    static PredictionOneClient fromEnvironment() {
        return DefaultClientBuilder.fromEnvironment();
    }

    /**
     * Uploads the files of a training ({@code GET /data-sets/upload-url} and one {@code PUT} per file, side by side).
     *
     * @param data the files; they must not change while they are sent
     * @return the id to train with, once all files have been accepted; a
     *     {@link io.github.predictionone.TransferException} if a file can't be read or the storage refuses it
     */
    default Mono<TrainingId> uploadTrainingData(TrainingData data) {
        return uploadTrainingData(data, progress -> {});
    }

    /**
     * Uploads the files of a training and tells how far it is.
     *
     * @param data the files; they must not change while they are sent
     * @param progress called for each file a few times per second and at its end, on a delivery thread. Calls for one file
     *     follow one another; calls for different files may overlap. A listener that blocks misses intermediate values; the
     *     upload completes after it has received the last one. A listener that throws is not called again for this file,
     *     and the upload continues
     * @return the id to train with, once all files have been accepted
     */
    Mono<TrainingId> uploadTrainingData(TrainingData data, Consumer<UploadProgress> progress);

    /**
     * What the service makes of the uploaded data ({@code GET /data-sets/column-info}).
     *
     * @param id the id of an upload
     * @return rows, columns, types and values
     */
    Mono<DataSetInfo> dataSetInfo(TrainingId id);

    /**
     * Starts a training ({@code POST /models}). Sent again only where the service can't have acted on the request; if
     * the outcome is unclear, the service is asked whether it knows the training.
     *
     * @param request what to train
     * @return the id to watch, once the service has accepted
     */
    Mono<TrainingId> train(TrainRequest request);

    /**
     * Asks once for the status of a training ({@code GET /models/results}).
     *
     * @param id the training
     * @return what the service says
     */
    Mono<TrainingStatus> trainingStatus(TrainingId id);

    /**
     * Watches a training until it ends, with {@link WatchOptions#defaults()}.
     *
     * @param id the training
     * @return see {@link #watchTraining(TrainingId, WatchOptions)}
     */
    default Flux<StatusEvent> watchTraining(TrainingId id) {
        return watchTraining(id, WatchOptions.defaults());
    }

    /**
     * Watches a training until it ends: asks for the status at once and then by the schedule, and reports what changes.
     *
     * <p>A failed training is an event ({@link io.github.predictionone.training.TrainingFailed}); so is a failed poll
     * ({@link io.github.predictionone.training.PollFailed}), after which the watch goes on. An error means that the
     * watch itself can't: the key or the id is refused, polls fail for longer than tolerated, the deadline is reached
     * ({@link io.github.predictionone.WatchTimeoutException}), the download fails, or the client is closed.
     *
     * <p>No demand, no poll; a slow subscriber gets the latest event and every terminal one. Cancelling stops the polls,
     * never the training.
     *
     * @param id the training
     * @param options schedule, bounds, resumption, download
     * @return the events, ending with {@code TrainingFailed}, {@code TrainingFinished}, or where a download was asked
     *     for {@code ResultDownloaded}
     */
    Flux<StatusEvent> watchTraining(TrainingId id, WatchOptions options);

    /**
     * The result archive of a finished training, as a stream under the subscriber's demand. Broken connections and
     * expired URLs are dealt with below the subscriber. May be handed straight to a WebFlux response.
     *
     * <p>If a subscriber demands nothing for 10 s, the client gives its connection and its turn to others
     * ({@link Builder#maxTransfers(int)}). The storage must have sent a strong entity tag and a length, so that the rest can
     * be requested. With the next demand, the stream waits for a new turn. If none comes in time, it ends with a
     * {@link io.github.predictionone.TransferException}.
     *
     * @param id a finished training
     * @return buffers of the zip in order, each the subscriber's own; a
     *     {@link io.github.predictionone.TransferException} if the training is not finished, or what comes is not a zip
     */
    Flux<ByteBuffer> streamResult(TrainingId id);

    /**
     * What the result archive of a finished training is, and its bytes: all of them, or a range. For applications that
     * hand the archive on over HTTP, with its length, its entity tag and ranges. The storage is asked once for the first
     * bytes; the rest comes when it is subscribed to.
     *
     * @param id a finished training
     * @return the archive. What the service answers no to comes as it is, such as an
     *     {@link io.github.predictionone.ApiException} for an unknown id. If there is no archive, or what comes is not a
     *     zip, a {@link io.github.predictionone.TransferException}, whose cause is a
     *     {@link io.github.predictionone.TrainingNotFinishedException} or a
     *     {@link io.github.predictionone.training.TrainingFailedException} where that is why
     */
    Mono<ResultContent> resultContent(TrainingId id);

    /**
     * Downloads the result archive of a finished training: into {@code NAME.part} beside the target, checked, then moved
     * into place. A {@code .part} that is left behind is continued by the next download to the same target.
     *
     * <p>Where the length is known, the download does not begin unless the disk has room for it. Bytes never go through
     * a symbolic link: a link that stands where the {@code .part} would be is refused, and one at the target counts as an
     * existing target, even if it leads nowhere; where an existing target may be replaced, the link is replaced, and
     * what it leads to stays as it is.
     *
     * @param id a finished training
     * @param target where the archive is to lie; must not exist
     * @return the file, once it is whole; a {@link io.github.predictionone.TransferException} if the training is not
     *     finished, the target exists, or the transfer fails for good
     */
    Mono<ResultDownloaded> downloadResult(TrainingId id, Path target);

    /**
     * Trained models.
     *
     * @return the calls for them
     */
    ModelOperations models();

    /**
     * Uploaded data sets.
     *
     * @return the calls for them
     */
    DataSetOperations dataSets();

    /**
     * Models that learn from newer data.
     *
     * @return the calls for that
     */
    RetrainingOperations retraining();

    /**
     * Classifiers, the service's prediction APIs, and inference.
     *
     * @return their calls, for as long as this client is open
     */
    ClassifierOperations classifiers();

    /**
     * Gets an API key for the secret key that the client was built with ({@code GET /api-key}). The client's own calls
     * need no help of this kind.
     *
     * @param type what the key is for
     * @return the key; an {@link io.github.predictionone.AuthenticationException} if the secret key is refused
     * @throws IllegalStateException if the client was built with an API key
     */
    Mono<IssuedApiKey> issueApiKey(CredentialType type);

    /**
     * Ends active watches and calls with {@link io.github.predictionone.ClientClosedException} and releases every
     * connection and timer of this client. The last client of the JVM releases the threads as well. Error handlers run on
     * delivery threads, so one that blocks or throws affects no other. Returns when everything is released, even if the
     * thread is interrupted; the interrupt status is kept. Returns at once on an event loop, which must not block. Never
     * throws. Only the first call has an effect.
     */
    @Override
    void close();

    /** Configures a client. Not safe for use by many threads. */
    interface Builder {

        /**
         * Where the service is.
         *
         * @param baseUrl an absolute {@code http} or {@code https} URI, with or without a path prefix
         *     [{@link #DEFAULT_BASE_URL}]; plain {@code http} for loopback hosts alone, unless
         *     {@link #allowPlaintext()}
         * @return this builder
         */
        Builder baseUrl(URI baseUrl);

        /**
         * The key of every call. Either this or a secret key is needed.
         *
         * @param apiKey an API key, used as it is for every call: one for training opens no retraining, and so on
         * @return this builder
         * @throws IllegalArgumentException if it can't be a key
         */
        Builder apiKey(String apiKey);

        /**
         * The key that buys API keys: the client gets them by itself and renews them in time.
         *
         * @param secretKey the key from the service's settings screen
         * @return this builder
         * @throws IllegalArgumentException if it can't be a key
         */
        Builder secretKey(String secretKey);

        /**
         * How often calls are repeated, and after what waits.
         *
         * @param policy attempts and waits [{@link RetryPolicy#defaults()}]
         * @return this builder
         */
        Builder retry(RetryPolicy policy);

        /**
         * The longest time to connect, and again for the TLS handshake.
         *
         * @param timeout positive, at most 292 years [10 s]
         * @return this builder
         */
        Builder connectTimeout(Duration timeout);

        /**
         * The longest time from the sending of an API request to the end of its answer.
         *
         * @param timeout positive, at most 292 years [30 s]
         * @return this builder
         */
        Builder responseTimeout(Duration timeout);

        /**
         * The longest stall of a transfer: the time in which a download brings less than 1 KiB although its reader wants
         * more, or in which the storage takes no byte of an upload. Waiting for a connection does not count.
         *
         * @param timeout positive, at most 292 years [30 s]
         * @return this builder
         */
        Builder transferIdleTimeout(Duration timeout);

        /**
         * How many connections one download to a file may use at a time. There is more than one only for archives from
         * 64 MiB on, and where the storage answers a request for a range with that range of the same object.
         *
         * @param connections at least 1; 1: always a single one [4]
         * @return this builder
         */
        Builder downloadConnections(int connections);

        /**
         * The most bytes of a result archive: a larger one is refused, before anything of it is written where the storage
         * tells the length, and else as soon as more has come.
         *
         * @param bytes at least 1 [no limit]
         * @return this builder
         */
        Builder maxResultSize(long bytes);

        /**
         * The longest time that one request may wait for its turn: until there is a key, a free connection and a permit
         * of the rate limiter. Calls are served in order; requests for keys go first. An upload or download waits up to
         * this time for its turn ({@link #maxTransfers(int)}). Each of its attempts then waits up to this time for a
         * connection.
         *
         * @param timeout positive, at most 292 years [1 h]
         * @return this builder
         */
        Builder acquireTimeout(Duration timeout);

        /**
         * The most connections of this client to one host for API calls, and as many again for transfers, and for
         * classifiers. Requests for keys have up to 10 of their own.
         *
         * @param connections at least 1 [50]
         * @return this builder
         */
        Builder maxConnections(int connections);

        /**
         * The most ids that are watched at the same time, however many watch them. A watch of one more ends at once with
         * {@link io.github.predictionone.TooManyWatchesException}.
         *
         * @param ids at least 1 [100,000]
         * @return this builder
         */
        Builder maxWatches(int ids);

        /**
         * The most uploads and downloads of this client at the same time. All files of one upload count once. Others wait in
         * order. After {@link #acquireTimeout(Duration)}, one that still waits fails with a
         * {@link io.github.predictionone.TransferException} that names up to five transfers under way. When a transfer ends or
         * is cancelled, the next one begins.
         *
         * <p>All transfers of a JVM share 64 MiB of memory outside of the heap, or a quarter of what the JVM may have there if
         * that is less. The more transfers there are, the less memory each one gets; none waits for it.
         *
         * @param transfers at least 1 [16]
         * @return this builder
         */
        Builder maxTransfers(int transfers);

        /**
         * The most bytes of one API answer: of a list, a description of a data set or an inference. Of any other answer,
         * at most 1 MiB is read. An answer has at most 1,000,000 JSON tokens, or one for three of its bytes if that is
         * more; one with more is a {@code ProtocolException}.
         *
         * @param bytes at least 1 [16 MiB]
         * @return this builder
         */
        Builder maxResponseSize(int bytes);

        /**
         * The most requests per second of this client, repeated ones included.
         *
         * @param requests the number; 0: no limit [20]
         * @return this builder
         */
        Builder requestsPerSecond(int requests);

        /**
         * The application's own rate limiter in place of {@link #requestsPerSecond(int)}.
         *
         * @param limiter asked for one permit per request, without blocking: permits are reserved. Its listeners must not wait
         *     for threads that make calls
         * @return this builder
         * @throws IllegalArgumentException for a {@code SemaphoreBasedRateLimiter}, which can't reserve permits
         */
        Builder rateLimiter(RateLimiter limiter);

        /**
         * Whether a circuit breaker stands before the service: it opens at 50 % failures of 20 calls and lets the next
         * call through after 30 s.
         *
         * @param on whether it does [true]
         * @return this builder
         */
        Builder circuitBreaker(boolean on);

        /**
         * The application's own circuit breaker.
         *
         * @param breaker asked before every request to the API; each origin of classifiers gets another one with the same
         *     configuration
         * @return this builder
         */
        Builder circuitBreaker(CircuitBreaker breaker);

        /**
         * What status words mean.
         *
         * @param classifier the meaning [{@link StatusClassifier#defaults()}]
         * @return this builder
         */
        Builder statusClassifier(StatusClassifier classifier);

        /**
         * Whom the client tells about its calls, polls, watches and transfers.
         *
         * @param instrumentation such as {@code MicrometerInstrumentation} [none: then nothing of the kind is on the way
         *     of a call]
         * @return this builder
         */
        Builder instrumentation(Instrumentation instrumentation);

        /**
         * Allows a base URL, and URLs of classifiers, with plain {@code http} whose host is not loopback: keys then travel
         * unprotected.
         *
         * @return this builder
         */
        Builder allowPlaintext();

        /**
         * Whom to trust on TLS connections, and who the client is, for the API and the storage alike.
         *
         * @param options trust, key, protocols, ciphers [{@link TlsOptions#defaults()}]
         * @return this builder
         */
        Builder tls(TlsOptions options);

        /**
         * An HTTP proxy for all traffic, to the API and to the storage.
         *
         * @param options where it is, and for which hosts [no proxy]
         * @return this builder
         */
        Builder proxy(ProxyOptions options);

        /**
         * Allows a host that is not the service's own to be sent classifiers' keys: one that stands before it, such as a
         * gateway. May be called more than once.
         *
         * @param host its whole name, without scheme and port
         * @return this builder
         * @throws IllegalArgumentException if it is no host's name
         */
        Builder allowInferenceHost(String host);

        /**
         * Makes the client.
         *
         * @return a new client, to be closed by the caller
         * @throws IllegalArgumentException if there is no key, or both kinds; or if the base URL can't be used. The message
         *     says what would be right
         * @throws IllegalStateException if the class path has libraries that the client can't work with, such as Jackson's
         *     annotations before 2.21, or a Netty that Reactor Netty was not made for. The message names the entry
         */
        PredictionOneClient build();
    }
}
