package io.github.predictionone.reactor.internal.transfer;

import io.github.predictionone.Retryability;
import io.github.predictionone.TransferException;
import io.github.predictionone.TransportException;
import io.github.predictionone.reactor.internal.Time;
import io.github.predictionone.reactor.internal.transfer.Downloads.DownloadedFile;
import io.github.predictionone.reactor.internal.transfer.Downloads.ProgressListener;
import io.netty.buffer.ByteBuf;
import io.netty.util.ReferenceCountUtil;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.OptionalLong;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;
import java.util.function.Predicate;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Scheduler;
import reactor.core.scheduler.Schedulers;

/** One download to a file: attempt after attempt into the part, until that can be published. */
final class FileDownload {

    // What is read and written at once: large enough that neither the disk nor the sums are asked too often.
    private static final int BATCH = 1 << 18;
    private static final int BATCHES_AHEAD = 2;
    private static final long PROGRESS_MILLIS = 100;

    private final String doing;
    private final Storage storage;
    private final ResultUrl url;
    private final Attempts attempts;
    private final Time time;
    private final Consumer<Path> verify;
    private final ProgressListener progress;
    private final PartFile part;
    private final Scheduler disk = Schedulers.boundedElastic();
    private long total = -1;
    private long lastProgress;

    FileDownload(
            String doing,
            Storage storage,
            ResultUrl url,
            Attempts attempts,
            Time time,
            Consumer<Path> verify,
            ProgressListener progress,
            PartFile part) {
        this.doing = doing;
        this.storage = storage;
        this.url = url;
        this.attempts = attempts;
        this.time = time;
        this.verify = verify;
        this.progress = progress;
        this.part = part;
    }

    Mono<DownloadedFile> whole(Path target) {
        attempts.reached(part.length());
        return Mono.defer(this::attempt)
                .onErrorResume(this::prepareForNext)
                .retryWhen(attempts.spec())
                .map(sha256 -> new DownloadedFile(target, part.length(), sha256));
    }

    private Mono<String> attempt() {
        Validator validator = part.validator();
        // Of a part that is complete, the last byte once more: is it still the same object?
        boolean complete = validator != null && part.length() == validator.total();
        long from = validator == null ? 0 : part.length() - (complete && part.length() > 0 ? 1 : 0);
        return url.get()
                .flatMap(link -> storage.<String>get(
                                doing,
                                link,
                                Conditions.from(from, validator),
                                (answer, body) -> take(answer, body, from, complete))
                        .next());
    }

    private Mono<String> take(StorageAnswer answer, Flux<ByteBuf> body, long from, boolean complete) {
        Conditions.requirePlain(doing, answer);
        total = answer.total();
        boolean goesOn = from > 0 && Conditions.continues(answer, from, part.validator());
        if (answer.partial() && !goesOn) {
            return Mono.error(new TransportException(
                    doing + ": the storage answers with another range, or another object", null, Retryability.LATER));
        }
        Mono<Void> begun = goesOn ? Mono.empty() : onDisk(() -> part.restart(answer));
        Mono<Void> written =
                goesOn && complete ? body.then() : begun.thenMany(write(body)).then();
        return written.then(Mono.fromCallable(this::publish).subscribeOn(disk));
    }

    private Flux<Long> write(Flux<ByteBuf> body) {
        AtomicReference<Throwable> broken = new AtomicReference<>();
        return body.map(ByteBuf::retain)
                // What came before a connection broke is written all the same.
                .onErrorResume(failure -> {
                    broken.set(failure);
                    return Flux.empty();
                })
                .bufferUntil(new Batch())
                .publishOn(disk, BATCHES_AHEAD)
                .map(this::append)
                .doOnDiscard(List.class, FileDownload::release)
                .doOnDiscard(ByteBuf.class, ReferenceCountUtil::release)
                .concatWith(Mono.defer(() -> broken.get() == null ? Mono.empty() : Mono.error(broken.get())));
    }

    private static void release(List<?> buffers) {
        buffers.forEach(ReferenceCountUtil::release);
    }

    /** Says when enough has been gathered. */
    private static final class Batch implements Predicate<ByteBuf> {

        private int bytes;

        @Override
        public boolean test(ByteBuf buffer) {
            bytes += buffer.readableBytes();
            boolean full = bytes >= BATCH;
            if (full) {
                bytes = 0;
            }
            return full;
        }
    }

    private long append(List<ByteBuf> buffers) {
        try {
            part.write(buffers.stream()
                    .flatMap(buffer -> Arrays.stream(buffer.nioBuffers()))
                    .toArray(ByteBuffer[]::new));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } finally {
            buffers.forEach(ByteBuf::release);
        }
        attempts.reached(part.length());
        long now = time.millis();
        if (now - lastProgress >= PROGRESS_MILLIS) {
            lastProgress = now;
            report();
        }
        return part.length();
    }

    private void report() {
        progress.progressed(part.length(), total < 0 ? OptionalLong.empty() : OptionalLong.of(total));
    }

    private String publish() throws IOException {
        Conditions.requireLength(doing, part.length(), total);
        report();
        return part.publish(verify);
    }

    /** An object that has changed is had from byte 0; what is no archive is kept from nobody's next attempt. */
    private Mono<String> prepareForNext(Throwable failure) {
        url.failed(failure);
        boolean worthless = failure instanceof TransferException
                || Attempts.startsOver(failure)
                || (failure instanceof TransportException wrong && wrong.retryability() == Retryability.LATER);
        return (worthless ? onDisk(part::reset) : Mono.<Void>empty()).then(Mono.error(failure));
    }

    private interface DiskWork {
        void run() throws IOException;
    }

    private Mono<Void> onDisk(DiskWork work) {
        return Mono.<Void>fromCallable(() -> {
                    work.run();
                    return null;
                })
                .subscribeOn(disk);
    }
}
