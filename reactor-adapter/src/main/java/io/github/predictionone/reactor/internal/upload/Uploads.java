package io.github.predictionone.reactor.internal.upload;

import io.github.predictionone.ClientClosedException;
import io.github.predictionone.PredictionOneException;
import io.github.predictionone.Retryability;
import io.github.predictionone.TransferException;
import io.github.predictionone.TransportException;
import io.github.predictionone.internal.wire.PresignedUrl;
import io.github.predictionone.policy.RetryPolicy;
import io.github.predictionone.policy.RetryVerdict;
import io.github.predictionone.reactor.Instrumentation.Direction;
import io.github.predictionone.reactor.Instrumentation.Transfer;
import io.github.predictionone.reactor.internal.storage.Attempts;
import io.github.predictionone.reactor.internal.storage.ProgressIncrements;
import io.github.predictionone.reactor.internal.storage.Storage;
import io.github.predictionone.reactor.internal.storage.TransferObserver;
import io.github.predictionone.reactor.internal.storage.TransferResource;
import io.github.predictionone.reactor.internal.support.FileWork;
import io.github.predictionone.reactor.internal.support.Time;
import io.github.predictionone.reactor.internal.support.TransportFailures;
import io.github.predictionone.reactor.internal.upload.Content.Opened;
import io.github.predictionone.training.UploadProgress;
import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Map;
import java.util.function.Consumer;
import java.util.function.DoubleSupplier;
import java.util.function.LongConsumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.util.retry.Retry;
import reactor.util.retry.Retry.RetrySignal;

/** Uploads to presigned URLs: one PUT per file, with its exact length. */
public final class Uploads {

    /** The listener of an upload whose progress is not reported. */
    public static final Consumer<UploadProgress> NO_LISTENER = progress -> {};

    private static final Logger LOG = LoggerFactory.getLogger("io.github.predictionone.reactor.transfers");

    private final Storage storage;
    private final RetryPolicy retry;
    private final Time time;
    private final DoubleSupplier random;
    private final TransferObserver observer;

    public Uploads(Storage storage, RetryPolicy retry, Time time, DoubleSupplier random, TransferObserver observer) {
        this.observer = observer;
        this.storage = storage;
        this.retry = retry;
        this.time = time;
        this.random = random;
    }

    /** Fails if the file can't be uploaded: it is missing, not readable, empty, or not a regular file. */
    public Mono<Void> check(Path file) {
        return lengthAtFirst("upload of " + file.getFileName(), file).then();
    }

    private static Mono<Long> lengthAtFirst(String doing, Path file) {
        return length(doing, file)
                .flatMap(length -> length > 0
                        ? Mono.just(length)
                        : Mono.error(Attempts.diskFailure(doing, new IOException(file + " is empty"))));
    }

    static Mono<Long> length(String doing, Path file) {
        return FileWork.mono(() -> {
                    if (!Files.exists(file)) {
                        throw new NoSuchFileException(file.toString());
                    }
                    if (!Files.isRegularFile(file)) {
                        throw new IOException(file + " is not a regular file");
                    }
                    if (!Files.isReadable(file)) {
                        throw new AccessDeniedException(file.toString());
                    }
                    return Files.size(file);
                })
                .onErrorMap(failure -> Attempts.localFailure(doing, failure));
    }

    /** Returns the content of a file. Fails as {@link #check} does. */
    public Mono<UploadContent> file(String doing, Path file) {
        return lengthAtFirst(doing, file).map(length -> new FileContent(file, length));
    }

    /** Returns files in a zip archive, by their names in it. Fails if one of them could not be uploaded by itself. */
    public Mono<UploadContent> zip(String doing, Path main, Map<String, Path> files) {
        return Flux.fromIterable(files.values())
                .concatMap(file -> lengthAtFirst(doing, file))
                .then(ZipContent.of(main, files))
                .onErrorMap(failure -> Attempts.localFailure(doing, failure))
                .cast(UploadContent.class);
    }

    /**
     * Starts a whole upload when its turn has come. It requests its URLs only then, as they would expire in the wait.
     */
    public <T> Mono<T> limited(String doing, Mono<T> upload) {
        return storage.limiter().limit(doing, upload);
    }

    /** Sends a file, and reports progress a few times per second and at the end. */
    public Mono<Void> put(String doing, PresignedUrl url, Path file, Consumer<UploadProgress> progress) {
        return file(doing, file).flatMap(content -> put(doing, url, content, progress));
    }

