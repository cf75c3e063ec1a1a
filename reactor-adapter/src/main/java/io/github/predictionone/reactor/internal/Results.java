package io.github.predictionone.reactor.internal;

import io.github.predictionone.PredictionOneException;
import io.github.predictionone.Retryability;
import io.github.predictionone.TrainingFailedException;
import io.github.predictionone.TrainingNotFinishedException;
import io.github.predictionone.TransferException;
import io.github.predictionone.internal.PresignedUrl;
import io.github.predictionone.policy.RetryPolicy;
import io.github.predictionone.reactor.ResultContent;
import io.github.predictionone.reactor.WatchOptions;
import io.github.predictionone.reactor.internal.transfer.Downloads;
import io.github.predictionone.reactor.internal.watch.EventIds;
import io.github.predictionone.reactor.internal.watch.WatchLog;
import io.github.predictionone.training.DownloadProgressed;
import io.github.predictionone.training.ResultDownloaded;
import io.github.predictionone.training.StatusEvent;
import io.github.predictionone.training.TrainingFailed;
import io.github.predictionone.training.TrainingId;
import io.github.predictionone.training.TrainingState;
import io.github.predictionone.training.TrainingStatus;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.DoubleSupplier;
import java.util.function.UnaryOperator;
import reactor.core.publisher.Flux;
import reactor.core.publisher.FluxSink;
import reactor.core.publisher.Mono;

/** The result archives of finished trainings. */
final class Results {

    private final Trainings trainings;
    private final Downloads downloads;
    private final RetryPolicy retry;
    private final Time time;
    private final DoubleSupplier random;

    Results(Trainings trainings, Downloads downloads, RetryPolicy retry, Time time, DoubleSupplier random) {
        this.trainings = trainings;
        this.downloads = downloads;
        this.retry = retry;
        this.time = time;
        this.random = random;
    }

    Flux<ByteBuffer> stream(TrainingId id) {
        return Flux.defer(() -> downloads.stream(doing(id), new Source(id).url()));
    }

    Mono<ResultContent> content(TrainingId id, UnaryOperator<Flux<ByteBuffer>> guard) {
        return Mono.defer(() -> downloads.content(doing(id), new Source(id).url(), guard));
    }

    Mono<ResultDownloaded> download(TrainingId id, Path target) {
        return Mono.defer(() -> download(new Source(id), target, false, (received, total) -> {}));
    }

    private Mono<ResultDownloaded> download(
            Source source, Path target, boolean replaceExisting, Downloads.ProgressListener progress) {
        return downloads
                .toFile(doing(source.id), source.url(), target, replaceExisting, progress)
                .map(file -> new ResultDownloaded(
                        source.id,
                        EventIds.ofDownload(source.statusId()),
                        time.now(),
                        file.file(),
                        file.size(),
                        file.sha256()));
    }

    /** A watch that goes on with the download when the training has finished. */
    Flux<StatusEvent> downloadAfter(Flux<StatusEvent> events, TrainingId id, Path target, WatchOptions options) {
        if (options.lastEventId().filter(EventIds::isDownload).isPresent()) {
            return events;
        }
        return Flux.defer(() -> {
            AtomicReference<StatusEvent> last = new AtomicReference<>();
            return Downloads.requireFree(doing(id), target, options.replaceExisting())
                    .thenMany(events)
                    .doOnNext(last::set)
                    .concatWith(Flux.defer(() -> last.get() instanceof TrainingFailed
                            ? Flux.empty()
                            : downloadUnlessFailed(id, target, options.replaceExisting())));
        });
    }

    /** The end may have been seen by an earlier watch, and so not by this one: then it could be a failure. */
    private Flux<StatusEvent> downloadUnlessFailed(TrainingId id, Path target, boolean replaceExisting) {
        Flux<StatusEvent> download = Flux.create(
                sink -> {
                    Source source = new Source(id);
                    sink.onDispose(download(
                                    source,
                                    target,
                                    replaceExisting,
                                    (received, total) -> sink.next(new DownloadProgressed(
                                            id,
                                            EventIds.ofProgress(source.statusId(), received),
                                            time.now(),
                                            received,
                                            total)))
                            .subscribe(
                                    whole -> {
                                        sink.next(whole);
                                        sink.complete();
                                    },
                                    sink::error));
                },
                // Progress that nobody takes is outdated by the next; the last event stays.
                FluxSink.OverflowStrategy.LATEST);
        return download.onErrorResume(
                        failure -> failure.getCause() instanceof TrainingFailedException, failure -> Flux.empty())
                .doOnError(failure -> WatchLog.ended("training " + id, failure, 1));
    }

    private static String doing(TrainingId id) {
        return "download of the result of " + id;
    }

    /** Where one download finds its archive: asked anew whenever a URL is needed. */
    private final class Source {

        private final TrainingId id;
        private volatile String statusId = "";

        Source(TrainingId id) {
            this.id = id;
        }

        String statusId() {
            return statusId;
        }

        Mono<PresignedUrl> url() {
            return ask(1);
        }

        private Mono<PresignedUrl> ask(int attempt) {
            return trainings.statusAnswer(id).flatMap(answer -> {
                requireFinished(answer.status());
                statusId = answer.status().eventId();
                return Mono.justOrEmpty(answer.archive()).switchIfEmpty(Mono.defer(() -> askAgain(attempt)));
            });
        }

        /** The URL is an optional field: it may follow later. */
        private Mono<PresignedUrl> askAgain(int attempt) {
            if (attempt >= retry.maxAttempts()) {
                return Mono.error(new TransferException(
                        doing(id) + ": the training has finished, but the service names no result (asked " + attempt
                                + " times)",
                        null,
                        Retryability.LATER));
            }
            return time.delay(retry.backoff(attempt, random.getAsDouble())).then(Mono.defer(() -> ask(attempt + 1)));
        }

        private void requireFinished(TrainingStatus status) {
            if (status.state() == TrainingState.FINISHED) {
                return;
            }
            String message = doing(id) + ": the training "
                    + (status.state() == TrainingState.FAILED ? "has failed" : "has not finished") + "; status: "
                    + status.word();
            PredictionOneException cause = status.state() == TrainingState.FAILED
                    ? new TrainingFailedException(message)
                    : new TrainingNotFinishedException(message);
            throw new TransferException(message, cause, cause.retryability());
        }
    }
}
