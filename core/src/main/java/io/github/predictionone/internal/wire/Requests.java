package io.github.predictionone.internal.wire;

import static io.github.predictionone.internal.wire.ApiRequest.parameter;

import io.github.predictionone.CredentialType;
import io.github.predictionone.IssuedApiKey;
import io.github.predictionone.dataset.DataSetInfo;
import io.github.predictionone.internal.text.JsonWriter;
import io.github.predictionone.training.StatusClassifier;
import io.github.predictionone.training.TrainRequest;
import io.github.predictionone.training.TrainingId;
import io.github.predictionone.training.TrainingStatus;

/** Creates requests from values. */
public final class Requests {

    private Requests() {}

    public static ApiRequest<IssuedApiKey> apiKey(CredentialType type) {
        String query = parameter("credential_type", type.name());
        if (type.modelId().isPresent()) {
            query += "&" + parameter("model_id", Long.toString(type.modelId().getAsLong()));
        }
        return get(Endpoint.GET_API_KEY, type.name(), query, body -> Wire.key(body, type));
    }

    public static ApiRequest<UploadSlots> uploadSlots(String extension) {
        return get(Endpoint.TRAIN_DATA_UPLOAD, "", parameter("extension", extension), Wire::slots);
    }

    public static ApiRequest<StatusAnswer<TrainingStatus>> trainingStatus(TrainingId id, StatusClassifier classifier) {
        return get(
                Endpoint.TRAIN_STATUS_CHECK,
                id.value(),
                process(id),
                Callbacks.asking(
                        classifier,
                        body -> Wire.status(body, id),
                        answer -> answer.classified("training", classifier, TrainingStatus::withState)));
    }

    public static ApiRequest<DataSetInfo> dataSetInfo(TrainingId id) {
        return get(
                Endpoint.TRAIN_DATA_SET_INFO,
                id.value(),
                process(id),
                body -> JsonReader.read(body, DataSetInfoWire.class).toValue());
    }

    public static ApiRequest<TrainingId> train(TrainRequest request) {
        return new ApiRequest<>(
                Endpoint.TRAIN,
                request.id().value(),
                Endpoint.TRAIN.path(),
                JsonWriter.write(TrainRequestWire.of(request)),
                Wire::started);
    }

    private static String process(TrainingId id) {
        return parameter("external_process_id", id.value());
    }

    static <T> ApiRequest<T> get(Endpoint endpoint, String subject, String query, ApiRequest.Decoder<T> decoder) {
        return new ApiRequest<>(endpoint, subject, endpoint.path() + "?" + query, null, decoder);
    }
}
