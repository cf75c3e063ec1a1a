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
 * <p>Every method returns immediately. Nothing happens before subscription. Each subscription starts a new call, and
 * cancelling the subscription cancels the request. An invalid argument makes the method itself throw
 * ({@link IllegalArgumentException}, {@link NullPointerException}); every other failure is signalled as a
 * {@link io.github.predictionone.PredictionOneException}.
 *
 * <p>Events of watches arrive on delivery threads. A subscriber that blocks there delays only itself, as long as no
 * more than 100 subscribers, or ten per core if that is more, block at the same time. Results of single calls and the
 * bytes of an archive may arrive on an event loop, which must not be blocked; {@code publishOn} moves them to other
 * threads. The caller's error strategies ({@code onErrorContinue}) have no effect inside the client.
 *
 * <p>Safe for use by multiple threads. A client holds one connection pool, one rate limiter and one API key per
 * purpose, so an application needs only one client. All clients of an application share their threads.
 */
public interface PredictionOneClient extends AutoCloseable {

    /** The base URL of the service. */
    URI DEFAULT_BASE_URL = URI.create("https://developer-api.predictionone.sony.biz");

    /** The base URL of the service's international edition. */
    URI INTERNATIONAL_BASE_URL = URI.create("https://developer-api.easy-predictive-analytics.sony.com");

    /**
     * Returns a builder for the configuration of a client.
     *
     * @return a builder with every default set; only a key must be added
     */
    static Builder builder() {
        return new DefaultClientBuilder();
    }

    /**
     * Builds a client from environment variables: {@code PREDICTION_ONE_API_KEY} or {@code PREDICTION_ONE_SECRET_KEY},
     * and {@code PREDICTION_ONE_BASE_URL} for a base URL other than the default.
     *
     * @return a new client
     * @throws IllegalStateException if there is no key, if there are both, or if a value is invalid; the message names
     *     the variable
     */
    static PredictionOneClient fromEnvironment() {
        return DefaultClientBuilder.fromEnvironment();
    }

    /**
     * Uploads the files of a training ({@code GET /data-sets/upload-url}, then one {@code PUT} per file, in parallel).
     *
     * @param data the files; they must not change while they are sent
     * @return the id to train with, once all files have been accepted; a
     *     {@link io.github.predictionone.TransferException} if a file cannot be read or the storage refuses it
     */
    default Mono<TrainingId> uploadTrainingData(TrainingData data) {
        return uploadTrainingData(data, progress -> {});
    }

    /**
     * Uploads the files of a training and reports progress.
     *
     * @param data the files; they must not change while they are sent
     * @param progress called for each file a few times per second and at its end, on a delivery thread. Calls for one
     *     file are sequential; calls for different files may overlap. A listener that blocks misses intermediate
     *     values; the upload completes after it has received the last one. A listener that throws is not called again
     *     for this file, and the upload continues
     * @return the id to train with, once all files have been accepted
     */
    Mono<TrainingId> uploadTrainingData(TrainingData data, Consumer<UploadProgress> progress);

    /**
     * Describes the uploaded data as the service has read it ({@code GET /data-sets/column-info}).
     *
     * @param id the id of an upload
     * @return rows, columns, types and values
     */
    Mono<DataSetInfo> dataSetInfo(TrainingId id);

    /**
     * Starts a training ({@code POST /models}). The client repeats the request only if the service cannot have acted on
     * it. If the outcome is unclear, the client checks whether the service knows the training.
     *
     * @param request what to train
     * @return the id to watch, once the service has accepted the request
     */
    Mono<TrainingId> train(TrainRequest request);

