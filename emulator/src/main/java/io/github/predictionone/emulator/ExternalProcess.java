package io.github.predictionone.emulator;

import com.google.errorprone.annotations.concurrent.GuardedBy;
import org.jspecify.annotations.Nullable;

/** The process behind an {@code external_process_id}: paths for three uploads, and later a training. */
final class ExternalProcess {

    private final String id;
    private final String extension;

    @GuardedBy("this")
    private @Nullable Training training;

    ExternalProcess(String id, String extension) {
        this.id = id;
        this.extension = extension;
    }

    String id() {
        return id;
    }

    String extension() {
        return extension;
    }

    String trainingPath() {
        return "/uploads/" + id + "/learn." + extension;
    }

    String evaluationPath() {
        return "/uploads/" + id + "/eval." + extension;
    }

    String columnInfoPath() {
        return "/uploads/" + id + "/column_info.csv";
    }

    String resultPath() {
        return "/results/" + id + "/result.zip";
    }

    synchronized void start(Training started) {
        if (training != null) {
            throw Refusal.badRequest("The training has been started already.");
        }
        training = started;
    }

    synchronized Training training() {
        if (training == null) {
            throw Refusal.badRequest("Not found external_process_id.");
        }
        return training;
    }
}
