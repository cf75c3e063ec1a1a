package io.github.predictionone.reactor.internal.download;

import io.github.predictionone.internal.wire.PresignedUrl;
import io.github.predictionone.policy.RetryPolicy;
import io.github.predictionone.reactor.Instrumentation.Direction;
import io.github.predictionone.reactor.Instrumentation.Transfer;
import io.github.predictionone.reactor.ResultContent;
import io.github.predictionone.reactor.internal.part.PartFile;
import io.github.predictionone.reactor.internal.part.SizeLimits;
import io.github.predictionone.reactor.internal.part.Target;
import io.github.predictionone.reactor.internal.storage.Attempts;
import io.github.predictionone.reactor.internal.storage.ProgressIncrements;
import io.github.predictionone.reactor.internal.storage.Storage;
import io.github.predictionone.reactor.internal.storage.StoredObject;
import io.github.predictionone.reactor.internal.storage.TransferObserver;
import io.github.predictionone.reactor.internal.support.FileWork;
import io.github.predictionone.reactor.internal.support.Time;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.OptionalLong;
import java.util.function.Consumer;
import java.util.function.DoubleSupplier;
import java.util.function.UnaryOperator;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** Downloads archives from presigned URLs, and resumes interrupted downloads. */
public final class Downloads {

    private final Storage storage;
    private final RetryPolicy retry;
    private final Time time;
    private final DoubleSupplier random;
    private final DownloadSettings settings;
    private final Consumer<Path> verify;
    private final TransferObserver observer;

    /** {@code verify} throws a {@code TransferException} for a file that is not a complete zip archive. */
    public Downloads(
            Storage storage,
            RetryPolicy retry,
            Time time,
            DoubleSupplier random,
            DownloadSettings settings,
            Consumer<Path> verify,
            TransferObserver observer) {
        this.storage = storage;
        this.retry = retry;
        this.time = time;
        this.random = random;
        this.settings = settings;
        this.verify = verify;
        this.observer = observer;
    }

    /** A complete file under its final name. */
    public record DownloadedFile(Path file, long size, String sha256) {}

    /** Receives progress on the writing thread, at most ten times a second, and at the end. */
    @FunctionalInterface
    public interface ProgressListener {
        void progressed(long bytesReceived, OptionalLong totalBytes);
    }

    /** Returns the archive as a stream with backpressure. Subscribes to {@code freshUrl} whenever it needs a URL. */
    public Flux<ByteBuffer> stream(String doing, Mono<PresignedUrl> freshUrl) {
        return observer.observe(Flux.defer(() -> new StreamDownload(
                        StoredObject.forDownload(doing, storage, freshUrl),
                        attempts(doing),
                        limits(doing),
                        answer -> {})
                .buffers()));
    }

    /** Returns the properties of the archive, and access to its bytes. {@code guard} wraps each stream of them. */
    public Mono<ResultContent> content(
            String doing, Mono<PresignedUrl> freshUrl, UnaryOperator<Flux<ByteBuffer>> guard) {
        UnaryOperator<Flux<ByteBuffer>> observed = bytes -> guard.apply(observer.observe(bytes));
        return Mono.defer(() -> {
            StoredObject object = StoredObject.forReaders(doing, storage, freshUrl);
            return new HeadRequest(object, attempts(doing), limits(doing))
                    .get()
                    .map(head ->
                            new StorageResultContent(object, () -> attempts(doing), limits(doing), observed, head));
        });
    }

    /** Downloads the archive to a file, which gets its final name only when it is complete. */
    public Mono<DownloadedFile> toFile(
            String doing,
            Mono<PresignedUrl> freshUrl,
            Path target,
            boolean replaceExisting,
            ProgressListener progress) {
        return observer.observe(
                Direction.DOWNLOAD,
                transfer -> requireFree(doing, target, replaceExisting)
                        .then(storage.limiter()
                                .limit(
                                        doing,
                                        new Target(limits(doing), target, replaceExisting)
                                                .with(part ->
                                                        whole(doing, freshUrl, target, part, progress, transfer)))));
    }

    private Mono<DownloadedFile> whole(
            String doing,
            Mono<PresignedUrl> freshUrl,
            Path target,
            PartFile part,
            ProgressListener progress,
            Transfer transfer) {
        ProgressIncrements increments = new ProgressIncrements(transfer, part.bytes());
        ProgressListener both = (received, total) -> {
            increments.reached(received);
            progress.progressed(received, total);
        };
        return new FileDownload(
                        StoredObject.forDownload(doing, storage, freshUrl),
                        attempts(doing),
                        time,
                        settings,
                        verify,
                        part,
                        new ProgressReporter(part, time, both))
                .whole(target)
                // Counts the bytes since the last report. Not on cancellation, which would have to wait for a write in
                // progress to release the lock of the partial file.
                .doOnError(failure -> increments.reached(part.bytes()));
    }

    /**
     * Fails if the target exists and must not be replaced. Called before a long wait, so that this failure comes early.
     */
    public static Mono<Void> requireFree(String doing, Path target, boolean replaceExisting) {
        return FileWork.<Void>mono(() -> {
                    new Target(new SizeLimits(doing, Long.MAX_VALUE), target, replaceExisting).requireFree();
                    return null;
                })
                .onErrorMap(failure -> Attempts.localFailure(doing, failure));
    }

    private SizeLimits limits(String doing) {
        return new SizeLimits(doing, settings.maxSize());
    }

    private Attempts attempts(String doing) {
        return new Attempts(doing, retry, time, random);
    }
}
