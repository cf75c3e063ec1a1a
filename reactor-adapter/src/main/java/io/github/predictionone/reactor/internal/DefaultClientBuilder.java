package io.github.predictionone.reactor.internal;

import io.github.predictionone.ApiKey;
import io.github.predictionone.policy.Durations;
import io.github.predictionone.policy.RetryPolicy;
import io.github.predictionone.reactor.Instrumentation;
import io.github.predictionone.reactor.PredictionOneClient;
import io.github.predictionone.reactor.ProxyOptions;
import io.github.predictionone.reactor.TlsOptions;
import io.github.predictionone.reactor.internal.Credential.GivenKey;
import io.github.predictionone.reactor.internal.Credential.SecretKey;
import io.github.predictionone.reactor.internal.download.DownloadSettings;
import io.github.predictionone.reactor.internal.exchange.Breakers;
import io.github.predictionone.reactor.internal.netty.ConnectionSettings;
import io.github.predictionone.reactor.internal.netty.Connections;
import io.github.predictionone.reactor.internal.storage.TransferLimiter;
import io.github.predictionone.reactor.internal.support.Time;
import io.github.predictionone.reactor.internal.watch.Watches;
import io.github.predictionone.training.StatusClassifier;
import io.github.resilience4j.circuitbreaker.CircuitBreaker;
import io.github.resilience4j.ratelimiter.RateLimiter;
import io.github.resilience4j.ratelimiter.internal.SemaphoreBasedRateLimiter;
import java.net.URI;
import java.time.Duration;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ThreadLocalRandom;
import java.util.function.DoubleSupplier;
import java.util.function.Function;

/**
 * Collects the settings of a client. It checks each value when it is set, and all of them together at the end. The
 * constructor of a client reads the fields that are not private.
 */
public final class DefaultClientBuilder implements PredictionOneClient.Builder {

    private static final ConnectionSettings CONNECTIONS = ConnectionSettings.defaults();
    private static final DownloadSettings DOWNLOADS = DownloadSettings.defaults();

    URI baseUrl = PredictionOneClient.DEFAULT_BASE_URL;
    RetryPolicy retry = RetryPolicy.defaults();
    int maxConnections = CONNECTIONS.maxConnections();
    int maxWatches = Watches.DEFAULT_MAX_WATCHES;
    int maxTransfers = TransferLimiter.DEFAULT_MAX_TRANSFERS;
    Duration transferIdleTimeout = Duration.ofSeconds(30);
    Function<Time, Optional<RateLimiter>> limiter = time -> Optional.of(Breakers.limiter(20, time));
    Function<Time, Optional<CircuitBreaker>> breaker = time -> Optional.of(Breakers.breaker(time));
    Optional<Instrumentation> instrumentation = Optional.empty();
    StatusClassifier classifier = StatusClassifier.defaults();
    Time time = Time.system();
    DoubleSupplier random = () -> ThreadLocalRandom.current().nextDouble();

    private boolean plaintext;
    private final Set<String> inferenceHosts = new HashSet<>();
    // By class: the last credential of each kind counts.
    private final Map<Class<?>, Credential> credentials = new HashMap<>();
    private Duration connectTimeout = CONNECTIONS.connectTimeout();
    private Duration responseTimeout = CONNECTIONS.responseTimeout();
    private Duration acquireTimeout = CONNECTIONS.acquireTimeout();
    private int maxResponseSize = CONNECTIONS.maxResponseSize();
    private TlsOptions tls = CONNECTIONS.tls();
    private Optional<ProxyOptions> proxy = CONNECTIONS.proxy();
    private int downloadConnections = DOWNLOADS.connections();
    private long maxResultSize = DOWNLOADS.maxSize();

    public DefaultClientBuilder() {
        WarmUp.start();
    }

    /** Builds a client from the environment variables of the process. */
    public static PredictionOneClient fromEnvironment() {
        return new Environment(System.getenv()).client();
    }

    @Override
    public DefaultClientBuilder baseUrl(URI url) {
        baseUrl = BaseUrl.normalized(url);
        return this;
    }

    @Override
    public DefaultClientBuilder apiKey(String key) {
        return credential(new GivenKey(ApiKey.of(key)));
    }

    @Override
    public DefaultClientBuilder secretKey(String key) {
        return credential(new SecretKey(ApiKey.of(key)));
    }

    private DefaultClientBuilder credential(Credential given) {
        credentials.put(given.getClass(), given);
        return this;
    }

    @Override
    public DefaultClientBuilder retry(RetryPolicy policy) {
        retry = Objects.requireNonNull(policy, "policy");
        return this;
    }

    @Override
    public DefaultClientBuilder connectTimeout(Duration timeout) {
        connectTimeout = Durations.requirePositive("connectTimeout", timeout);
        return this;
    }

    @Override
    public DefaultClientBuilder responseTimeout(Duration timeout) {
        responseTimeout = Durations.requirePositive("responseTimeout", timeout);
        return this;
    }

    @Override
    public DefaultClientBuilder transferIdleTimeout(Duration timeout) {
        transferIdleTimeout = Durations.requirePositive("transferIdleTimeout", timeout);
        return this;
    }

