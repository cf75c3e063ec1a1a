package io.github.predictionone.spring.autoconfigure;

import io.github.predictionone.policy.RetryPolicy;
import io.github.predictionone.reactor.PredictionOneClient;
import io.github.predictionone.spring.PredictionOneConnectionDetails;
import io.github.predictionone.spring.PredictionOneProperties;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.source.InvalidConfigurationPropertyValueException;
import org.springframework.util.unit.DataSize;

/** Hands settings to a builder, which knows what is allowed, and names the property that it refuses. */
record BuilderSettings(PredictionOneClient.Builder builder) {

    BuilderSettings connection(PredictionOneConnectionDetails details) {
        set("base-url", details.baseUrl(), builder::baseUrl);
        setSecret("api-key", details.apiKey(), builder::apiKey);
        setSecret("secret-key", details.secretKey(), builder::secretKey);
        return this;
    }

    BuilderSettings properties(PredictionOneProperties properties) {
        if (properties.allowPlaintext()) {
            builder.allowPlaintext();
        }
        set("connect-timeout", properties.connectTimeout(), builder::connectTimeout);
        set("response-timeout", properties.responseTimeout(), builder::responseTimeout);
        set("transfer-idle-timeout", properties.transferIdleTimeout(), builder::transferIdleTimeout);
        set("acquire-timeout", properties.acquireTimeout(), builder::acquireTimeout);
        set("max-connections", properties.maxConnections(), builder::maxConnections);
        set("download-connections", properties.downloadConnections(), builder::downloadConnections);
        set("max-result-size", properties.maxResultSize(), size -> builder.maxResultSize(size.toBytes()));
        set("max-response-size", properties.maxResponseSize(), size -> builder.maxResponseSize(bytes(size)));
        set("requests-per-second", properties.requestsPerSecond(), builder::requestsPerSecond);
        builder.circuitBreaker(properties.circuitBreaker());
        set("retry", properties.retry(), retry -> builder.retry(policy(retry)));
        return this;
    }

    private static RetryPolicy policy(PredictionOneProperties.Retry retry) {
        return new RetryPolicy(retry.maxAttempts(), retry.firstWait(), retry.maxWait(), retry.maxRetryAfter());
    }

    private static int bytes(DataSize size) {
        if (size.toBytes() > Integer.MAX_VALUE) {
            throw new IllegalArgumentException("must be less than 2GB");
        }
        return (int) size.toBytes();
    }

    private static <T> void set(String name, @Nullable T value, Consumer<T> setter) {
        if (value == null) {
            return;
        }
        try {
            setter.accept(value);
        } catch (IllegalArgumentException e) {
            throw new InvalidConfigurationPropertyValueException("predictionone." + name, value, reason(e));
        }
    }

    /** The value stays out of every text. */
    private static void setSecret(String name, @Nullable String value, Consumer<String> setter) {
        if (value == null) {
            return;
        }
        try {
            setter.accept(value);
        } catch (IllegalArgumentException e) {
            throw new UnusableConfigurationException(
                    "'predictionone." + name + "' is not usable: " + reason(e) + ".",
                    "Set it to the key as the service shows it.");
        }
    }

    private static String reason(IllegalArgumentException refusal) {
        return String.valueOf(refusal.getMessage());
    }
}
