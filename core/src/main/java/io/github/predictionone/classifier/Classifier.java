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
 * A classifier as the service lists it ({@code GET /classifiers}). Its JSON begins with the id. Neither its JSON nor
 * its {@code toString} contains the key or the URL.
 *
 * @param status its state and times
 * @param modelId the model that it predicts with; empty if the service sent none
 * @param version the model's version; empty if the service sent none
 * @param apiKey its own key, a secret, which gives access to inference only; empty if the service sent none
 * @param url the URL for inference requests, as the service wrote it; empty while there is none
 * @param active whether it is switched on; also false if the service does not say
 * @param editable the service's {@code is_editable}; also false if the service does not say
 * @param rules which addresses may call it; unmodifiable
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
     * Checks that no component is null.
     *
     * @param status see the component
     * @param modelId see the component
     * @param version see the component
     * @param apiKey see the component
     * @param url see the component
     * @param active see the component
     * @param editable see the component
     * @param rules see the component
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
     * Returns the classifier's id.
     *
     * @return the id
     */
    @JsonProperty
    public ClassifierId id() {
        return status.id();
    }

    /**
     * Returns the classifier's state.
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
