package io.github.predictionone.spring;

import java.net.URI;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.autoconfigure.service.connection.ConnectionDetails;
import org.springframework.boot.ssl.SslBundle;

/**
 * Where the service is, and the key for it. A bean of this type takes the place of {@code predictionone.base-url},
 * {@code predictionone.api-key}, {@code predictionone.secret-key} and {@code predictionone.ssl.bundle}: a test, a
 * container or an emulator brings its own.
 *
 * <p>An implementation's {@code toString} must not show the keys.
 */
public interface PredictionOneConnectionDetails extends ConnectionDetails {

    /**
     * Where the service is.
     *
     * @return an absolute {@code http} or {@code https} URI, with or without a path prefix
     */
    URI baseUrl();

    /**
     * The key of every call.
     *
     * @return an API key, or null where there is a secret key
     */
    default @Nullable String apiKey() {
        return null;
    }

    /**
     * The key that buys API keys.
     *
     * @return a secret key, or null where there is an API key
     */
    default @Nullable String secretKey() {
        return null;
    }

    /**
     * Whom to trust, and who the client is, on TLS connections.
     *
     * @return a bundle, or null for the JDK's trusted certificates and none of its own
     */
    default @Nullable SslBundle sslBundle() {
        return null;
    }
}
