package io.github.predictionone.classifier;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import io.github.predictionone.ApiKey;
import java.util.Objects;
import java.util.Optional;

/**
 * A classifier that the service has begun to build.
 *
 * @param id the classifier, to be watched until it runs
 * @param apiKey its own key, a secret: no {@code toString} shows it, and no JSON
 * @param version the model's version, where the service named one
 */
@JsonIgnoreProperties("apiKey")
public record CreatedClassifier(ClassifierId id, ApiKey apiKey, Optional<String> version) {

    /**
     * Checks that all is there.
     *
     * @param id as for the record
     * @param apiKey as for the record
     * @param version as for the record
     * @throws NullPointerException if one is null
     */
    public CreatedClassifier {
        Objects.requireNonNull(id, "id");
        Objects.requireNonNull(apiKey, "apiKey");
        Objects.requireNonNull(version, "version");
    }
}
