package io.github.predictionone.reactor.internal.transfer;

import io.github.predictionone.Retryability;
import io.github.predictionone.TransferException;
import io.github.predictionone.TransportException;
import io.github.predictionone.reactor.internal.Time;
import io.github.predictionone.reactor.internal.transfer.Downloads.DownloadedFile;
import io.github.predictionone.reactor.internal.transfer.Downloads.ProgressListener;
import io.netty.buffer.ByteBuf;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.OptionalLong;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Scheduler;
import reactor.core.scheduler.Schedulers;

/** One download to a file: attempt after attempt into the part, until that can be published. */
final class FileDownload {

    private static final int BATCHES_AHEAD = 8;
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
                        .next()
                        .onErrorResume(this::prepareForNext));
    }

    private Mono<String> take(StorageAnswer answer, Flux<ByteBuf> body, long from, boolean complete) {
        Conditions.requirePlain(doing, answer);
        total = answer.total();
        boolean goesOn = from > 0 && Conditions.continues(answer, from, part.validator());
        if (answer.partial() && !goesOn) {
            return onDisk(part::reset)
                    .then(Mono.error(new TransportException(
                            doing + ": the storage answers with another range, or another object",
                            null,
                            Retryability.IF_IDEMPOTENT)));
        }
        Mono<Void> begun = goesOn ? Mono.empty() : onDisk(() -> part.restart(answer));
        Mono<Void> written =
                goesOn && complete ? body.then() : begun.thenMany(write(body)).then();
        return written.then(Mono.fromCallable(this::publish).subscribeOn(disk));
    }

    private Flux<Long> write(Flux<ByteBuf> body) {
        AtomicReference<Throwable> broken = new AtomicReference<>();
        Batches batches = new Batches();
        return body.handle(batches::add)
                // What came before a connection broke is written all the same.
                .onErrorResume(failure -> {
                    broken.set(failure);
                    return Flux.empty();
                })
                .concatWith(Mono.defer(batches::rest))
                .publishOn(disk, BATCHES_AHEAD)
                .map(batch -> append(batch, batches))
                .concatWith(Mono.defer(() -> broken.get() == null ? Mono.empty() : Mono.error(broken.get())));
    }

    private long append(ByteBuffer batch, Batches batches) {
        try {
            part.write(batch);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        batches.recycle(batch);
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
        boolean worthless = failure instanceof TransferException || Attempts.startsOver(failure);
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
