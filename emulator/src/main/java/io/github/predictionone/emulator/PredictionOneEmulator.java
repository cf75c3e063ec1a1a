package io.github.predictionone.emulator;

import io.github.predictionone.emulator.learning.TrainingFailure;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Queue;
import java.util.UUID;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import org.jspecify.annotations.Nullable;
import reactor.netty.resources.LoopResources;

/**
 * A local Prediction One for development and tests: the API on one port of the loopback interface and its storage on
 * another. It is as strict as the service's manual and as object storages are, and it really trains small models.
 *
 * <p>A time series is accepted, and its training then fails with a reason. Where the manual is silent, the emulator
 * behaves as follows.
 *
 * <ul>
 *   <li>A model is listed from the moment its training is shown as finished, and a data set from the moment a training
 *       begins to read it. The newest come first. A retraining adds a new model beside the old one, with the same name
 *       and the next version. Retraining the new model requires a key for its own {@code model_id}.
 *   <li>A model switch gives the new model to the classifiers of the old one. It is refused if no classifier has either
 *       model.
 *   <li>A classifier that is made inactive is {@code stopped}. When it is made active again, or is given another model,
 *       it is {@code updating} for a while. Deleted classifiers stay listed as {@code terminated}. Only {@code running}
 *       classifiers predict.
 *   <li>Of the classifier's rules that match the address of a request, the one with the lowest priority decides. If
 *       there are rules and none matches, the request is refused. Without rules, the key is enough.
 *   <li>{@code prediction_valid.csv} has the columns {@code row number}, {@code predicted label} and {@code probability
 *       of CLASS} for each class, or {@code predicted value}, and then the input columns if the request includes them.
 *       {@code prediction_analysis.csv} has {@code column name}, {@code value} and {@code contribution}: how much of
 *       the predicted class's probability, or of the value, is lost when the column has its average or most frequent
 *       value instead.
 *   <li>The archive of a retraining has {@code metrics.csv} with {@code metric}, {@code old model} and {@code new
 *       model}. Both models are measured on the evaluation data or, without it, on a fifth of the new rows that is held
 *       out.
 * </ul>
 *
 * <p>The state is kept in memory and in a temporary directory until the emulator is closed. Thread-safe.
 */
public final class PredictionOneEmulator implements AutoCloseable {

    private static final Duration PATIENCE = Duration.ofSeconds(10);

    private final Service service;
    private final LoopResources loops = LoopResources.create("emulator", 2, true);
    private final LocalServer api;
    private final LocalServer storage;
    private final Queue<RecordedRequest> requests = new ConcurrentLinkedQueue<>();

    // Guarded by this. With @GuardedBy here, javac would warn users that it can't find the annotation.
    @SuppressWarnings("GuardedBy")
    private boolean closed;

    private PredictionOneEmulator(Builder builder) {
        service = new Service(
                builder.settings(),
                () -> origin().toString(),
                () -> storageOrigin().toString());
        storage = new LocalServer(builder.storagePort, loops, true, requests::add, service.storage::handle);
        api = new LocalServer(builder.port, loops, false, requests::add, service.api::handle);
    }

    /**
     * Returns a builder for an emulator.
     *
     * @return a builder that has the default of every setting
     */
    public static Builder builder() {
        return new Builder();
    }

    /**
     * Runs an emulator until the process is interrupted, and prints its origin and secret key.
     *
     * @param arguments {@code --port P} and {@code --storage-port S}, both optional
     * @throws InterruptedException if the thread is interrupted
     */
    public static void main(String[] arguments) throws InterruptedException {
        Builder builder = builder();
        for (int i = 0; i + 1 < arguments.length; i += 2) {
            int port = Integer.parseInt(arguments[i + 1]);
            switch (arguments[i]) {
                case "--port" -> builder.port(port);
                case "--storage-port" -> builder.storagePort(port);
                default ->
                    throw new IllegalArgumentException(
                            "Unknown option " + arguments[i] + ": use --port P or --storage-port S.");
            }
        }
        try (PredictionOneEmulator emulator = builder.start()) {
            System.out.println("origin: " + emulator.origin());
            System.out.println("secret key: " + emulator.secretKey());
            new CountDownLatch(1).await();
        }
    }

