package io.github.predictionone.internal.wire;

import io.github.predictionone.ApiKey;
import io.github.predictionone.CredentialType;
import io.github.predictionone.classifier.ClassifierId;
import io.github.predictionone.classifier.ClassifierRequest;
import io.github.predictionone.classifier.ClassifierUpdate;
import io.github.predictionone.dataset.DataSetId;
import io.github.predictionone.inference.InputRow;
import io.github.predictionone.inference.PredictOptions;
import io.github.predictionone.inference.Prediction;
import io.github.predictionone.model.ModelId;
import io.github.predictionone.retraining.RetrainJobId;
import io.github.predictionone.retraining.RetrainingData;
import io.github.predictionone.training.StatusClassifier;
import io.github.predictionone.training.TrainRequest;
import io.github.predictionone.training.TrainingConfig;
import io.github.predictionone.training.TrainingId;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Function;

/** The decoders of all answers, each with the fixture of a valid answer. A new call needs a new line here. */
final class Decoders {

    private static final TrainingId TRAINING = TrainingId.of("p-1");
    private static final ModelId MODEL = ModelId.of(17);
    private static final RetrainJobId JOB = RetrainJobId.of(MODEL, "rj-1");
    private static final ClassifierId CLASSIFIER = ClassifierId.of("c-1");
    private static final StatusClassifier WORDS = StatusClassifier.defaults();

    static final List<Decoder> ALL = List.of(
            of("get-api-key", Requests.apiKey(CredentialType.TRAIN)),
            of("train-data-upload", Requests.uploadSlots("csv")),
            of("train-data-set-info", Requests.dataSetInfo(TRAINING)),
            of("train", Requests.train(TrainRequest.of(TRAINING, "m", TrainingConfig.regression("y")))),
            of("train-status-check", Requests.trainingStatus(TRAINING, WORDS), StatusAnswer::archive),
            of("get-models", ListRequests.models(0)),
            of("get-data-sets", ListRequests.dataSets(0)),
            of("retrain-data-upload", RetrainingRequests.uploadSlot(RetrainingData.of(MODEL, Path.of("d.csv")))),
            of("retrain-status-check", RetrainingRequests.status(JOB, WORDS), StatusAnswer::archive),
            of("retrain-model-switch", RetrainingRequests.switchModel(JOB)),
            of("create-classifier", ClassifierRequests.create(ClassifierRequest.of(MODEL))),
            of("get-classifiers", ClassifierRequests.list()),
            of("update-classifier", ClassifierRequests.update(CLASSIFIER, ClassifierUpdate.none())),
            of("inference", inference()),
            // The manual gives these calls no body, so the body of another call serves.
            of("retrain-model-switch", ListRequests.deleteModel(MODEL)),
            of("retrain-model-switch", ListRequests.deleteDataSet(DataSetId.of(5))),
            of("retrain-model-switch", ClassifierRequests.delete(CLASSIFIER)));

    private Decoders() {}

    private static ApiRequest<Prediction> inference() {
        PredictOptions options =
                PredictOptions.defaults().withInputColumns(true).withReasons(true);
        InputRow row = InputRow.ofCsv("age,町", "42,東京");
        return ClassifierRequests.inference(CLASSIFIER, "/inference", ApiKey.of("k"), 1, row, options);
    }

    /**
     * A decoder of an answer.
     *
     * @param fixture the name of a valid answer
     * @param endpoint the endpoint that sends it
     * @param decode reads an answer, including the parts that are otherwise read later
     */
    record Decoder(String fixture, Endpoint endpoint, Function<byte[], Object> decode) {

        byte[] body() {
            return Fixtures.bytes(fixture + ".response");
        }

        @Override
        public String toString() {
            return endpoint.title();
        }
    }

    static <T> Decoder of(String fixture, ApiRequest<T> request) {
        return of(fixture, request, value -> value);
    }

    /** Returns a decoder; {@code later} reads the part of the value that is otherwise read only when needed. */
    static <T> Decoder of(String fixture, ApiRequest<T> request, Function<T, Object> later) {
        return new Decoder(
                fixture,
                request.endpoint(),
                body -> List.of(later.apply(request.decoder().decode(body))));
    }
}
