package io.github.predictionone.internal.wire;

import static io.github.predictionone.internal.wire.ApiRequest.parameter;

import io.github.predictionone.CredentialType;
import io.github.predictionone.model.ModelId;
import io.github.predictionone.retraining.RetrainJobId;
import io.github.predictionone.retraining.RetrainingData;
import io.github.predictionone.retraining.RetrainingStatus;
import io.github.predictionone.training.StatusClassifier;

/** Requests of the Retrain API group. No request names the model: each model has its own key, which identifies it. */
public final class RetrainingRequests {

    private RetrainingRequests() {}

    public static ApiRequest<RetrainingSlot> uploadSlot(RetrainingData data) {
        return forModel(
                data.model(),
                Requests.get(
                        Endpoint.RETRAIN_DATA_UPLOAD,
                        "model " + data.model(),
                        parameter("filename", data.fileName()),
                        body -> RetrainingWire.slot(body, data.model())));
    }

    public static ApiRequest<StatusAnswer<RetrainingStatus>> status(RetrainJobId id, StatusClassifier classifier) {
        return job(
                Endpoint.RETRAIN_STATUS_CHECK,
                id,
                Callbacks.asking(
                        classifier,
                        body -> RetrainingWire.status(body, id),
                        answer -> answer.classified("retraining", classifier, RetrainingStatus::withState)));
    }

    public static ApiRequest<RetrainJobId> switchModel(RetrainJobId id) {
        return job(Endpoint.RETRAIN_MODEL_SWITCH, id, body -> RetrainingWire.switched(body, id));
    }

    private static <T> ApiRequest<T> job(Endpoint endpoint, RetrainJobId id, ApiRequest.Decoder<T> decoder) {
        String path = ApiRequest.path(endpoint, id.value());
        return forModel(id.model(), new ApiRequest<>(endpoint, id.value(), path, null, decoder));
    }

    private static <T> ApiRequest<T> forModel(ModelId model, ApiRequest<T> request) {
        return request.withCredential(CredentialType.retrain(model.value()));
    }
}