    /**
     * Returns the origin of the API; its paths are below {@code /v1/external}.
     *
     * @return such as {@code http://127.0.0.1:8080}
     */
    public URI origin() {
        return URI.create(api.origin());
    }

    /**
     * Returns the origin of the storage.
     *
     * @return such as {@code http://127.0.0.1:8081}
     */
    public URI storageOrigin() {
        return URI.create(storage.origin());
    }

    /**
     * Returns the secret key, with which API keys are requested.
     *
     * @return the key that the builder was given, or a random one
     */
    public String secretKey() {
        return service.keys.secretKey();
    }

    /**
     * Issues an API key without a request.
     *
     * @param credentialType {@code train} or {@code deploy}
     * @return a key that works from now on
     */
    public String issueApiKey(String credentialType) {
        return service.keys.issue(credentialType, null).key();
    }

    /**
     * Issues an API key for the retraining of a model, without a request.
     *
     * @param modelId the model, which need not exist
     * @return a key that works from now on
     */
    public String issueRetrainApiKey(int modelId) {
        return service.keys.issue("retrain", modelId).key();
    }

    /** Expires every API key issued so far. */
    public void expireApiKeys() {
        service.keys.expireAll();
    }

    /** Expires every signed URL issued so far. */
    public void expireUrls() {
        service.urls.expireAll();
    }

    /**
     * Answers the next API requests with an error, whichever operation they call.
     *
     * @param answers the number of requests
     * @param httpStatus the status of the answers, 400 to 599
     */
    public void failNext(int answers, int httpStatus) {
        service.api.failNext(answers, () -> Refusal.withStatus(httpStatus));
    }

    /**
     * Answers the next API requests with a documented error, whichever operation they call.
     *
     * @param answers the number of requests
     * @param error the error in the answers
     */
    public void failNext(int answers, ServiceError error) {
        service.api.failNext(answers, () -> Refusal.of(error));
    }

    /**
     * Returns the operations that the emulator serves, in the order of the service's API.
     *
     * @return each as its method and its path, such as {@code DELETE /v1/external/models/{model_id}}; without the
     *     storage, which recognises its URLs only by their signatures
     */
    public List<String> routes() {
        return service.api.names();
    }

    /**
     * Trains a model in the calling thread, without requests and without the pace.
     *
     * @param name the name of the model
     * @param data a CSV file
     * @param config as in the body of a training: at least {@code tc}, the column to predict, and {@code tt}, the kind
     *     of training
     * @return its {@code model_id}
     * @throws IllegalArgumentException if the data or the configuration does not allow a model; the message gives the
     *     reason
     */
    public int trainModel(String name, Path data, Map<String, ?> config) {
        try {
            return service.trainings
                    .train(TrainingRequest.of(name, Call.JSON.valueToTree(config)), data)
                    .id();
        } catch (Refusal | TrainingFailure e) {
            throw new IllegalArgumentException(e.getMessage(), e);
        }
    }

    /**
     * Registers a model that has learnt nothing. It is listed and deleted like other models, but a classifier of it
     * fails to build.
     *
     * @param name the name of the model
     * @return its {@code model_id}
     */
    public int putModel(String name) {
        return service.models.add(name).id();
    }

    /**
     * Registers a data set of one column and one row.
     *
     * @param name the name of the data set
     * @return its {@code data_set_id}
     */
    public int putDataSet(String name) {
        byte[] content = "column\nvalue\n".getBytes(StandardCharsets.UTF_8);
        return service.dataSets.add(name, newFile(content)).id();
    }

