package io.github.predictionone.reactor.internal;

import io.github.predictionone.EventIds;
import io.github.predictionone.PredictionOneException;
import io.github.predictionone.Retryability;
import io.github.predictionone.TrainingNotFinishedException;
import io.github.predictionone.TransferException;
import io.github.predictionone.WatchStatus;
import io.github.predictionone.internal.wire.PresignedUrl;
import io.github.predictionone.policy.RetryPolicy;
import io.github.predictionone.reactor.ResultContent;
import io.github.predictionone.reactor.WatchOptions;
import io.github.predictionone.reactor.internal.download.Downloads;
import io.github.predictionone.reactor.internal.support.ActiveCalls;
import io.github.predictionone.reactor.internal.support.SafeConcat;
import io.github.predictionone.reactor.internal.support.Time;
import io.github.predictionone.reactor.internal.watch.WatchLog;
import io.github.predictionone.training.TrainingState;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.DoubleSupplier;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.BaseSubscriber;
import reactor.core.publisher.Flux;
import reactor.core.publisher.FluxSink;
import reactor.core.publisher.Mono;

/** The result archives of finished trainings or retrainings. */
final class Results<I, S extends WatchStatus, E, D extends E> {

    private final ResultSource<I, S, E, D> source;
    private final Downloads downloads;
    private final ActiveCalls calls;
    private final RetryPolicy retry;
    private final Time time;
    private final DoubleSupplier random;

    Results(
            ResultSource<I, S, E, D> source,
            Downloads downloads,
            ActiveCalls calls,
            RetryPolicy retry,
            Time time,
            DoubleSupplier random) {
        this.source = source;
        this.downloads = downloads;
        this.calls = calls;
        this.retry = retry;
        this.time = time;
        this.random = random;
    }

    Flux<ByteBuffer> stream(I id) {
        Supplier<String> doing = doingTo(id);
        return calls.untilClosed(doing, Flux.defer(() -> downloads.stream(doing.get(), new Place(id).url())));
    }

    Mono<ResultContent> content(I id) {
        Supplier<String> doing = doingTo(id);
        UnaryOperator<Flux<ByteBuffer>> guard = bytes -> calls.untilClosed(doing, bytes);
        return calls.untilClosed(doing, Mono.defer(() -> downloads.content(doing.get(), new Place(id).url(), guard)));
    }

    Mono<D> download(I id, Path target) {
        Objects.requireNonNull(target, "target");
        return calls.untilClosed(
                doingTo(id), Mono.defer(() -> download(new Place(id), target, false, (received, total) -> {})));
    }

    private Supplier<String> doingTo(I id) {
        Objects.requireNonNull(id, "id");
        return () -> doing(id);
    }

    private Mono<D> download(Place place, Path target, boolean replaceExisting, Downloads.ProgressListener progress) {
        return downloads
                .toFile(doing(place.id), place.url(), target, replaceExisting, progress)
                .map(file -> source.downloaded(place.finished(), time.now(), file));
    }

    /** Returns a watch that continues with the download when the training has finished. */
    Flux<E> downloadAfter(Flux<E> events, I id, Path target, WatchOptions options) {
        if (options.lastEventId().filter(EventIds::isDownload).isPresent()) {
            return events;
        }
        return Flux.defer(() -> {
            AtomicReference<E> last = new AtomicReference<>();
            Flux<E> watched = events.doOnNext(last::set)
                    .delaySubscription(Downloads.requireFree(doing(id), target, options.replaceExisting()));
            return SafeConcat.of(
                    watched,
                    Flux.defer(() -> isFailure(last.get())
                            ? Flux.empty()
                            : downloadUnlessFailed(id, target, options.replaceExisting())));
        });
    }

    /**
     * If an earlier watch has already emitted the last event, this one does not know yet whether the training has
     * failed. In that case, the stream completes without a download.
     */
    private Flux<E> downloadUnlessFailed(I id, Path target, boolean replaceExisting) {
        Place place = new Place(id);
        Flux<E> download = Flux.create(
                sink -> {
                    LastEvent<E> last = new LastEvent<>(sink);
                    // Registered first, because a cancellation must reach a download that is still being subscribed to.
                    sink.onDispose(last);
                    download(
                                    place,
                                    target,
                                    replaceExisting,
                                    (received, total) ->
                                            sink.next(source.progressed(place.finished(), time.now(), received, total)))
                            .contextWrite(sink.contextView())
                            .subscribe(last);
                },
                // Without demand, each progress event replaces the one before; the last event is always kept.
                FluxSink.OverflowStrategy.LATEST);
        return download.publishOn(time.delivery(), 1)
                .onErrorComplete(failure -> place.hasFailed())
                .doOnError(failure -> WatchLog.ended(name(id), failure, 1));
    }

    /** Passes the terminal signals and the last event of a download to the sink. */
    private static final class LastEvent<E> extends BaseSubscriber<E> {

        private final FluxSink<E> sink;

        LastEvent(FluxSink<E> sink) {
            this.sink = sink;
        }

        @Override
        protected void hookOnNext(E whole) {
            sink.next(whole);
        }

        @Override
        protected void hookOnComplete() {
            sink.complete();
        }

        @Override
        protected void hookOnError(Throwable failure) {
            sink.error(failure);
        }
    }

    private boolean isFailure(@Nullable E last) {
        return last != null && source.isFailure(last);
    }

    /** Returns a name for messages. */
    String name(I id) {
        return source.noun() + " " + id;
    }

    private String doing(I id) {
        return "download of the result of " + id;
    }

    /** The source of one download's URLs: requests the status again whenever a URL is needed. */
    private final class Place {

        private final I id;
        private volatile @Nullable S finished;
        private volatile boolean failed;

        Place(I id) {
            this.id = id;
        }

        /** Returns the status that was received with the URL. */
        S finished() {
            return Objects.requireNonNull(finished);
        }

        boolean hasFailed() {
            return failed;
        }

        Mono<PresignedUrl> url() {
            return ask(1);
        }

        private Mono<PresignedUrl> ask(int attempt) {
            return source.ask(id).flatMap(answer -> {
                requireFinished(answer.status());
                finished = answer.status();
                return Mono.justOrEmpty(answer.archive()).switchIfEmpty(Mono.defer(() -> askAgain(attempt)));
            });
        }

        /** Requests the status again, because the URL is an optional field and may appear later. */
        private Mono<PresignedUrl> askAgain(int attempt) {
            if (attempt >= retry.maxAttempts()) {
                return Mono.error(new TransferException(
                        doing(id) + ": the " + source.noun() + " has finished, but the service returned no result URL"
                                + " (requests: " + attempt + ")",
                        null,
                        Retryability.LATER));
            }
            return time.delay(retry.backoff(attempt, random.getAsDouble())).then(Mono.defer(() -> ask(attempt + 1)));
        }

        private void requireFinished(S status) {
            TrainingState state = source.state(status);
            if (state == TrainingState.FINISHED) {
                return;
            }
            failed = state == TrainingState.FAILED;
            String message = doing(id) + ": the " + source.noun() + " "
                    + (failed ? "has failed" : "has not finished") + "; status: "
                    + status.word();
            PredictionOneException cause =
                    failed ? source.failed(message, status) : new TrainingNotFinishedException(message);
            throw new TransferException(message, cause, cause.retryability());
        }
    }
}
