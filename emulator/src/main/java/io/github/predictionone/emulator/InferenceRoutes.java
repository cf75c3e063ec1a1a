package io.github.predictionone.emulator;

import io.github.predictionone.emulator.learning.Predictor;
import java.time.Clock;
import java.util.List;
import java.util.Map;

/** Row 17 of the API: inference. */
final class InferenceRoutes {

    private static final String GROUP = "local";
    private static final String PATH = "/v1/groups/{group_id}/classifiers/{classifier_id}/inference";

    private final Classifiers classifiers;
    private final Clock clock;
    private final int trialQuota;

    InferenceRoutes(Classifiers classifiers, Clock clock, int trialQuota) {
        this.classifiers = classifiers;
        this.clock = clock;
        this.trialQuota = trialQuota;
    }

    List<Route> routes() {
        return List.of(new Route("POST", PATH, this::inference));
    }

    static String path(String classifierId) {
        return PATH.replace("{group_id}", GROUP).replace("{classifier_id}", classifierId);
    }

    private Object inference(Call call) {
        Classifier classifier = classifiers.find(call.segment("classifier_id"));
        if (classifier == null || !call.segment("group_id").equals(GROUP)) {
            throw Refusal.of(ServiceError.INFERENCE_CLASSIFIER_NOT_FOUND);
        }
        if (!classifier.key().equals(call.key())) {
            throw Refusal.of(
                    classifiers.isKey(call.key())
                            ? ServiceError.INFERENCE_INVALID_CLASSIFIER_ID
                            : ServiceError.INFERENCE_INVALID_API_KEY);
        }
        classifier.requireAllowed(call);
        Predictor<?> predictor = classifier.running(clock.instant());
        List<Object> outputs = InferenceAnswer.outputs(predictor, InferenceRequest.read(call));
        classifier.countAnswer(trialQuota);
        return Map.of("version", classifier.version(), "outputs", outputs);
    }
}
