package io.github.predictionone.reactor.internal;

import io.github.predictionone.internal.wire.PresignedUrl;
import io.github.predictionone.internal.wire.RetrainRequests;
import io.github.predictionone.internal.wire.RetrainStatusAnswer;
import io.github.predictionone.reactor.internal.download.Downloads.DownloadedFile;
import io.github.predictionone.reactor.internal.exchange.Exchange;
import io.github.predictionone.retraining.RetrainEvent;
import io.github.predictionone.retraining.RetrainEvent.DownloadProgressed;
import io.github.predictionone.retraining.RetrainEvent.ResultDownloaded;
import io.github.predictionone.retraining.RetrainEvent.RetrainingFailed;
import io.github.predictionone.retraining.RetrainJobId;
import io.github.predictionone.retraining.RetrainStatus;
import io.github.predictionone.retraining.RetrainingFailedException;
import io.github.predictionone.retraining.RetrainingState;
import io.github.predictionone.training.StatusClassifier;
import io.github.predictionone.training.TrainingState;
import java.time.Instant;
import java.util.Optional;
import java.util.OptionalLong;
import reactor.core.publisher.Mono;

/** What retrainings have for results. */
record RetrainResults(Exchange exchange, StatusClassifier classifier)
        implements ResultSource<RetrainJobId, RetrainEvent, ResultDownloaded> {

    @Override
    public String noun() {
        return "retraining";
    }

    @Override
    public Mono<Where> ask(RetrainJobId id) {
        return exchange.send(RetrainRequests.status(id, classifier)).map(answer -> where(answer.value()));
    }

    private static Where where(RetrainStatusAnswer answer) {
        RetrainStatus status = answer.status();
        Optional<PresignedUrl> archive =
                status.state() == RetrainingState.FINISHED ? answer.archive() : Optional.empty();
        return new Where(
                TrainingState.valueOf(status.state().name()),
                status.word(),
                status.eventId(),
                archive,
                message -> new RetrainingFailedException(message, status));
    }

    @Override
    public RetrainEvent progressed(RetrainJobId id, String eventId, Instant at, long received, OptionalLong total) {
        return new DownloadProgressed(id, eventId, at, received, total);
    }

    @Override
    public ResultDownloaded downloaded(RetrainJobId id, String eventId, Instant at, DownloadedFile file) {
        return new ResultDownloaded(id, eventId, at, file.file(), file.size(), file.sha256());
    }

    @Override
    public boolean isFailure(RetrainEvent event) {
        return event instanceof RetrainingFailed;
    }

    @Override
    public Class<RetrainingFailedException> failure() {
        return RetrainingFailedException.class;
    }
}
