package io.github.predictionone.spring.autoconfigure;

import io.github.predictionone.policy.RetryPolicy;
import io.github.predictionone.reactor.PredictionOneClient;
import io.github.predictionone.reactor.TlsOptions;
import io.github.predictionone.spring.PredictionOneConnectionDetails;
import io.github.predictionone.spring.PredictionOneProperties;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.source.InvalidConfigurationPropertyValueException;
import org.springframework.boot.ssl.SslBundle;
import org.springframework.util.unit.DataSize;

/** Passes settings to a builder, which validates them. If the builder refuses one, the failure names its property. */
record BuilderSettings(PredictionOneClient.Builder builder) {

    BuilderSettings connection(PredictionOneConnectionDetails details) {
        setUnshown("base-url", details.baseUrl(), builder::baseUrl);
        setUnshown("api-key", details.apiKey(), builder::apiKey);
        setUnshown("secret-key", details.secretKey(), builder::secretKey);
        SslBundle bundle = details.sslBundle();
        if (bundle != null) {
            builder.tls(tls(bundle));
        }
        return this;
    }

    BuilderSettings properties(PredictionOneProperties properties) {
        if (properties.allowPlaintext()) {
            builder.allowPlaintext();
        }
        set(
                "allow-inference-hosts",
                properties.allowInferenceHosts(),
                hosts -> hosts.forEach(builder::allowInferenceHost));
        set("connect-timeout", properties.connectTimeout(), builder::connectTimeout);
        set("response-timeout", properties.responseTimeout(), builder::responseTimeout);
        set("transfer-idle-timeout", properties.transferIdleTimeout(), builder::transferIdleTimeout);
        set("acquire-timeout", properties.acquireTimeout(), builder::acquireTimeout);
        set("max-connections", properties.maxConnections(), builder::maxConnections);
        set("max-transfers", properties.maxTransfers(), builder::maxTransfers);
        set("max-watches", properties.maxWatches(), builder::maxWatches);
        set("download-connections", properties.downloadConnections(), builder::downloadConnections);
        set("max-result-size", properties.maxResultSize(), size -> builder.maxResultSize(size.toBytes()));
        set("max-response-size", properties.maxResponseSize(), size -> builder.maxResponseSize(bytes(size)));
        set("requests-per-second", properties.requestsPerSecond(), builder::requestsPerSecond);
        builder.circuitBreaker(properties.circuitBreaker());
        set("retry", properties.retry(), retry -> builder.retry(policy(retry)));
        ProxySettings.of(properties.proxy()).ifPresent(builder::proxy);
        return this;
    }

    private static TlsOptions tls(SslBundle bundle) {
        return TlsOptions.defaults()
                .withTrust(bundle.getManagers().getTrustManagerFactory())
                .withKeys(bundle.getManagers().getKeyManagerFactory())
                .withProtocols(listed(bundle.getOptions().getEnabledProtocols()))
                .withCiphers(listed(bundle.getOptions().getCiphers()));
    }

    private static List<String> listed(String @Nullable [] names) {
        return names == null ? List.of() : List.of(names);
    }

    private static RetryPolicy policy(PredictionOneProperties.Retry retry) {
        return RetryPolicy.defaults()
                .withMaxAttempts(retry.maxAttempts())
                .withWaits(retry.firstWait(), retry.maxWait())
                .withMaxRetryAfter(retry.maxRetryAfter());
    }

    private static int bytes(DataSize size) {
        if (size.toBytes() > Integer.MAX_VALUE) {
            throw new IllegalArgumentException("must be less than 2GB");
        }
        return (int) size.toBytes();
    }

    static <T> void set(String name, @Nullable T value, Consumer<T> setter) {
        if (value == null) {
            return;
        }
        try {
            setter.accept(value);
        } catch (IllegalArgumentException e) {
            throw new InvalidConfigurationPropertyValueException("predictionone." + name, value, reason(e));
        }
    }

    /** Sets a value that must not appear in any message, since it is a key or may contain one. */
    private static <T> void setUnshown(String name, @Nullable T value, Consumer<T> setter) {
        if (value == null) {
            return;
        }
        try {
            setter.accept(value);
        } catch (IllegalArgumentException e) {
            throw new UnusableConfigurationException(
                    "'predictionone." + name + "' is not usable: " + reason(e) + ".",
                    "Correct it, or the bean of type PredictionOneConnectionDetails that takes its place.");
        }
    }

    private static String reason(IllegalArgumentException refusal) {
        return String.valueOf(refusal.getMessage());
    }
}
