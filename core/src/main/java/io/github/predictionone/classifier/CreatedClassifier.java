package io.github.predictionone.classifier;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import io.github.predictionone.ApiKey;
import java.util.Objects;
import java.util.Optional;

/**
 * A classifier that the service has started to build.
 *
 * @param id the id, with which to watch the classifier until it runs
 * @param apiKey its own key, a secret, which neither {@code toString} nor JSON shows
 * @param version the model's version; empty if the service sent none
 */
@JsonIgnoreProperties("apiKey")
public record CreatedClassifier(ClassifierId id, ApiKey apiKey, Optional<String> version) {

    /**
     * Checks that no component is null.
     *
     * @param id see the component
     * @param apiKey see the component
     * @param version see the component
     * @throws NullPointerException if one is null
     */
    public CreatedClassifier {
        Objects.requireNonNull(id, "id");
        Objects.requireNonNull(apiKey, "apiKey");
        Objects.requireNonNull(version, "version");
    }
}
