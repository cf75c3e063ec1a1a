package io.github.predictionone.reactor.internal.netty;

import io.github.predictionone.reactor.ProxyOptions;
import io.github.predictionone.reactor.TlsOptions;
import java.time.Duration;
import java.util.Optional;

/** Limits, TLS and proxy of connections, as the builder's Javadoc describes them. */
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
}
