package io.github.predictionone.spring;

import java.net.URI;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.autoconfigure.service.connection.ConnectionDetails;
import org.springframework.boot.ssl.SslBundle;

/**
 * Base URL, key and TLS settings for the service. A bean of this type, such as that of a test, a container or an
 * emulator, replaces {@code predictionone.base-url}, {@code predictionone.api-key}, {@code predictionone.secret-key}
 * and {@code predictionone.ssl.bundle}.
 *
 * <p>An implementation's {@code toString} must not show the keys.
 */
public interface PredictionOneConnectionDetails extends ConnectionDetails {

    /**
     * Returns the base URL of the service.
     *
     * @return an absolute {@code http} or {@code https} URI, with or without a path prefix
     */
    URI baseUrl();

    /**
     * Returns the API key for every call.
     *
     * @return an API key, or null if there is a secret key
     */
    default @Nullable String apiKey() {
        return null;
    }

    /**
     * Returns the secret key, with which the client obtains API keys.
     *
     * @return a secret key, or null if there is an API key
     */
    default @Nullable String secretKey() {
        return null;
    }

    /**
     * Returns the trust store, client certificate, protocols and cipher suites for TLS connections.
     *
     * @return a bundle, or null for the JDK's trusted certificates and no client certificate
     */
    default @Nullable SslBundle sslBundle() {
        return null;
    }
}