    /**
     * Requests the status of a training once ({@code GET /models/results}).
     *
     * @param id the training
     * @return the status
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
     * Watches a training until it ends. Requests the status immediately and then according to the schedule, and emits
     * an event for each change.
     *
     * <p>A failed training is an event ({@link io.github.predictionone.training.TrainingFailed}); so is a failed poll
     * ({@link io.github.predictionone.training.PollFailed}), after which the watch continues. An error means that the
     * watch itself cannot continue: the service refuses the key or the id, polls fail for longer than tolerated, the
     * deadline is reached ({@link io.github.predictionone.WatchTimeoutException}), the download fails, or the client is
     * closed.
     *
     * <p>Without demand, there are no polls. A slow subscriber receives the latest event and every terminal one.
     * Cancelling stops the polls, never the training.
     *
     * @param id the training
     * @param options schedule, bounds, resumption, download
     * @return the events, ending with {@code TrainingFailed}, {@code TrainingFinished}, or, if the options include a
     *     download, {@code ResultDownloaded}
     */
    Flux<StatusEvent> watchTraining(TrainingId id, WatchOptions options);

    /**
     * Streams the result archive of a finished training according to the subscriber's demand. The client handles broken
     * connections and expired URLs without involving the subscriber. The stream can be the body of a WebFlux response.
     *
     * <p>If a subscriber demands nothing for 10 s, the client gives its connection and its turn to other transfers
     * ({@link Builder#maxTransfers(int)}). It does so only if the storage has sent a strong entity tag and a length,
     * because it later requests the remaining bytes. With the next demand, the stream waits for a new turn. If that
     * takes too long ({@link Builder#acquireTimeout(Duration)}), the stream ends with a
     * {@link io.github.predictionone.TransferException}.
     *
     * @param id a finished training
     * @return buffers of the zip in order, each owned by the subscriber; a
     *     {@link io.github.predictionone.TransferException} if the training is not finished, or the received file is
     *     not a zip
     */
    Flux<ByteBuffer> streamResult(TrainingId id);

    /**
     * Returns a description of the result archive of a finished training, with access to its bytes: all of them, or a
     * range. This is for applications that serve the archive over HTTP, with its length, its entity tag and ranges. The
     * client requests the first bytes once, for the description. It transfers the rest only when that is subscribed to.
     *
     * @param id a finished training
     * @return the archive. A refusal by the service is signalled unchanged, such as an
     *     {@link io.github.predictionone.ApiException} for an unknown id. If there is no archive, or the received file
     *     is not a zip, the signal is a {@link io.github.predictionone.TransferException}. Its cause is a
     *     {@link io.github.predictionone.TrainingNotFinishedException} or a
     *     {@link io.github.predictionone.training.TrainingFailedException} if that is the reason
     */
    Mono<ResultContent> resultContent(TrainingId id);

    /**
     * Downloads the result archive of a finished training to the partial file {@code NAME.part} beside the target,
     * checks it, then moves it to the target. The next download to the same target resumes a partial file that was left
     * behind.
     *
     * <p>If the length is known, the download does not begin unless the disk has room for it. The client never writes
     * through a symbolic link. A link in the place of the partial file is refused. A link at the target counts as an
     * existing target, even if the link is broken. If an existing target may be replaced, the link itself is replaced,
     * and the file behind it does not change.
     *
     * @param id a finished training
     * @param target the file for the archive; must not exist
     * @return the file, once it is complete; a {@link io.github.predictionone.TransferException} if the training is not
     *     finished, the target exists, or the transfer fails for good
     */
    Mono<ResultDownloaded> downloadResult(TrainingId id, Path target);

    /**
     * Returns the operations on trained models.
     *
     * @return the operations
     */
    ModelOperations models();

    /**
     * Returns the operations on uploaded data sets.
     *
     * @return the operations
     */
    DataSetOperations dataSets();

    /**
     * Returns the operations that train existing models with newer data.
     *
     * @return the operations
     */
    RetrainingOperations retraining();

    /**
     * Returns the operations on classifiers, which are the service's prediction APIs, and inference.
     *
     * @return the operations, usable as long as this client is open
     */
    ClassifierOperations classifiers();

    /**
     * Obtains an API key for the secret key that the client was built with ({@code GET /api-key}). The client's other
     * calls do not need it: they obtain their keys themselves.
     *
     * @param type the purpose of the key
     * @return the key; an {@link io.github.predictionone.AuthenticationException} if the secret key is refused
     * @throws IllegalStateException if the client was built with an API key
     */
    Mono<IssuedApiKey> issueApiKey(CredentialType type);

