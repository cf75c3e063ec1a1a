package io.github.predictionone.classifier;

import com.fasterxml.jackson.annotation.JsonIgnore;
import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.annotation.JsonPropertyOrder;
import io.github.predictionone.ApiKey;
import io.github.predictionone.model.ModelId;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/**
 * A classifier as the service lists it ({@code GET /classifiers}). Its JSON begins with the id; it has neither the key nor the URL, and neither
 * has its {@code toString}.
 *
 * @param status what it is at, and since when
 * @param modelId the model that it predicts with; empty where the service named none
 * @param version the model's version; empty where the service named none
 * @param apiKey its own key, a secret, which opens inference and nothing else; empty where the service named none
 * @param url where inference requests go, as the service wrote it; empty while there is no such place
 * @param active whether it is meant to answer; false also where the service does not say
 * @param editable the service's {@code is_editable}; false also where the service does not say
 * @param rules who may call it; unmodifiable
 */
@JsonPropertyOrder("id")
@JsonInclude(JsonInclude.Include.NON_ABSENT)
public record Classifier(
        @JsonIgnoreProperties("id") ClassifierStatus status,
        Optional<ModelId> modelId,
        Optional<String> version,
        @JsonIgnore Optional<ApiKey> apiKey,
        @JsonIgnore Optional<String> url,
        boolean active,
        boolean editable,
        List<AccessRule> rules) {

    /**
     * Checks that all is there.
     *
     * @param status as for the record
     * @param modelId as for the record
     * @param version as for the record
     * @param apiKey as for the record
     * @param url as for the record
     * @param active as for the record
     * @param editable as for the record
     * @param rules as for the record
     * @throws NullPointerException if one is null
     */
    public Classifier {
        Objects.requireNonNull(status, "status");
        Objects.requireNonNull(modelId, "modelId");
        Objects.requireNonNull(version, "version");
        Objects.requireNonNull(apiKey, "apiKey");
        Objects.requireNonNull(url, "url");
        rules = List.copyOf(rules);
    }

    /**
     * The classifier's name.
     *
     * @return its id
     */
    @JsonProperty
    public ClassifierId id() {
        return status.id();
    }

    /**
     * What it is at.
     *
     * @return the meaning of its status word
     */
    public ClassifierState state() {
        return status.state();
    }

    @Override
    public String toString() {
        return "Classifier[" + status + ", modelId=" + modelId + ", active=" + active + "]";
    }
}
