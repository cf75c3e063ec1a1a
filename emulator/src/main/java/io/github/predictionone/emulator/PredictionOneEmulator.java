package io.github.predictionone.emulator;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.Queue;
import java.util.UUID;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import reactor.core.scheduler.Scheduler;
import reactor.core.scheduler.Schedulers;
import reactor.netty.resources.LoopResources;

/**
 * A local Prediction One for development and tests: the API on one port of loopback and its storage on another. It is as
 * strict as the service's manual and as object storages are, and it really trains small models.
 *
 * <p>Time series are accepted and then fail with a reason. State lives in memory and in a temporary directory, and goes
 * when the emulator is closed. Safe for use by many threads.
 */
public final class PredictionOneEmulator implements AutoCloseable {

    private static final int WORKERS = 2;
    private static final Duration PATIENCE = Duration.ofSeconds(10);

    private final Keys keys;
    private final SignedUrls urls;
    private final ObjectStore objects = new ObjectStore();
    private final Scheduler workers =
            Schedulers.newBoundedElastic(WORKERS, Integer.MAX_VALUE, "emulator-worker", 60, true);
    private final LoopResources loops = LoopResources.create("emulator", 2, true);
    private final Trainings trainings;
    private final ApiRoutes routes;
    private final LocalServer api;
    private final LocalServer storage;
    private final Queue<RecordedRequest> requests = new ConcurrentLinkedQueue<>();
    private boolean closed;

    private PredictionOneEmulator(Builder builder) {
        keys = new Keys(builder.secretKey, builder.apiKeyLifetime, builder.clock);
        urls = new SignedUrls(builder.urlLifetime, builder.clock);
        trainings = new Trainings(objects, workers, builder.clock, builder.pace);
        storage = new LocalServer(
                builder.storagePort, loops, true, requests::add, new StorageRoutes(objects, urls)::handle);
        routes = new ApiRoutes(keys, trainings, urls, storage::origin, builder.clock, workers);
        api = new LocalServer(builder.port, loops, false, requests::add, routes::handle);
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
        return keys.secretKey();
    }

    /**
     * An API key, without a request for it.
     *
     * @param credentialType {@code train}, {@code deploy} or {@code retrain}
     * @return a key that works from now on
     */
    public String issueApiKey(String credentialType) {
        return keys.issue(credentialType).key();
    }

    /** Ends every API key issued so far. */
    public void expireApiKeys() {
        keys.expireAll();
    }

    /** Ends every signed URL handed out so far. */
    public void expireUrls() {
        urls.expireAll();
    }

    /**
     * Answers the next API requests with an error, whatever they ask for.
     *
     * @param answers how many
     * @param httpStatus with which status, 400 to 599
     */
    public void failNext(int answers, int httpStatus) {
        routes.failNext(answers, httpStatus);
    }

    /**
     * Registers a training whose statuses follow a script.
     *
     * @param words the status words, each shown for one pace, the last one for ever; after {@code finished} there is a
     *     result
     * @param archive the bytes of the result
     * @return its {@code external_process_id}
     */
    public String putTraining(List<String> words, byte[] archive) {
        Path file = objects.newFile();
        try {
            Files.write(file, archive);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return trainings.script(words, file);
    }

    /**
     * Registers a training whose statuses follow a script.
     *
     * @param words the status words, each shown for one pace, the last one for ever; after {@code finished} there is a
     *     result
     * @param archive the file that is the result; never held in memory, and the caller's own
     * @return its {@code external_process_id}
     */
    public String putTraining(List<String> words, Path archive) {
        return trainings.script(words, archive);
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
        workers.dispose();
        loops.disposeLater(Duration.ZERO, PATIENCE).block(PATIENCE);
        objects.close();
    }

    /** Configures an emulator. */
    public static final class Builder {

        private int port;
        private int storagePort;
        private String secretKey = UUID.randomUUID().toString();
        private Duration pace = Duration.ofSeconds(1);
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
         * @param wait zero: not at all [1 s]
         * @return this builder
         */
        public Builder pace(Duration wait) {
            pace = Objects.requireNonNull(wait, "wait");
            return this;
        }

        /**
         * How long an API key works.
         *
         * @param lifetime from its issue [1 h]
         * @return this builder
         */
        public Builder apiKeyLifetime(Duration lifetime) {
            apiKeyLifetime = Objects.requireNonNull(lifetime, "lifetime");
            return this;
        }

        /**
         * How long a signed URL works.
         *
         * @param lifetime from its making [15 min]
         * @return this builder
         */
        public Builder urlLifetime(Duration lifetime) {
            urlLifetime = Objects.requireNonNull(lifetime, "lifetime");
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

        /**
         * Takes both ports.
         *
         * @return an emulator that answers, to be closed by the caller
         */
        public PredictionOneEmulator start() {
            PredictionOneEmulator emulator = new PredictionOneEmulator(this);
            emulator.startServers();
            return emulator;
        }
    }
}
