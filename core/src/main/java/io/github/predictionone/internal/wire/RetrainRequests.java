package io.github.predictionone.internal.wire;

import static io.github.predictionone.internal.wire.ApiRequest.parameter;

import io.github.predictionone.CredentialType;
import io.github.predictionone.model.ModelId;
import io.github.predictionone.retraining.RetrainJobId;
import io.github.predictionone.retraining.RetrainingData;
import io.github.predictionone.training.StatusClassifier;

/** Requests of the Retrain API group. None of them names the model: the key does, which each model has of its own. */
public final class RetrainRequests {

    private RetrainRequests() {}

    public static ApiRequest<RetrainSlot> uploadSlot(RetrainingData data) {
        return forModel(
                data.model(),
                Requests.get(
                        Endpoint.RETRAIN_DATA_UPLOAD,
                        "model " + data.model(),
                        parameter("filename", data.fileName()),
                        body -> RetrainWire.slot(body, data.model())));
    }

    public static ApiRequest<RetrainStatusAnswer> status(RetrainJobId id, StatusClassifier classifier) {
        return job(
                Endpoint.RETRAIN_STATUS_CHECK,
                id,
                Callbacks.asking(
                        classifier, body -> RetrainWire.status(body, id), answer -> answer.classified(classifier)));
    }

    public static ApiRequest<RetrainJobId> switchModel(RetrainJobId id) {
        return job(Endpoint.RETRAIN_MODEL_SWITCH, id, body -> RetrainWire.switched(body, id));
    }

    private static <T> ApiRequest<T> job(Endpoint endpoint, RetrainJobId id, ApiRequest.Decoder<T> decoder) {
        String path = ApiRequest.path(endpoint, id.value());
        return forModel(id.model(), new ApiRequest<>(endpoint, id.value(), path, null, decoder));
    }

    private static <T> ApiRequest<T> forModel(ModelId model, ApiRequest<T> request) {
        return request.withCredential(CredentialType.retrain(model.value()));
    }
}