    /**
     * Registers a training whose statuses follow a script. It does not create a model.
     *
     * @param words the status words; each is shown for one pace, and the last one stays. If that is {@code finished},
     *     the training has a result.
     * @param archive the bytes of the result
     * @return its {@code external_process_id}
     */
    public String putTraining(List<String> words, byte[] archive) {
        return putTraining(words, newFile(archive));
    }

    /**
     * Registers a training whose statuses follow a script. It does not create a model.
     *
     * @param words the status words; each is shown for one pace, and the last one stays. If that is {@code finished},
     *     the training has a result.
     * @param archive the file with the result; the emulator neither loads it into memory nor deletes it
     * @return its {@code external_process_id}
     */
    public String putTraining(List<String> words, Path archive) {
        return service.trainings.script(words, archive);
    }

    /**
     * Registers a retraining whose statuses follow a script.
     *
     * @param modelId the model that is retrained
     * @param words the status words; each is shown for one pace of retraining, and the last one stays. If that is
     *     {@code job_finished}, the retraining has a result and a new model, which is a copy of the old one.
     * @param archive the bytes of the result
     * @return its {@code retrain_job_id}
     * @throws IllegalArgumentException if the model does not exist
     */
    public String putRetraining(int modelId, List<String> words, byte[] archive) {
        return service.retrainings.script(model(modelId), words, newFile(archive));
    }

    /**
     * Registers a classifier whose states follow a script and which accepts every request with its key. While it is
     * running, it predicts; if its model has learnt nothing, it answers with status 500 instead.
     *
     * @param modelId the model that it predicts with
     * @param states the states; each is shown for the build time, and the last one stays
     * @return its {@code classifier_id}
     * @throws IllegalArgumentException if the model does not exist
     */
    public String putClassifier(int modelId, List<String> states) {
        return service.classifiers.script(model(modelId), List.of(), states).id();
    }

    private TrainedModel model(int id) {
        TrainedModel model = service.models.find(id);
        if (model == null) {
            throw new IllegalArgumentException("modelId must be the id of an existing model, not " + id);
        }
        return model;
    }