    @Override
    public DefaultClientBuilder downloadConnections(int number) {
        downloadConnections = atLeast(1, "downloadConnections", number);
        return this;
    }

    @Override
    public DefaultClientBuilder maxResultSize(long bytes) {
        if (bytes < 1) {
            throw new IllegalArgumentException("maxResultSize must be at least 1, not " + bytes);
        }
        maxResultSize = bytes;
        return this;
    }

    @Override
    public DefaultClientBuilder acquireTimeout(Duration timeout) {
        acquireTimeout = Durations.requirePositive("acquireTimeout", timeout);
        return this;
    }

    @Override
    public DefaultClientBuilder maxConnections(int number) {
        maxConnections = atLeast(1, "maxConnections", number);
        return this;
    }

    @Override
    public DefaultClientBuilder maxWatches(int ids) {
        maxWatches = atLeast(1, "maxWatches", ids);
        return this;
    }

    @Override
    public DefaultClientBuilder maxTransfers(int transfers) {
        maxTransfers = atLeast(1, "maxTransfers", transfers);
        return this;
    }

    @Override
    public DefaultClientBuilder maxResponseSize(int bytes) {
        maxResponseSize = atLeast(1, "maxResponseSize", bytes);
        return this;
    }

    @Override
    public DefaultClientBuilder requestsPerSecond(int requests) {
        atLeast(0, "requestsPerSecond", requests);
        limiter = clock -> requests == 0 ? Optional.empty() : Optional.of(Breakers.limiter(requests, clock));
        return this;
    }

    @Override
    public DefaultClientBuilder rateLimiter(RateLimiter own) {
        Objects.requireNonNull(own, "limiter");
        if (own instanceof SemaphoreBasedRateLimiter) {
            throw new IllegalArgumentException(
                    "rateLimiter must be able to reserve permits, as one made by RateLimiter.of can:"
                            + " a SemaphoreBasedRateLimiter only makes threads wait");
        }
        limiter = clock -> Optional.of(own);
        return this;
    }

    @Override
    public DefaultClientBuilder circuitBreaker(boolean on) {
        breaker = clock -> on ? Optional.of(Breakers.breaker(clock)) : Optional.empty();
        return this;
    }

    @Override
    public DefaultClientBuilder circuitBreaker(CircuitBreaker own) {
        Objects.requireNonNull(own, "breaker");
        breaker = clock -> Optional.of(own);
        return this;
    }

    @Override
    public DefaultClientBuilder statusClassifier(StatusClassifier own) {
        classifier = Objects.requireNonNull(own, "classifier");
        return this;
    }

    @Override
    public DefaultClientBuilder instrumentation(Instrumentation own) {
        instrumentation = Optional.of(new GuardedInstrumentation(Objects.requireNonNull(own, "instrumentation")));
        return this;
    }

    @Override
    public DefaultClientBuilder allowInferenceHost(String host) {
        inferenceHosts.add(InferenceHosts.name(host));
        return this;
    }

    @Override
    public DefaultClientBuilder allowPlaintext() {
        plaintext = true;
        return this;
    }

    @Override
    public DefaultClientBuilder tls(TlsOptions options) {
        tls = Objects.requireNonNull(options, "options");
        return this;
    }

    @Override
    public DefaultClientBuilder proxy(ProxyOptions options) {
        proxy = Optional.of(Objects.requireNonNull(options, "options"));
        return this;
    }

    /** Sets another clock, with its own timers and delivery threads. */
    DefaultClientBuilder time(Time clock) {
        time = clock;
        return this;
    }

    /** Sets another source of jitter, uniform in [0, 1). */
    DefaultClientBuilder random(DoubleSupplier source) {
        random = source;
        return this;
    }

    @Override
    public PredictionOneClient build() {
        return ClassPath.linked(this::client);
    }

    private PredictionOneClient client() {
        BaseUrl.requireProtection(baseUrl, plaintext);
        Credential credential = credential();
        Connections opened = new Connections(connections(), time);
        try {
            return new DefaultClient(this, credential, opened);
        } catch (RuntimeException | Error e) {
            // The caller gets no client that it could close.
            DefaultClient.await(opened.close());
            throw e;
        }
    }

    private Credential credential() {
        if (credentials.size() > 1) {
            throw new IllegalArgumentException("apiKey and secretKey must not both be set");
        }
        return credentials.values().stream()
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("apiKey or secretKey must be set"));
    }

    private ConnectionSettings connections() {
        return new ConnectionSettings(
                connectTimeout, responseTimeout, acquireTimeout, maxConnections, maxResponseSize, tls, proxy);
    }

    DownloadSettings downloads() {
        return new DownloadSettings(
                downloadConnections, DOWNLOADS.parallelFrom(), DOWNLOADS.pieceSize(), maxResultSize);
    }

    InferenceHosts inferenceHosts() {
        return new InferenceHosts(baseUrl, inferenceHosts, plaintext);
    }

    private static int atLeast(int least, String name, int value) {
        if (value < least) {
            throw new IllegalArgumentException(name + " must be at least " + least + ", not " + value);
        }
        return value;
    }
}