    /** Sends a content that was checked before, and reports its progress in the same way. */
    public Mono<Void> put(String doing, PresignedUrl url, UploadContent content, Consumer<UploadProgress> progress) {
        if (progress == NO_LISTENER) {
            return send(doing, url, content, sent -> {});
        }
        return Mono.defer(() -> {
            ListenerNotifier<UploadProgress> notifier = new ListenerNotifier<>(progress, time);
            LongConsumer listener = sent -> notifier.post(new UploadProgress(content.file(), sent, content.length()));
            return send(doing, url, content, listener)
                    .doOnError(failure -> notifier.stop())
                    .then(notifier.end())
                    .doOnCancel(notifier::stop);
        });
    }

    /** Sends a few bytes. */
    public Mono<Void> put(String doing, PresignedUrl url, byte[] content) {
        return send(doing, url, new BytesContent(content), sent -> {});
    }

    private Mono<Void> send(String doing, PresignedUrl url, Content content, LongConsumer progress) {
        return observer.observe(
                Direction.UPLOAD,
                transfer -> repeated(doing, Mono.defer(() -> attempt(doing, url, content, progress, transfer))));
    }

    private Mono<Void> attempt(
            String doing, PresignedUrl url, Content content, LongConsumer progress, Transfer transfer) {
        return TransferResource.using(
                doing, content::open, opened -> attempt(doing, url, content, opened, progress, transfer));
    }

    private Mono<Void> attempt(
            String doing, PresignedUrl url, Content content, Opened opened, LongConsumer progress, Transfer transfer) {
        long length = content.length();
        Mono<Void> unchanged = content.unchanged(doing);
        UploadBody body = new UploadBody(opened, unchanged);
        ProgressIncrements increments = new ProgressIncrements(transfer, 0);
        LongConsumer both = sent -> {
            increments.reached(sent);
            progress.accept(sent);
        };
        UploadMonitor monitor = new UploadMonitor(body, storage.idleTimeout(), time, both);
        return Mono.firstWithSignal(storage.put(doing, url, length, body), monitor.stalled())
                // A file that has changed makes the failure final: another attempt would not help.
                .onErrorResume(failure -> unchanged.then(Mono.error(failure)))
                .then(Mono.defer(
                        () -> body.sent() == length ? unchanged : Mono.error(early(doing, body.sent(), length))))
                .doOnSuccess(done -> monitor.report(length))
                .doOnError(failure -> increments.reached(body.sent()))
                .doOnCancel(() -> increments.reached(body.sent()));
    }

    private static TransportException early(String doing, long sent, long length) {
        return new TransportException(
                doing + ": the storage accepted the upload when " + sent + " of " + length + " bytes had been sent",
                null,
                Retryability.IF_IDEMPOTENT);
    }

    /** Repeats an attempt. The attempts run one after another, so their number does not fill the stack. */
    private Mono<Void> repeated(String doing, Mono<Void> attempt) {
        // retryWhen cancels an attempt that has failed for good. The attempt must not see that.
        return attempt.onErrorResume(Mono::error)
                .retryWhen(Retry.from(signals -> signals.concatMap(signal -> next(doing, signal))));
    }

    private Mono<Long> next(String doing, RetrySignal signal) {
        PredictionOneException failure = TransportFailures.of(doing, signal.failure());
        int number = (int) signal.totalRetries() + 1;
        RetryVerdict verdict = retry.verdict(failure, number, true, random.getAsDouble());
        if (verdict instanceof RetryVerdict.Retry again) {
            LOG.atDebug()
                    .addKeyValue("attempt", number)
                    .addKeyValue("waitMillis", again.backoff().toMillis())
                    .addKeyValue("exception", failure.getClass().getSimpleName())
                    .log("{}; attempt {} failed, retrying", failure.getMessage(), number);
            return time.delay(again.backoff());
        }
        String reason = ((RetryVerdict.GiveUp) verdict).reason();
        return Mono.error(ended(failure, reason.isEmpty() ? "" : " (" + reason + ")"));
    }

    private static PredictionOneException ended(PredictionOneException failure, String more) {
        if (failure instanceof ClientClosedException) {
            return failure;
        }
        Throwable cause = failure instanceof TransferException transfer ? transfer.getCause() : failure;
        return new TransferException(failure.getMessage() + more, cause, failure.retryability());
    }
}