    /**
     * Ends active watches and calls with {@link io.github.predictionone.ClientClosedException} and releases every
     * connection and timer of this client. The last client of the JVM to close releases the threads as well. Error
     * handlers run on delivery threads, so a handler that blocks or throws does not affect others. Returns when
     * everything is released, even if the thread is interrupted; the interrupt status is kept. On an event loop, which
     * must not block, it returns immediately. Never throws. Only the first call has an effect.
     */
    @Override
    void close();

    /** Configures a client. Not safe for use by multiple threads. */
    interface Builder {

        /**
         * Sets the base URL of the service.
         *
         * @param baseUrl an absolute {@code http} or {@code https} URI, with or without a path prefix
         *     [{@link #DEFAULT_BASE_URL}]; plain {@code http} only for loopback hosts, unless {@link #allowPlaintext()}
         *     is called
         * @return this builder
         */
        Builder baseUrl(URI baseUrl);

        /**
         * Sets the key for every call. A client needs either this or a secret key.
         *
         * @param apiKey an API key, used unchanged for every call; a key for training, for example, does not permit
         *     retraining
         * @return this builder
         * @throws IllegalArgumentException if it cannot be a key
         */
        Builder apiKey(String apiKey);

        /**
         * Sets the secret key with which the client obtains API keys; it renews them before they expire.
         *
         * @param secretKey the key from the service's settings screen
         * @return this builder
         * @throws IllegalArgumentException if it cannot be a key
         */
        Builder secretKey(String secretKey);

        /**
         * Sets how often calls are retried, and after which delays.
         *
         * @param policy attempts and delays [{@link RetryPolicy#defaults()}]
         * @return this builder
         */
        Builder retry(RetryPolicy policy);

        /**
         * Sets the time limit for connecting, and the same limit again for the TLS handshake.
         *
         * @param timeout positive, at most 292 years [10 s]
         * @return this builder
         */
        Builder connectTimeout(Duration timeout);

        /**
         * Sets the time limit from the sending of an API request to the end of its response.
         *
         * @param timeout positive, at most 292 years [30 s]
         * @return this builder
         */
        Builder responseTimeout(Duration timeout);

        /**
         * Sets the time limit for a stalled transfer: a download that receives less than 1 KiB in this time although
         * its subscriber has demand, or an upload of which the storage accepts no byte. Waiting for a connection does
         * not count.
         *
         * @param timeout positive, at most 292 years [30 s]
         * @return this builder
         */
        Builder transferIdleTimeout(Duration timeout);

        /**
         * Sets how many connections one download to a file may use at the same time. A download uses more than one only
         * if the archive has at least 64 MiB and the storage answers a range request with that byte range of the same
         * object.
         *
         * @param connections at least 1; 1: always a single connection [4]
         * @return this builder
         */
        Builder downloadConnections(int connections);

        /**
         * Sets the maximum size of a result archive; a larger one is refused. If the storage sends the length, that
         * happens before anything is written. Otherwise it happens as soon as more bytes have been received.
         *
         * @param bytes at least 1 [no limit]
         * @return this builder
         */
        Builder maxResultSize(long bytes);

        /**
         * Sets the time limit for one request to wait for its turn, which comes when there is a key, a free connection
         * and a permit of the rate limiter. Calls are served in order; requests for keys go first. An upload or
         * download waits up to this time for its turn ({@link #maxTransfers(int)}). Each of its attempts then waits up
         * to this time for a connection.
         *
         * @param timeout positive, at most 292 years [1 h]
         * @return this builder
         */
        Builder acquireTimeout(Duration timeout);

        /**
         * Sets the maximum number of this client's connections to one host for API calls. The same maximum applies
         * again to transfers, and again to classifiers. Requests for keys have up to 10 connections of their own.
         *
         * @param connections at least 1 [50]
         * @return this builder
         */
        Builder maxConnections(int connections);

        /**
         * Sets how many ids may be watched at the same time; an id counts once, however many watches it has. A watch of
         * one more id ends immediately with {@link io.github.predictionone.TooManyWatchesException}.
         *
         * @param ids at least 1 [100,000]
         * @return this builder
         */
        Builder maxWatches(int ids);