    private Path newFile(byte[] content) {
        try {
            return Files.write(service.objects.newFile(), content);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /**
     * Returns the requests received so far.
     *
     * @return a snapshot, in the order of arrival
     */
    public List<RecordedRequest> requests() {
        return List.copyOf(requests);
    }

    /**
     * Counts the requests received so far that match.
     *
     * @param method the HTTP method
     * @param pathPrefix the beginning of the path
     * @return the number of requests
     */
    public long requestCount(String method, String pathPrefix) {
        return requests.stream()
                .filter(request ->
                        request.method().equals(method) && request.target().startsWith(pathPrefix))
                .count();
    }

    /** Closes both ports and every connection; keeps the state. */
    public void stopServers() {
        api.stop();
        storage.stop();
    }

    /** Opens both ports again after {@link #stopServers()}. */
    public void startServers() {
        storage.start();
        api.start();
    }

    /** Closes both ports, ends the emulator's threads and deletes its files. Further calls do nothing. */
    @Override
    public synchronized void close() {
        if (closed) {
            return;
        }
        closed = true;
        stopServers();
        loops.disposeLater(Duration.ZERO, PATIENCE).block(PATIENCE);
        service.close();
    }

    /** Configures an emulator. */
    public static final class Builder {

        private static final Duration MAX_DURATION = Duration.ofNanos(Long.MAX_VALUE);

        private int port;
        private int storagePort;
        private String secretKey = UUID.randomUUID().toString();
        private Duration pace = Duration.ofSeconds(1);
        private @Nullable Duration retrainingPace;
        private Duration buildTime = Duration.ofSeconds(3);
        private int trialQuota;
        private Duration apiKeyLifetime = Duration.ofHours(1);
        private Duration urlLifetime = Duration.ofMinutes(15);
        private Clock clock = Clock.systemUTC();

        private Builder() {}

        /**
         * Sets the port of the API.
         *
         * @param number 0: any free port [0]
         * @return this builder
         */
        public Builder port(int number) {
            port = number;
            return this;
        }

        /**
         * Sets the port of the storage.
         *
         * @param number 0: any free port [0]
         * @return this builder
         */
        public Builder storagePort(int number) {
            storagePort = number;
            return this;
        }

        /**
         * Sets the secret key, with which API keys are requested.
         *
         * @param key the key [a random one]
         * @return this builder
         */
        public Builder secretKey(String key) {
            secretKey = Objects.requireNonNull(key, "key");
            return this;
        }

        /**
         * Sets how long each status word of a training is shown.
         *
         * @param wait zero: the outcome is shown as soon as it is known; at most 292 years [1 s]
         * @return this builder
         */
        public Builder pace(Duration wait) {
            pace = notNegative("pace", wait);
            return this;
        }

        /**
         * Sets how long each status word of a retraining is shown.
         *
         * @param wait zero: the outcome is shown as soon as it is known; at most 292 years [the pace of trainings]
         * @return this builder
         */
        public Builder retrainingPace(Duration wait) {
            retrainingPace = notNegative("retrainingPace", wait);
            return this;
        }

        /**
         * Sets how long a classifier takes to be built. Updating and terminating it take as long.
         *
         * @param time zero: no time; at most 292 years [3 s]
         * @return this builder
         */
        public Builder classifierBuildTime(Duration time) {
            buildTime = notNegative("classifierBuildTime", time);
            return this;
        }

        /**
         * Sets how many requests a classifier answers, as in the service's trial. The manual does not say what happens
         * after that; the emulator answers {@code ACCESS_DENIED} with a message of its own.
         *
         * @param answers 100 in the service's trial; 0: no limit [0]
         * @return this builder
         */
        public Builder trialQuota(int answers) {
            trialQuota = answers;
            return this;
        }

        /**
         * Sets how long an API key is valid.
         *
         * @param lifetime from its issue; zero: a key is never valid; at most 292 years [1 h]
         * @return this builder
         */
        public Builder apiKeyLifetime(Duration lifetime) {
            apiKeyLifetime = notNegative("apiKeyLifetime", lifetime);
            return this;
        }

        /**
         * Sets how long a signed URL is valid.
         *
         * @param lifetime from its issue; zero: a URL is never valid; at most 292 years [15 min]
         * @return this builder
         */
        public Builder urlLifetime(Duration lifetime) {
            urlLifetime = notNegative("urlLifetime", lifetime);
            return this;
        }

        /**
         * Sets the clock that statuses follow and by which keys and URLs expire.
         *
         * @param time the clock [the system clock]
         * @return this builder
         */
        public Builder clock(Clock time) {
            clock = Objects.requireNonNull(time, "time");
            return this;
        }

        private static Duration notNegative(String setting, Duration value) {
            Objects.requireNonNull(value, setting);
            if (value.isNegative() || value.compareTo(MAX_DURATION) > 0) {
                throw new IllegalArgumentException(
                        setting + " must be at least zero and at most 292 years, not " + value);
            }
            return value;
        }

        private Service.Settings settings() {
            return new Service.Settings(
                    secretKey,
                    apiKeyLifetime,
                    urlLifetime,
                    pace,
                    retrainingPace == null ? pace : retrainingPace,
                    buildTime,
                    trialQuota,
                    clock);
        }

        /**
         * Starts the emulator on both ports.
         *
         * @return a running emulator, which the caller closes
         * @throws IllegalStateException if the class path lacks a library, or has one that does not fit the others; the
         *     message names the class
         */
        public PredictionOneEmulator start() {
            return ClassPath.linked(() -> {
                PredictionOneEmulator emulator = new PredictionOneEmulator(this);
                emulator.startServers();
                return emulator;
            });
        }
    }
}
