package io.github.predictionone.internal.wire;

import com.fasterxml.jackson.annotation.JsonProperty;
import io.github.predictionone.ApiKey;
import io.github.predictionone.CredentialType;
import io.github.predictionone.classifier.Classifier;
import io.github.predictionone.classifier.ClassifierId;
import io.github.predictionone.classifier.ClassifierRequest;
import io.github.predictionone.classifier.ClassifierUpdate;
import io.github.predictionone.classifier.CreatedClassifier;
import io.github.predictionone.inference.InputRow;
import io.github.predictionone.inference.PredictOptions;
import io.github.predictionone.inference.Prediction;
import io.github.predictionone.internal.text.JsonWriter;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Requests of the Classifier API group and of inference. */
public final class ClassifierRequests {

    private ClassifierRequests() {}

    /** The body of {@code POST /classifiers}. */
    record CreateWire(
            @JsonProperty("model_id") long modelId,
            @JsonProperty("rules") List<RuleWire> rules) {}

    /** The body of {@code PATCH /classifiers/{classifier_id}}; empty fields are omitted. */
    record UpdateWire(
            @JsonProperty("rules") Optional<List<RuleWire>> rules,
            @JsonProperty("active") Optional<Boolean> active,
            @JsonProperty("is_editable") Optional<Boolean> editable) {}

    public static ApiRequest<CreatedClassifier> create(ClassifierRequest request) {
        return of(
                Endpoint.CREATE_CLASSIFIER,
                "model " + request.modelId(),
                Endpoint.CREATE_CLASSIFIER.path(),
                JsonWriter.write(new CreateWire(request.modelId().value(), RuleWire.of(request.rules()))),
                ClassifierWire::created);
    }

    public static ApiRequest<List<Classifier>> list() {
        return of(Endpoint.GET_CLASSIFIERS, "", Endpoint.GET_CLASSIFIERS.path(), null, ClassifierWire.All::read);
    }

    public static ApiRequest<Classifier> update(ClassifierId id, ClassifierUpdate update) {
        UpdateWire body = new UpdateWire(update.rules().map(RuleWire::of), update.active(), update.editable());
        return of(
                Endpoint.UPDATE_CLASSIFIER,
                id.value(),
                ApiRequest.path(Endpoint.UPDATE_CLASSIFIER, id.value()),
                JsonWriter.write(body),
                ClassifierWire.One::read);
    }

    public static ApiRequest<ClassifierId> delete(ClassifierId id) {
        return ListRequests.delete(Endpoint.DELETE_CLASSIFIER, id.value(), id).withCredential(CredentialType.DEPLOY);
    }

    /**
     * Returns the request for the inference of one row.
     *
     * @param target the path and query of the classifier's URL
     * @param key the classifier's own key
     * @param number the number of the row, from 1
     */
    public static ApiRequest<Prediction> inference(
            ClassifierId id, String target, ApiKey key, long number, InputRow row, PredictOptions options) {
        return new ApiRequest<Prediction>(
                        Endpoint.INFERENCE,
                        id + ", row " + number,
                        target,
                        JsonWriter.write(InferenceWire.of(row, options)),
                        body -> OutputWire.read(body, number, row, options))
                .withKey(key);
    }

    private static <T> ApiRequest<T> of(
            Endpoint endpoint, String subject, String target, @Nullable String body, ApiRequest.Decoder<T> decoder) {
        return new ApiRequest<>(endpoint, subject, target, body, decoder).withCredential(CredentialType.DEPLOY);
    }
}
