package io.github.predictionone.reactor.internal.netty;

import io.github.predictionone.reactor.ProxyOptions;
import io.github.predictionone.reactor.TlsOptions;
import java.time.Duration;
import java.util.Optional;

/** Bounds and ways of connections, as the builder's Javadoc describes them. */
public record ConnectionSettings(
        Duration connectTimeout,
        Duration responseTimeout,
        Duration acquireTimeout,
        int maxConnections,
        int maxResponseSize,
        TlsOptions tls,
        Optional<ProxyOptions> proxy) {

    public static ConnectionSettings defaults() {
        return new ConnectionSettings(
                Duration.ofSeconds(10),
                Duration.ofSeconds(30),
                Duration.ofHours(1),
                50,
                16 * 1024 * 1024,
                TlsOptions.defaults(),
                Optional.empty());
    }

    public ConnectionSettings withConnectTimeout(Duration value) {
        return new ConnectionSettings(
                value, responseTimeout, acquireTimeout, maxConnections, maxResponseSize, tls, proxy);
    }

    public ConnectionSettings withResponseTimeout(Duration value) {
        return new ConnectionSettings(
                connectTimeout, value, acquireTimeout, maxConnections, maxResponseSize, tls, proxy);
    }

    public ConnectionSettings withAcquireTimeout(Duration value) {
        return new ConnectionSettings(
                connectTimeout, responseTimeout, value, maxConnections, maxResponseSize, tls, proxy);
    }

    public ConnectionSettings withMaxConnections(int value) {
        return new ConnectionSettings(
                connectTimeout, responseTimeout, acquireTimeout, value, maxResponseSize, tls, proxy);
    }

    public ConnectionSettings withMaxResponseSize(int value) {
        return new ConnectionSettings(
                connectTimeout, responseTimeout, acquireTimeout, maxConnections, value, tls, proxy);
    }

    public ConnectionSettings withTls(TlsOptions value) {
        return new ConnectionSettings(
                connectTimeout, responseTimeout, acquireTimeout, maxConnections, maxResponseSize, value, proxy);
    }

    public ConnectionSettings withProxy(ProxyOptions value) {
        return new ConnectionSettings(
                connectTimeout,
                responseTimeout,
                acquireTimeout,
                maxConnections,
                maxResponseSize,
                tls,
                Optional.of(value));
    }
}
