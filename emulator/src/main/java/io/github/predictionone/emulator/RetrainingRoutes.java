package io.github.predictionone.emulator;

import io.github.predictionone.emulator.storage.SignedUrls;
import java.time.Clock;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Rows 10 to 12 of the API: retrainings of the one model that the key is for. */
final class RetrainingRoutes {

    private static final String WAITING = "job_waiting_for_upload";

    private final Keys keys;
    private final Models models;
    private final Retrainings retrainings;
    private final Classifiers classifiers;
    private final SignedUrls urls;
    private final Clock clock;

    RetrainingRoutes(
            Keys keys, Models models, Retrainings retrainings, Classifiers classifiers, SignedUrls urls, Clock clock) {
        this.keys = keys;
        this.models = models;
        this.retrainings = retrainings;
        this.classifiers = classifiers;
        this.urls = urls;
        this.clock = clock;
    }

    List<Route> routes() {
        return List.of(
                Route.get("/retrain_jobs/upload_url", this::uploadUrl),
                Route.get("/retrain_jobs/{retrain_job_id}", this::status),
                Route.put("/retrain_jobs/{retrain_job_id}/update_model", this::switchModel));
    }

    private Object uploadUrl(Call call) {
        TrainedModel model = models.require(keys.requireRetrainKey(call.key()));
        Retraining retraining = retrainings.open(model, call.require("filename"));
        return Map.of("retrain_job_id", retraining.id(), "upload_url", urls.sign("PUT", retraining.uploadPath()));
    }

    private Object status(Call call) {
        int model = keys.requireRetrainKey(call.key());
        Retraining retraining = retrainings.require(call.segment("retrain_job_id"), model);
        if (models.find(model) == null) {
            throw Refusal.of(ServiceError.JOB_DELETED);
        }
        Training.@Nullable Shown shown = shown(retraining);
        Map<String, Object> answer = new LinkedHashMap<>();
        answer.put("status", shown == null ? WAITING : shown.word());
        TrainedModel learnt = retraining.newModel();
        if (shown != null && shown.archive() != null && learnt != null) {
            answer.put("model_id", learnt.id());
            answer.put("download_url", urls.sign("GET", retraining.resultPath()));
        }
        if (shown != null && shown.message() != null) {
            answer.put("message", shown.message());
        }
        answer.put("metadata", metadata(retraining));
        return answer;
    }

    private Object switchModel(Call call) {
        int model = keys.requireRetrainKey(call.key());
        Retraining retraining = retrainings.require(call.segment("retrain_job_id"), model);
        Training.@Nullable Shown shown = shown(retraining);
        TrainedModel learnt = retraining.newModel();
        if (shown == null || shown.archive() == null || learnt == null) {
            throw Refusal.of(ServiceError.RETRAIN_JOB_NOT_FINISHED);
        }
        classifiers.switchModel(model, models.require(learnt.id()));
        return Map.of("metadata", metadata(retraining));
    }

    private Training.@Nullable Shown shown(Retraining retraining) {
        Instant now = clock.instant();
        Training training = retraining.training();
        return training == null ? null : training.at(now);
    }

    private static Map<String, String> metadata(Retraining retraining) {
        return Map.of("retrain_job_id", retraining.id());
    }
}
