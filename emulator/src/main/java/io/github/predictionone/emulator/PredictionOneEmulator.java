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
 * A local Prediction One for development and tests: the API on one port of loopback and its storage on another. It is as
 * strict as the service's manual and as object storages are, and it really trains small models.
 *
 * <p>Time series are accepted and then fail with a reason. What the manual leaves open is decided here as follows.
 *
 * <ul>
 *   <li>A model is listed when its training is shown as finished, a data set when a training begins to read it; the newest
 *       come first. A retraining leaves a new model of the same name beside the old one, with a version one higher; to
 *       retrain that takes a key for its own {@code model_id}.
 *   <li>A switch of the model gives the new one to the classifiers of the old one, and is refused where there are none.
 *   <li>A classifier that is made inactive is {@code stopped}; made active again, or given another model, it is {@code
 *       updating} for a while. Deleted ones stay listed as {@code terminated}. Only {@code running} ones predict.
 *   <li>Of a classifier's rules the one with the lowest priority that fits the caller decides. Where there are rules and
 *       none fits, the caller is refused; where there are none, everybody is let in who has the key.
 *   <li>{@code prediction_valid.csv} has the columns {@code row number}, {@code predicted label} and {@code probability of
 *       CLASS} for each class, or {@code predicted value}, and then the input columns if they were asked for. {@code
 *       prediction_analysis.csv} has {@code column name}, {@code value} and {@code contribution}: how much of the predicted
 *       class's probability, or of the value, is lost when the column has its average or most frequent value instead.
 *   <li>The archive of a retraining has {@code metrics.csv} with {@code metric}, {@code old model} and {@code new model},
 *       both measured on the evaluation data, or on a fifth of the new rows that is held out.
 * </ul>
 *
 * <p>State lives in memory and in a temporary directory, and goes when the emulator is closed. Safe for use by many
 * threads.
 */
public final class PredictionOneEmulator implements AutoCloseable {

    private static final Duration PATIENCE = Duration.ofSeconds(10);

    private final Service service;
    private final LoopResources loops = LoopResources.create("emulator", 2, true);
    private final LocalServer api;
    private final LocalServer storage;
    private final Queue<RecordedRequest> requests = new ConcurrentLinkedQueue<>();