        /**
         * Sets how many uploads and downloads of this client may run at the same time. All files of one upload count
         * once. Further transfers wait in order. If a transfer still waits after {@link #acquireTimeout(Duration)}, it
         * fails with a {@link io.github.predictionone.TransferException} that names up to five transfers under way.
         * When a transfer ends or is cancelled, the next one begins.
         *
         * <p>All transfers of a JVM share 64 MiB of memory outside of the heap, or a quarter of what the JVM may use
         * there if that is less. The more transfers there are, the less memory each one gets; no transfer waits for
         * memory.
         *
         * @param transfers at least 1 [16]
         * @return this builder
         */
        Builder maxTransfers(int transfers);

        /**
         * Sets the maximum size of one API response: a list, a description of a data set or an inference. Any other
         * response may have at most 1 MiB. A response may have at most 1,000,000 JSON tokens, or one per three bytes if
         * that is more; a response with more tokens fails with a {@code ProtocolException}.
         *
         * @param bytes at least 1 [16 MiB]
         * @return this builder
         */
        Builder maxResponseSize(int bytes);

        /**
         * Sets the maximum number of requests per second of this client, retries included.
         *
         * @param requests the number; 0: no limit [20]
         * @return this builder
         */
        Builder requestsPerSecond(int requests);

        /**
         * Sets the application's own rate limiter, in place of {@link #requestsPerSecond(int)}.
         *
         * @param limiter supplies one permit per request. The client reserves permits and does not block. The limiter's
         *     listeners must not wait for threads that make calls
         * @return this builder
         * @throws IllegalArgumentException for a {@code SemaphoreBasedRateLimiter}, which cannot reserve permits
         */
        Builder rateLimiter(RateLimiter limiter);

        /**
         * Sets whether a circuit breaker protects the service. It opens when 50 % of 20 calls have failed, and lets the
         * next call through after 30 s.
         *
         * @param on whether to use one [true]
         * @return this builder
         */
        Builder circuitBreaker(boolean on);

        /**
         * Sets the application's own circuit breaker.
         *
         * @param breaker permits or refuses every request to the API; each origin of classifiers gets another one with
         *     the same configuration
         * @return this builder
         */
        Builder circuitBreaker(CircuitBreaker breaker);

        /**
         * Sets the meaning of the service's status words.
         *
         * @param classifier the meaning [{@link StatusClassifier#defaults()}]
         * @return this builder
         */
        Builder statusClassifier(StatusClassifier classifier);

        /**
         * Sets the receiver of callbacks for calls, polls, watches and transfers.
         *
         * @param instrumentation such as {@code MicrometerInstrumentation} [none; calls then have no overhead from it]
         * @return this builder
         */
        Builder instrumentation(Instrumentation instrumentation);

        /**
         * Allows plain {@code http} in the base URL, and in URLs of classifiers, for hosts other than loopback. Keys
         * then travel unprotected.
         *
         * @return this builder
         */
        Builder allowPlaintext();

        /**
         * Sets the trust store, client certificate, protocols and cipher suites for TLS, for both the API and the
         * storage.
         *
         * @param options trust, key, protocols, ciphers [{@link TlsOptions#defaults()}]
         * @return this builder
         */
        Builder tls(TlsOptions options);

        /**
         * Sets an HTTP proxy for all traffic, to the API and to the storage.
         *
         * @param options the address of the proxy, and the hosts to reach without it [no proxy]
         * @return this builder
         */
        Builder proxy(ProxyOptions options);

        /**
         * Allows the client to send classifiers' keys to a host that is not the service's own, such as a gateway in
         * front of it. May be called more than once.
         *
         * @param host the whole host name, without scheme and port
         * @return this builder
         * @throws IllegalArgumentException if it is not a host name
         */
        Builder allowInferenceHost(String host);

        /**
         * Builds the client.
         *
         * @return a new client, which the caller must close
         * @throws IllegalArgumentException if there is no key, if there are both kinds, or if the base URL is not
         *     usable. The message says what is required
         * @throws IllegalStateException if the class path has libraries that the client cannot work with, such as
         *     Jackson's annotations before 2.21, or a Netty version that does not match Reactor Netty. The message
         *     names the entry
         */
        PredictionOneClient build();
    }
}
