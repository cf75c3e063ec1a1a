package io.github.predictionone.reactor.internal;

import io.github.predictionone.internal.wire.PresignedUrl;
import io.github.predictionone.internal.wire.StatusAnswer;
import io.github.predictionone.reactor.internal.download.Downloads.DownloadedFile;
import io.github.predictionone.training.DownloadProgressed;
import io.github.predictionone.training.ResultDownloaded;
import io.github.predictionone.training.StatusEvent;
import io.github.predictionone.training.TrainingFailed;
import io.github.predictionone.training.TrainingFailedException;
import io.github.predictionone.training.TrainingId;
import io.github.predictionone.training.TrainingState;
import io.github.predictionone.training.TrainingStatus;
import java.time.Instant;
import java.util.Optional;
import java.util.OptionalLong;
import reactor.core.publisher.Mono;

/** What trainings have for results. */
record TrainingResults(Trainings trainings) implements ResultSource<TrainingId, StatusEvent, ResultDownloaded> {

    @Override
    public String noun() {
        return "training";
    }

    @Override
    public Mono<Where> ask(TrainingId id) {
        return trainings.statusAnswer(id).map(TrainingResults::where);
    }

    private static Where where(StatusAnswer answer) {
        TrainingStatus status = answer.status();
        // Of one that has not finished, nobody wants to know where its result is.
        Optional<PresignedUrl> archive = status.state() == TrainingState.FINISHED ? answer.archive() : Optional.empty();
        return new Where(
                status.state(),
                status.word(),
                status.eventId(),
                archive,
                message -> new TrainingFailedException(message, status));
    }

    @Override
    public StatusEvent progressed(TrainingId id, String eventId, Instant at, long received, OptionalLong total) {
        return new DownloadProgressed(id, eventId, at, received, total);
    }

    @Override
    public ResultDownloaded downloaded(TrainingId id, String eventId, Instant at, DownloadedFile file) {
        return new ResultDownloaded(id, eventId, at, file.file(), file.size(), file.sha256());
    }

    @Override
    public boolean isFailure(StatusEvent event) {
        return event instanceof TrainingFailed;
    }

    @Override
    public Class<TrainingFailedException> failure() {
        return TrainingFailedException.class;
    }
}
