package io.github.predictionone.reactor.internal.download;

import io.github.predictionone.TransferException;
import io.github.predictionone.reactor.internal.download.Downloads.DownloadedFile;
import io.github.predictionone.reactor.internal.part.BodyWriter;
import io.github.predictionone.reactor.internal.part.PartFile;
import io.github.predictionone.reactor.internal.storage.Attempts;
import io.github.predictionone.reactor.internal.storage.StorageAnswer;
import io.github.predictionone.reactor.internal.storage.StoredObject;
import io.github.predictionone.reactor.internal.storage.TransferMemory;
import io.github.predictionone.reactor.internal.storage.Validator;
import io.github.predictionone.reactor.internal.support.FileWork;
import io.github.predictionone.reactor.internal.support.SafeTakeUntil;
import io.github.predictionone.reactor.internal.support.Time;
import io.netty.buffer.ByteBuf;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.Callable;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** One download to a file. Its attempts write to the partial file until that can be published. */
final class FileDownload {

    // Short, since a download that waits for a second connection holds its first one meanwhile.
    private static final Duration PROBE_TIMEOUT = Duration.ofSeconds(3);

    private final StoredObject object;
    private final Attempts attempts;
    private final Time time;
    private final DownloadSettings settings;
    private final Consumer<Path> verify;
    private final PartFile part;
    private final BodyWriter writer;
    private final ProgressReporter progress;
    private volatile boolean ranges = true;

    FileDownload(
            StoredObject object,
            Attempts attempts,
            Time time,
            DownloadSettings settings,
            Consumer<Path> verify,
            PartFile part,
            ProgressReporter progress) {
        this.object = object;
        this.attempts = attempts;
        this.time = time;
        this.settings = settings;
        this.verify = verify;
        this.part = part;
        this.writer = new BodyWriter(part, TransferMemory.OF_THE_JVM);
        this.progress = progress;
    }

    Mono<DownloadedFile> whole(Path target) {
        attempts.reached(part.bytes());
        return Mono.defer(this::attempt)
                .retryWhen(attempts.spec())
                .map(sha256 -> new DownloadedFile(target, part.bytes(), sha256));
    }

    private Mono<String> attempt() {
        Validator validator = part.validator();
        // If the partial file is complete, request its last byte again, to check that the object has not changed.
        boolean complete = validator != null && part.prefixLength() == validator.total();
        if (validator != null && !complete && (part.hasGaps() || usesRanges(validator))) {
            progress.expect(validator.total());
            return ranged(validator, null).then(fromDisk(this::publish)).onErrorResume(this::prepareForNext);
        }
        long from = validator == null ? 0 : part.prefixLength() - (complete && part.prefixLength() > 0 ? 1 : 0);
        return object.<String>get(
                        RangeHeaders.from(from, validator), (answer, body) -> receive(answer, body, from, complete))
                .next()
                .onErrorResume(this::prepareForNext);
    }

    private Mono<String> receive(StorageAnswer answer, Flux<ByteBuf> body, long from, boolean complete) {
        ResponseChecks.requirePlain(object.doing(), answer);
        progress.expect(answer.total());
        boolean goesOn = from > 0 && ResponseChecks.continues(answer, from, part.validator());
        if (answer.partial() && !goesOn) {
            return onDisk(part::reset).then(Mono.error(ResponseChecks.mismatch(object.doing())));
        }
        Mono<Void> written;
        if (!goesOn) {
            written = onDisk(() -> part.restart(answer)).then(Mono.defer(() -> started(body)));
        } else {
            written = complete ? body.then() : sequential(body, from);
        }
        return written.then(fromDisk(this::publish));
    }

    /** Continues a body that has begun at byte 0: by several connections if it is long and the storage has ranges. */
    private Mono<Void> started(Flux<ByteBuf> body) {
        Validator validator = part.validator();
        if (validator == null || !usesRanges(validator)) {
            return sequential(body, 0);
        }
        return hasRanges(validator).flatMap(supported -> {
            ranges = supported;
            return supported ? ranged(validator, body) : sequential(body, 0);
        });
    }

    private boolean usesRanges(Validator validator) {
        return ranges && settings.parallel(validator);
    }

    /**
     * Requests the last byte, to find out whether the storage supports byte ranges. A failure counts as no: if there is
     * no connection for this request, there is none for a second piece.
     */
    private Mono<Boolean> hasRanges(Validator validator) {
        long last = validator.total() - 1;
        Flux<Boolean> answered = object.probe(
                RangeHeaders.from(last, validator),
                (answer, body) -> ResponseChecks.continues(answer, last, validator)
                        ? body.then(Mono.just(true))
                        : Mono.just(false));
        return SafeTakeUntil.other(answered.next(), time.delay(PROBE_TIMEOUT))
                .onErrorReturn(false)
                .defaultIfEmpty(false);
    }

    private Mono<Void> ranged(Validator validator, @Nullable Flux<ByteBuf> started) {
        RangedDownload download = new RangedDownload(
                object, attempts, part, writer, progress::progressed, validator, settings.connections());
        return fromDisk(() -> part.missing(settings.pieceSize()))
                .flatMap(pieces -> download.get(pieces, started))
                .onErrorResume(failure -> {
                    if (!download.isWorthless()) {
                        return Mono.error(failure);
                    }
                    // A single connection can download the object whatever it is now.
                    ranges = false;
                    return onDisk(part::reset).then(Mono.error(failure));
                });
    }

    private Mono<Void> sequential(Flux<ByteBuf> body, long from) {
        long total = progress.total();
        return writer.write(body, from, total < 0 ? Long.MAX_VALUE : total - from, offset -> {
            attempts.reached(offset);
            progress.progressed();
        });
    }

    private String publish() throws IOException {
        ResponseChecks.requireLength(object.doing(), part.prefixLength(), progress.total());
        progress.ended();
        return part.publish(verify);
    }

    /** Discards the partial file if the object has changed or is not an archive: the next attempt starts at byte 0. */
    private Mono<String> prepareForNext(Throwable failure) {
        boolean worthless =
                !attempts.isEnded() && (failure instanceof TransferException || Attempts.requiresRestart(failure));
        return (worthless ? onDisk(part::reset) : Mono.<Void>empty()).then(Mono.error(failure));
    }

    private interface DiskWork {
        void run() throws IOException;
    }

    private Mono<Void> onDisk(DiskWork work) {
        return fromDisk(() -> {
                    work.run();
                    return true;
                })
                .then();
    }

    private <T> Mono<T> fromDisk(Callable<T> work) {
        // Wrapped, because a plain IOException would be taken for a failure of the network.
        return FileWork.<T>mono(work).onErrorMap(IOException.class, UncheckedIOException::new);
    }
}
