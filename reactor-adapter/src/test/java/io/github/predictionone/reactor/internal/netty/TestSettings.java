package io.github.predictionone.reactor.internal.netty;

import io.github.predictionone.reactor.TlsOptions;
import java.time.Duration;

/** Connection settings for tests. They differ from the defaults only in the given values. */
public final class TestSettings {

    private static final ConnectionSettings DEFAULTS = ConnectionSettings.defaults();

    private TestSettings() {}

    public static ConnectionSettings connections(int most) {
        return connections(most, DEFAULTS.acquireTimeout());
    }

    public static ConnectionSettings connections(int most, Duration acquireTimeout) {
        return of(DEFAULTS.responseTimeout(), acquireTimeout, most, DEFAULTS.maxResponseSize(), DEFAULTS.tls());
    }

    static ConnectionSettings oneConnection(Duration responseTimeout) {
        return oneConnection(responseTimeout, DEFAULTS.maxResponseSize());
    }

    static ConnectionSettings oneConnection(Duration responseTimeout, int maxResponseSize) {
        return of(responseTimeout, DEFAULTS.acquireTimeout(), 1, maxResponseSize, DEFAULTS.tls());
    }

    static ConnectionSettings trusting(TlsOptions tls) {
        return of(
                DEFAULTS.responseTimeout(),
                DEFAULTS.acquireTimeout(),
                DEFAULTS.maxConnections(),
                DEFAULTS.maxResponseSize(),
                tls);
    }

    private static ConnectionSettings of(
            Duration responseTimeout, Duration acquireTimeout, int most, int maxResponseSize, TlsOptions tls) {
        return new ConnectionSettings(
                DEFAULTS.connectTimeout(),
                responseTimeout,
                acquireTimeout,
                most,
                maxResponseSize,
                tls,
                DEFAULTS.proxy());
    }
}
