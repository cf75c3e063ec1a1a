package io.github.predictionone.reactor.internal;

import io.github.predictionone.PredictionOneException;
import io.github.predictionone.internal.wire.RetrainingRequests;
import io.github.predictionone.internal.wire.StatusAnswer;
import io.github.predictionone.reactor.internal.download.Downloads.DownloadedFile;
import io.github.predictionone.reactor.internal.exchange.Answer;
import io.github.predictionone.reactor.internal.exchange.Exchange;
import io.github.predictionone.retraining.RetrainJobId;
import io.github.predictionone.retraining.RetrainingEvent;
import io.github.predictionone.retraining.RetrainingEvent.ResultDownloaded;
import io.github.predictionone.retraining.RetrainingEvent.RetrainingFailed;
import io.github.predictionone.retraining.RetrainingFailedException;
import io.github.predictionone.retraining.RetrainingStatus;
import io.github.predictionone.training.StatusClassifier;
import io.github.predictionone.training.TrainingState;
import java.time.Instant;
import java.util.OptionalLong;
import reactor.core.publisher.Mono;

/** The results of retrainings. */
record RetrainingResults(Exchange exchange, StatusClassifier classifier)
        implements ResultSource<RetrainJobId, RetrainingStatus, RetrainingEvent, ResultDownloaded> {

    @Override
    public String noun() {
        return "retraining";
    }

    @Override
    public Mono<StatusAnswer<RetrainingStatus>> ask(RetrainJobId id) {
        return exchange.send(RetrainingRequests.status(id, classifier)).map(Answer::value);
    }

    @Override
    public TrainingState state(RetrainingStatus status) {
        return status.state();
    }

    @Override
    public PredictionOneException failed(String message, RetrainingStatus status) {
        return new RetrainingFailedException(message, status);
    }

    @Override
    public RetrainingEvent progressed(RetrainingStatus status, Instant at, long received, OptionalLong total) {
        return RetrainingEvent.progressed(status, at, received, total);
    }

    @Override
    public ResultDownloaded downloaded(RetrainingStatus status, Instant at, DownloadedFile file) {
        return RetrainingEvent.downloaded(status, at, file.file(), file.size(), file.sha256());
    }

    @Override
    public boolean isFailure(RetrainingEvent event) {
        return event instanceof RetrainingFailed;
    }
}
