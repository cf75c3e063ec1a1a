package io.github.predictionone.reactor.internal.netty;

import java.time.Duration;

/** Bounds of connections, as the builder's Javadoc describes them. */
public record ConnectionSettings(
        Duration connectTimeout,
        Duration responseTimeout,
        Duration acquireTimeout,
        int maxConnections,
        int maxResponseSize) {

    public static ConnectionSettings defaults() {
        return new ConnectionSettings(
                Duration.ofSeconds(10), Duration.ofSeconds(30), Duration.ofHours(1), 50, 16 * 1024 * 1024);
    }

    public ConnectionSettings withConnectTimeout(Duration value) {
        return new ConnectionSettings(value, responseTimeout, acquireTimeout, maxConnections, maxResponseSize);
    }

    public ConnectionSettings withResponseTimeout(Duration value) {
        return new ConnectionSettings(connectTimeout, value, acquireTimeout, maxConnections, maxResponseSize);
    }

    public ConnectionSettings withAcquireTimeout(Duration value) {
        return new ConnectionSettings(connectTimeout, responseTimeout, value, maxConnections, maxResponseSize);
    }

    public ConnectionSettings withMaxConnections(int value) {
        return new ConnectionSettings(connectTimeout, responseTimeout, acquireTimeout, value, maxResponseSize);
    }

    public ConnectionSettings withMaxResponseSize(int value) {
        return new ConnectionSettings(connectTimeout, responseTimeout, acquireTimeout, maxConnections, value);
    }
}
