package io.github.predictionone.spring.autoconfigure;

import io.github.predictionone.spring.PredictionOneConnectionDetails;
import io.github.predictionone.spring.PredictionOneProperties;
import java.net.URI;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.context.properties.source.MutuallyExclusiveConfigurationPropertiesException;
import org.springframework.boot.ssl.NoSuchSslBundleException;
import org.springframework.boot.ssl.SslBundle;
import org.springframework.boot.ssl.SslBundles;
import org.springframework.util.StringUtils;

/** The connection details of the {@code predictionone.*} properties. */
record PropertiesConnectionDetails(
        URI baseUrl,
        @Nullable String apiKey,
        @Nullable String secretKey,
        @Nullable SslBundle sslBundle) implements PredictionOneConnectionDetails {

    private static final String API_KEY = "predictionone.api-key";
    private static final String SECRET_KEY = "predictionone.secret-key";

    static PropertiesConnectionDetails of(PredictionOneProperties properties, ObjectProvider<SslBundles> bundles) {
        if (properties.emulator().enabled()) {
            throw new UnusableConfigurationException(
                    "'predictionone.emulator.enabled' is true, but there is no emulator on the class path.",
                    "Add the dependency io.github.predictionone:predictionone-emulator, or set the property to false.");
        }
        String apiKey = present(properties.apiKey());
        String secretKey = present(properties.secretKey());
        MutuallyExclusiveConfigurationPropertiesException.throwIfMultipleNonNullValuesIn(keys -> {
            keys.put(API_KEY, apiKey);
            keys.put(SECRET_KEY, secretKey);
        });
        if (apiKey == null && secretKey == null) {
            throw new UnusableConfigurationException(
                    "Neither '" + API_KEY + "' nor '" + SECRET_KEY + "' is set.",
                    "Set '" + SECRET_KEY + "' to the key from the service's settings screen, or '" + API_KEY
                            + "' to an API key for training; or 'predictionone.emulator.enabled' to true, with"
                            + " predictionone-emulator on the class path, to try without a key.");
        }
        return new PropertiesConnectionDetails(
                properties.baseUrl(), apiKey, secretKey, bundle(properties.ssl().bundle(), bundles));
    }

    private static @Nullable SslBundle bundle(@Nullable String name, ObjectProvider<SslBundles> bundles) {
        if (!StringUtils.hasText(name)) {
            return null;
        }
        try {
            return bundles.getObject().getBundle(name);
        } catch (NoSuchSslBundleException e) {
            throw new UnusableConfigurationException(
                    "'predictionone.ssl.bundle' names an SSL bundle that does not exist: '" + name + "'.",
                    "Define it below 'spring.ssl.bundle', or correct the name.");
        }
    }

    /** Returns null for a blank value, such as that of a placeholder for an empty environment variable. */
    private static @Nullable String present(@Nullable String value) {
        return StringUtils.hasText(value) ? value : null;
    }

    @Override
    public String toString() {
        return "PropertiesConnectionDetails[baseUrl=" + baseUrl + "]";
    }
}
