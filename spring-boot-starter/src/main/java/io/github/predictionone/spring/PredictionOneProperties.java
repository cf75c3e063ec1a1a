package io.github.predictionone.spring;

import java.net.URI;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.util.unit.DataSize;

/**
 * Settings of the application's Prediction One client.
 *
 * @param baseUrl Absolute http or https URI of the service, with or without a path prefix. The international edition is
 *     at https://developer-api.easy-predictive-analytics.sony.com.
 * @param apiKey API key for every call. Either an API key or a secret key is required; a blank value counts as absent.
 * @param secretKey Secret key from the service's settings screen. The client obtains and renews API keys with it.
 *     Either an API key or a secret key is required; a blank value counts as absent.
 * @param allowPlaintext Whether the base URL and the URLs of classifiers may use plain http to hosts other than
 *     loopback. Keys then travel unprotected.
 * @param allowInferenceHosts Hosts other than the service's own that may receive the keys of classifiers, such as
 *     a gateway.
 * @param connectTimeout Time limit for opening a connection. The TLS handshake has the same limit separately.
 * @param responseTimeout Time limit from the sending of an API request to the end of its response.
 * @param transferIdleTimeout Longest stall of a transfer. A download stalls if it receives less than 1 KiB in this
 *     time; an upload stalls if the storage accepts no bytes.
 * @param acquireTimeout Longest wait of a request for a key, a connection and a rate-limit permit. An upload or
 *     download waits at most as long for one of the max-transfers places.
 * @param maxConnections Maximum number of connections to one host for API calls. The same maximum applies
 *     separately to transfers and to classifiers.
 * @param downloadConnections Maximum number of connections for one download to a file. Archives smaller than 64MB
 *     always use one.
 * @param maxResultSize Maximum size of a result archive to download. No limit by default.
 * @param maxResponseSize Maximum size of a list, a data set description or an inference response. Any other response is
 *     limited to at most 1 MiB.
 * @param requestsPerSecond Maximum number of requests per second, including retries; 0 means no limit.
 * @param circuitBreaker Whether a circuit breaker protects the service. It opens if 50% of 20 calls fail, and permits
 *     the next call after 30 seconds.
 * @param retry Attempts of a call, and the waits between them.
 * @param ssl Trust store and client certificate for TLS connections.
 * @param proxy HTTP proxy for all traffic to the API and to the storage.
 * @param maxTransfers Maximum number of concurrent uploads and downloads. Further ones wait in order, up to
 *     acquire-timeout, and then fail.
 * @param maxWatches Maximum number of trainings, retrainings and classifiers watched at the same time.
 * @param sse Streams of the StatusEvents bean.
 * @param health Health indicator.
 * @param emulator Local Prediction One for development and tests.
 */
@ConfigurationProperties("predictionone")
public record PredictionOneProperties(
        @DefaultValue("https://developer-api.predictionone.sony.biz")
        URI baseUrl,

        @Nullable String apiKey,
        @Nullable String secretKey,
        @DefaultValue("false") boolean allowPlaintext,
        @DefaultValue List<String> allowInferenceHosts,
        @DefaultValue("10s") Duration connectTimeout,
        @DefaultValue("30s") Duration responseTimeout,
        @DefaultValue("30s") Duration transferIdleTimeout,
        @DefaultValue("1h") Duration acquireTimeout,
        @DefaultValue("50") int maxConnections,
        @DefaultValue("4") int downloadConnections,
        @Nullable DataSize maxResultSize,
        @DefaultValue("16MB") DataSize maxResponseSize,
        @DefaultValue("20") int requestsPerSecond,
        @DefaultValue("true") boolean circuitBreaker,
        @DefaultValue Retry retry,
        @DefaultValue Ssl ssl,
        @DefaultValue Proxy proxy,
        @DefaultValue("16") int maxTransfers,
        @DefaultValue("100000") int maxWatches,
        @DefaultValue Sse sse,
        @DefaultValue Health health,
        @DefaultValue Emulator emulator) {

    /** Shows only the base URL, and no key. */
    @Override
    public String toString() {
        return "PredictionOneProperties[baseUrl=" + baseUrl + "]";
    }

    /**
     * Attempts of a call, and the waits between them.
     *
     * @param maxAttempts Maximum number of requests per call, including the first; 1 turns retries off.
     * @param firstWait Wait before the first retry, without the jitter of 50%. It doubles with each further retry.
     * @param maxWait Longest wait before a retry, without the jitter of 50%.
     * @param maxRetryAfter Longest Retry-After that a call waits for. If the service sends a longer one, the call
     *     fails.
     */
    public record Retry(
            @DefaultValue("4") int maxAttempts,
            @DefaultValue("200ms") Duration firstWait,
            @DefaultValue("10s") Duration maxWait,
            @DefaultValue("2m") Duration maxRetryAfter) {}

    /**
     * Trust store and client certificate for TLS connections.
     *
     * @param bundle Name of the SSL bundle for the API and for the storage. The JDK's trusted certificates by default.
     */
    public record Ssl(@Nullable String bundle) {}

    /**
     * HTTP proxy for all traffic to the API and to the storage.
     *
     * @param host Host of the proxy. No proxy by default.
     * @param port Port of the proxy.
     * @param username User name for the proxy. None by default.
     * @param password Password for the proxy. None by default.
     * @param nonProxyHosts Hosts that are reached without the proxy; an asterisk matches any characters.
     */
    public record Proxy(
            @Nullable String host,
            @DefaultValue("8080") int port,
            @Nullable String username,
            @Nullable String password,
            @DefaultValue({"localhost", "127.*", "[::1]"}) List<String> nonProxyHosts) {

        /** Shows no credentials. */
        @Override
        public String toString() {
            return "Proxy[host=" + host + ", port=" + port + "]";
        }
    }

    /**
     * Streams of the StatusEvents bean.
     *
     * @param maxStreams Maximum number of concurrent streams. A request for another one receives status 503.
     * @param maxIds Maximum number of trainings on one stream. A request for more receives status 400.
     */
    public record Sse(
            @DefaultValue("10000") int maxStreams,
            @DefaultValue("100") int maxIds) {}

    /**
     * Health indicator.
     *
     * @param timeout Time limit for the response of the service.
     * @param timeToLive Time for which a result is cached. Frequent probes then do not use up the rate limit.
     */
    public record Health(
            @DefaultValue("5s") Duration timeout,
            @DefaultValue("30s") Duration timeToLive) {}

    /**
     * Local Prediction One for development and tests.
     *
     * @param enabled Whether the client uses an emulator that starts and stops with the application. The base URL, keys
     *     and SSL bundle of the service are then ignored.
     * @param port Port of the emulator's API; 0 means any free port.
     * @param storagePort Port of the emulator's storage; 0 means any free port.
     * @param pace Time for which the emulator reports each status.
     * @param secretKey Secret key that the emulator accepts. A random one by default.
     */
    public record Emulator(
            @DefaultValue("false") boolean enabled,
            @DefaultValue("0") int port,
            @DefaultValue("0") int storagePort,
            @DefaultValue("1s") Duration pace,
            @Nullable String secretKey) {

        /** Shows no key. */
        @Override
        public String toString() {
            return "Emulator[enabled=" + enabled + ", port=" + port + ", storagePort=" + storagePort + "]";
        }
    }
}
