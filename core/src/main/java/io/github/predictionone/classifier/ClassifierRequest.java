package io.github.predictionone.classifier;

import io.github.predictionone.model.ModelId;
import java.util.List;
import java.util.Objects;

/**
 * What to make a classifier of ({@code POST /classifiers}).
 *
 * @param modelId the model that it is to predict with
 * @param rules who may call it; unmodifiable
 */
public record ClassifierRequest(ModelId modelId, List<AccessRule> rules) {

    /**
     * Copies the list.
     *
     * @param modelId as for the record
     * @param rules as for the record
     * @throws NullPointerException if the model, the list or a rule is null
     */
    public ClassifierRequest {
        Objects.requireNonNull(modelId, "modelId");
        rules = List.copyOf(rules);
    }

    /**
     * A classifier of this model.
     *
     * @param modelId the model
     * @param rules who may call it; what no rules at all mean is the service's to know
     * @return the request
     */
    public static ClassifierRequest of(ModelId modelId, AccessRule... rules) {
        return new ClassifierRequest(modelId, List.of(rules));
    }
}
