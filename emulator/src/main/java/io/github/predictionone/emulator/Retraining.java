package io.github.predictionone.emulator;

import com.google.errorprone.annotations.concurrent.GuardedBy;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** The process behind a {@code retrain_job_id}: a path for an upload, later a training, and finally a model. */
final class Retraining {

    private final String id = UUID.randomUUID().toString();
    private final int oldModel;
    private final String fileName;

    @GuardedBy("this")
    private @Nullable Training training;

    @GuardedBy("this")
    private @Nullable TrainedModel newModel;

    Retraining(int oldModel, String fileName) {
        this.oldModel = oldModel;
        this.fileName = fileName;
    }

    String id() {
        return id;
    }

    int oldModel() {
        return oldModel;
    }

    String fileName() {
        return fileName;
    }

    String uploadPath() {
        String encoded = URLEncoder.encode(fileName, StandardCharsets.UTF_8).replace("+", "%20");
        return Retrainings.UPLOADS + id + "/" + encoded;
    }

    String resultPath() {
        return "/results/" + id + "/retraining.zip";
    }

    /** Starts the retraining; returns false if it has started already. */
    synchronized boolean start(Training started) {
        if (training != null) {
            return false;
        }
        training = started;
        return true;
    }

    synchronized @Nullable Training training() {
        return training;
    }

    synchronized void learnt(TrainedModel model) {
        newModel = model;
    }

    synchronized @Nullable TrainedModel newModel() {
        return newModel;
    }
}
