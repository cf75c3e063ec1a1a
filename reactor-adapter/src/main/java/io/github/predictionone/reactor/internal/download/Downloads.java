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

/** Downloads of presigned archives, which go on where they broke off. */
public final class Downloads {

    private final Storage storage;
    private final RetryPolicy retry;
    private final Time time;
    private final DoubleSupplier random;
    private final DownloadSettings settings;
    private final Consumer<Path> verify;
    private final TransferObserver observer;

    /** {@code verify} throws a {@code TransferException} for a file that is no whole zip. */
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

    /** A file in its place. */
    public record DownloadedFile(Path file, long size, String sha256) {}

    /** Is told of progress by the thread that writes, ten times a second at most, and at the end. */
    @FunctionalInterface
    public interface ProgressListener {
        void progressed(long bytesReceived, OptionalLong totalBytes);
    }

    /** The archive as a stream under the subscriber's demand; {@code freshUrl} is asked whenever a URL is needed. */
    public Flux<ByteBuffer> stream(String doing, Mono<PresignedUrl> freshUrl) {
        return observer.observe(Flux.defer(() -> new StreamDownload(
                        StoredObject.forDownload(doing, storage, freshUrl),
                        attempts(doing),
                        limits(doing),
                        answer -> {})
                .buffers()));
    }

    /** What the archive is, and its bytes, each stream of them inside of a guard. */
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

    /** The archive in a file, which has its name only once it is whole. */
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
                // What came since the last time that progress was told of. Not when cancelled: the part may just be on
                // its way to the disk, which is nothing to wait for.
                .doOnError(failure -> increments.reached(part.bytes()));
    }

    /** Errs if there is a target that may not be replaced: better known before a long wait than after it. */
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