    // For close(), under its lock. With @GuardedBy here, javac would warn users that it can't find the annotation.
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
     * Starts the configuration of an emulator.
     *
     * @return a builder with every default set
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
                default -> throw new IllegalArgumentException("unknown option " + arguments[i]);
            }
        }
        try (PredictionOneEmulator emulator = builder.start()) {
            System.out.println("origin: " + emulator.origin());
            System.out.println("secret key: " + emulator.secretKey());
            new CountDownLatch(1).await();
        }
    }

    /**
     * Where the API is; its paths are below {@code /v1/external}.
     *
     * @return such as {@code http://127.0.0.1:8080}
     */
    public URI origin() {
        return URI.create(api.origin());
    }

    /**
     * Where the storage is.
     *
     * @return such as {@code http://127.0.0.1:8081}
     */
    public URI storageOrigin() {
        return URI.create(storage.origin());
    }

    /**
     * The key that buys API keys.
     *
     * @return the key that the builder was given, or a random one
     */
    public String secretKey() {
        return service.keys.secretKey();
    }

    /**
     * An API key, without a request for it.
     *
     * @param credentialType {@code train} or {@code deploy}
     * @return a key that works from now on
     */
    public String issueApiKey(String credentialType) {
        return service.keys.issue(credentialType, null).key();
    }

    /**
     * An API key for the retraining of a model, without a request for it.
     *
     * @param modelId the model, which need not exist
     * @return a key that works from now on
     */
    public String issueRetrainApiKey(int modelId) {
        return service.keys.issue("retrain", modelId).key();
    }

    /** Ends every API key issued so far. */
    public void expireApiKeys() {
        service.keys.expireAll();
    }

    /** Ends every signed URL handed out so far. */
    public void expireUrls() {
        service.urls.expireAll();
    }

    /**
     * Answers the next API requests with an error, whatever they ask for.
     *
     * @param answers how many
     * @param httpStatus with which status, 400 to 599
     */
    public void failNext(int answers, int httpStatus) {
        service.api.failNext(answers, () -> Refusal.withStatus(httpStatus));
    }

    /**
     * Answers the next API requests with a documented error, whatever they ask for.
     *
     * @param answers how many
     * @param error with which error
     */
    public void failNext(int answers, ServiceError error) {
        service.api.failNext(answers, () -> Refusal.of(error));
    }

    /**
     * The calls that are served, in the order of the service's API.
     *
     * @return each as its method and its path, such as {@code DELETE /v1/external/models/{model_id}}; storage is not among
     *     them, for its URLs are known by their signatures alone
     */
    public List<String> routes() {
        return service.api.names();
    }

    /**
     * Trains a model at once, without requests and without a pace.
     *
     * @param name what it is called
     * @param data a CSV
     * @param config as in the body of a training: at least {@code tc}, the column to predict, and {@code tt}, the kind of
     *     training
     * @return its {@code model_id}
     * @throws IllegalArgumentException if the data or the configuration does not allow a model; the message tells why
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
     * Registers a model that has learnt nothing: it is listed and deleted like others, a classifier of it fails to build.
     *
     * @param name what it is called
     * @return its {@code model_id}
     */
    public int putModel(String name) {
        return service.models.add(name).id();
    }

    /**
     * Registers a data set of one column and one row.
     *
     * @param name what it is called
     * @return its {@code data_set_id}
     */
    public int putDataSet(String name) {
        byte[] content = "column\nvalue\n".getBytes(StandardCharsets.UTF_8);
        return service.dataSets.add(name, newFile(content)).id();
    }

    /**
     * Registers a training whose statuses follow a script; no model comes of it.
     *
     * @param words the status words, each shown for one pace, the last one for ever; after {@code finished} there is a
     *     result
     * @param archive the bytes of the result
     * @return its {@code external_process_id}
     */
    public String putTraining(List<String> words, byte[] archive) {
        return putTraining(words, newFile(archive));
    }

    /**
     * Registers a training whose statuses follow a script; no model comes of it.
     *
     * @param words the status words, each shown for one pace, the last one for ever; after {@code finished} there is a
     *     result
     * @param archive the file that is the result; never held in memory, and the caller's own
     * @return its {@code external_process_id}
     */
    public String putTraining(List<String> words, Path archive) {
        return service.trainings.script(words, archive);
    }

    /**
     * Registers a retraining whose statuses follow a script.
     *
     * @param modelId the model that is retrained
     * @param words the status words, each shown for one pace of retraining, the last one for ever; after {@code
     *     job_finished} there are a result and a new model, which is a copy of the old one
     * @param archive the bytes of the result
     * @return its {@code retrain_job_id}
     * @throws IllegalArgumentException if there is no such model
     */
    public String putRetraining(int modelId, List<String> words, byte[] archive) {
        return service.retrainings.script(model(modelId), words, newFile(archive));
    }

    /**
     * Registers a classifier whose states follow a script, and which lets in whoever has its key. While it is running it
     * predicts; one of a model that has learnt nothing answers with status 500 instead.
     *
     * @param modelId the model that it predicts with
     * @param states each shown for the time of a build, the last one for ever
     * @return its {@code classifier_id}
     * @throws IllegalArgumentException if there is no such model
     */
    public String putClassifier(int modelId, List<String> states) {
        return service.classifiers.script(model(modelId), List.of(), states).id();
    }

    private TrainedModel model(int id) {
        TrainedModel model = service.models.find(id);
        if (model == null) {
            throw new IllegalArgumentException("no model " + id);
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
     * The requests that have come so far.
     *
     * @return a snapshot, in the order of their coming
     */
    public List<RecordedRequest> requests() {
        return List.copyOf(requests);
    }

    /**
     * Counts the requests that have come so far.
     *
     * @param method their method
     * @param pathPrefix how their path begins
     * @return their number
     */
    public long requestCount(String method, String pathPrefix) {
        return requests.stream()
                .filter(request ->
                        request.method().equals(method) && request.target().startsWith(pathPrefix))
                .count();
    }

    /** Leaves both ports and cuts every connection; the state stays. */
    public void stopServers() {
        api.stop();
        storage.stop();
    }

    /** Takes both ports again after {@link #stopServers()}. */
    public void startServers() {
        storage.start();
        api.start();
    }

    /** Leaves both ports, ends every thread and deletes every file. May be called more than once. */
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
         * The port of the API.
         *
         * @param number 0: any free one [0]
         * @return this builder
         */
        public Builder port(int number) {
            port = number;
            return this;
        }

        /**
         * The port of the storage.
         *
         * @param number 0: any free one [0]
         * @return this builder
         */
        public Builder storagePort(int number) {
            storagePort = number;
            return this;
        }

        /**
         * The key that buys API keys.
         *
         * @param key the key [a random one]
         * @return this builder
         */
        public Builder secretKey(String key) {
            secretKey = Objects.requireNonNull(key, "key");
            return this;
        }

        /**
         * How long each status word is shown.
         *
         * @param wait zero: not at all; at most 292 years [1 s]
         * @return this builder
         */
        public Builder pace(Duration wait) {
            pace = notNegative("pace", wait);
            return this;
        }

        /**
         * How long each status word of a retraining is shown.
         *
         * @param wait zero: not at all; at most 292 years [as that of trainings]
         * @return this builder
         */
        public Builder retrainingPace(Duration wait) {
            retrainingPace = notNegative("retrainingPace", wait);
            return this;
        }

        /**
         * How long a classifier is built; as long it is updated, and terminated.
         *
         * @param time zero: not at all; at most 292 years [3 s]
         * @return this builder
         */
        public Builder classifierBuildTime(Duration time) {
            buildTime = notNegative("classifierBuildTime", time);
            return this;
        }

        /**
         * How many requests a classifier answers, as that of a trial does. The manual does not tell what comes after: here it
         * is {@code ACCESS_DENIED} with a message of its own.
         *
         * @param answers 100 in the service's trial; 0: no limit [0]
         * @return this builder
         */
        public Builder trialQuota(int answers) {
            trialQuota = answers;
            return this;
        }

        /**
         * How long an API key works.
         *
         * @param lifetime from its issue; zero: not at all; at most 292 years [1 h]
         * @return this builder
         */
        public Builder apiKeyLifetime(Duration lifetime) {
            apiKeyLifetime = notNegative("apiKeyLifetime", lifetime);
            return this;
        }

        /**
         * How long a signed URL works.
         *
         * @param lifetime from its making; zero: not at all; at most 292 years [15 min]
         * @return this builder
         */
        public Builder urlLifetime(Duration lifetime) {
            urlLifetime = notNegative("urlLifetime", lifetime);
            return this;
        }

        /**
         * The clock by which statuses move on and keys and URLs end.
         *
         * @param time the clock [the system's]
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
         * Takes both ports.
         *
         * @return an emulator that answers, to be closed by the caller
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
