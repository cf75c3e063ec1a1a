package io.github.predictionone.reactor.internal;

import io.github.predictionone.PredictionOneException;
import io.github.predictionone.internal.wire.StatusAnswer;
import io.github.predictionone.reactor.internal.download.Downloads.DownloadedFile;
import io.github.predictionone.training.ResultDownloaded;
import io.github.predictionone.training.StatusEvent;
import io.github.predictionone.training.TrainingFailed;
import io.github.predictionone.training.TrainingFailedException;
import io.github.predictionone.training.TrainingId;
import io.github.predictionone.training.TrainingState;
import io.github.predictionone.training.TrainingStatus;
import java.time.Instant;
import java.util.OptionalLong;
import reactor.core.publisher.Mono;

/** The results of trainings. */
record TrainingResults(Trainings trainings)
        implements ResultSource<TrainingId, TrainingStatus, StatusEvent, ResultDownloaded> {

    @Override
    public String noun() {
        return "training";
    }

    @Override
    public Mono<StatusAnswer<TrainingStatus>> ask(TrainingId id) {
        return trainings.statusAnswer(id);
    }

    @Override
    public TrainingState state(TrainingStatus status) {
        return status.state();
    }

    @Override
    public PredictionOneException failed(String message, TrainingStatus status) {
        return new TrainingFailedException(message, status);
    }

    @Override
    public StatusEvent progressed(TrainingStatus status, Instant at, long received, OptionalLong total) {
        return StatusEvent.progressed(status, at, received, total);
    }

    @Override
    public ResultDownloaded downloaded(TrainingStatus status, Instant at, DownloadedFile file) {
        return StatusEvent.downloaded(status, at, file.file(), file.size(), file.sha256());
    }

    @Override
    public boolean isFailure(StatusEvent event) {
        return event instanceof TrainingFailed;
    }
}
