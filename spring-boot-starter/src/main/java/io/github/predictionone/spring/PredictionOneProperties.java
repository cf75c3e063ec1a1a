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
 * @param baseUrl Where the service is: an absolute http or https URI, with or without a path prefix. The international
 *     edition is at https://developer-api.easy-predictive-analytics.sony.com.
 * @param apiKey API key of every call. Either this or a secret key is needed; blank counts as absent.
 * @param secretKey Secret key from the service's settings screen, with which the client gets and renews API keys by
 *     itself. Either this or an API key is needed; blank counts as absent.
 * @param allowPlaintext Whether a base URL with plain http may lead to a host other than loopback. The key then travels
 *     unprotected.
 * @param allowInferenceHosts Hosts besides the service's own that may be sent the keys of classifiers, such as a gateway.
 * @param connectTimeout Longest time to connect, and again for the TLS handshake.
 * @param responseTimeout Longest time from the sending of an API request to the end of its answer.
 * @param transferIdleTimeout Longest time in which a download brings less than 1 KiB, or the storage takes no byte of an upload.
 * @param acquireTimeout Longest time that one request waits for its turn: a key, a connection, and a permit of the rate limiter.
 *     An upload or download waits as long for one of the max-transfers.
 * @param maxConnections Most connections to one host for API calls, as many again for transfers, and as many for
 *     classifiers.
 * @param downloadConnections Most connections of one download to a file. More than one is used only for archives of 64MB
 *     and more; 1 means never more than one.
 * @param maxResultSize Largest result archive that is downloaded. No limit by default.
 * @param maxResponseSize Largest list, description of a data set or inference that is read; of any other answer, at most 1 MiB.
 * @param requestsPerSecond Most requests per second, repeated ones included; 0 means no limit.
 * @param circuitBreaker Whether a circuit breaker stands before the service. It opens at 50% failures of 20 calls, and
 *     lets the next call through after 30 seconds.
 * @param retry How often calls are repeated, and after what waits.
 * @param ssl Trust and identity on TLS connections.
 * @param proxy HTTP proxy of all traffic, to the API and to the storage.
 * @param maxTransfers Most uploads and downloads at the same time. Others wait in order, up to acquire-timeout, and then
 *     fail.
 * @param maxWatches Most trainings, retrainings and classifiers that are watched at the same time.
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

    /** Shows what matters most, and no key. */
    @Override
    public String toString() {
        return "PredictionOneProperties[baseUrl=" + baseUrl + "]";
    }

    /**
     * How often calls are repeated, and after what waits.
     *
     * @param maxAttempts Requests per call, the first included; 1 turns retries off.
     * @param firstWait Wait after the first attempt, before jitter of 50%; it doubles from there.
     * @param maxWait Longest wait, before jitter of 50%.
     * @param maxRetryAfter Longest Retry-After of the service that is waited for; a longer one ends the call.
     */
    public record Retry(
            @DefaultValue("4") int maxAttempts,
            @DefaultValue("200ms") Duration firstWait,
            @DefaultValue("10s") Duration maxWait,
            @DefaultValue("2m") Duration maxRetryAfter) {}

    /**
     * Trust and identity on TLS connections.
     *
     * @param bundle Name of the SSL bundle to use, for the API and for the storage. The JDK's trusted certificates by
     *     default.
     */
    public record Ssl(@Nullable String bundle) {}

    /**
     * HTTP proxy of all traffic, to the API and to the storage.
     *
     * @param host Host of the proxy. No proxy by default.
     * @param port Port of the proxy.
     * @param username User name for the proxy. None by default.
     * @param password Password for the proxy. None by default.
     * @param nonProxyHosts Hosts that are reached without the proxy; an asterisk stands for any characters.
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
     * @param maxStreams Most streams at the same time. One more is answered with 503.
     * @param maxIds Most trainings on one stream. A request for more is answered with 400.
     */
    public record Sse(
            @DefaultValue("10000") int maxStreams,
            @DefaultValue("100") int maxIds) {}

    /**
     * Health indicator.
     *
     * @param timeout Longest time until the service has answered.
     * @param timeToLive How long an answer stands for those that ask again, so that probes take nothing of the rate limit.
     */
    public record Health(
            @DefaultValue("5s") Duration timeout,
            @DefaultValue("30s") Duration timeToLive) {}

    /**
     * Local Prediction One for development and tests.
     *
     * @param enabled Whether the client talks to an emulator that starts and ends with the application. Base URL, keys and
     *     SSL bundle of the service are ignored then.
     * @param port Port of its API; 0 means any free one.
     * @param storagePort Port of its storage; 0 means any free one.
     * @param pace How long each status word is shown.
     * @param secretKey Secret key that it accepts. A random one by default.
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
