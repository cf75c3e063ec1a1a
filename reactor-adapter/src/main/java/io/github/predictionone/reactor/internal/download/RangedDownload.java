package io.github.predictionone.reactor.internal.download;

import io.github.predictionone.Retryability;
import io.github.predictionone.TransferException;
import io.github.predictionone.TransportException;
import io.github.predictionone.reactor.internal.part.BodyWriter;
import io.github.predictionone.reactor.internal.part.ByteRange;
import io.github.predictionone.reactor.internal.part.PartFile;
import io.github.predictionone.reactor.internal.storage.Attempts;
import io.github.predictionone.reactor.internal.storage.StorageAnswer;
import io.github.predictionone.reactor.internal.storage.StoredObject;
import io.github.predictionone.reactor.internal.storage.Validator;
import io.github.predictionone.reactor.internal.support.SafeTakeUntil;
import io.netty.buffer.ByteBuf;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.core.publisher.Sinks;

/**
 * Downloads the missing bytes of an object in pieces, over several connections. An interrupted piece is resumed on its
 * own. Any other failure ends all pieces, each after it has written the bytes already received.
 */
final class RangedDownload {

    private final StoredObject object;
    private final Attempts attempts;
    private final PartFile part;
    private final BodyWriter writer;
    private final Runnable progressed;
    private final Validator validator;
    private final int connections;
    // Not a cancellation, which would interrupt a thread that is writing, and so close the file.
    private final Sinks.Empty<Void> stop = Sinks.empty();
    private final AtomicReference<Failure> failure = new AtomicReference<>();

    /** Why the download ends, and whether the bytes already written are useless. */
    private record Failure(Throwable reason, boolean worthless) {}

    RangedDownload(
            StoredObject object,
            Attempts attempts,
            PartFile part,
            BodyWriter writer,
            Runnable progressed,
            Validator validator,
            int connections) {
        this.object = object;
        this.attempts = attempts;
        this.part = part;
        this.writer = writer;
        this.progressed = progressed;
        this.validator = validator;
        this.connections = connections;
    }

    /**
     * Downloads pieces. {@code started} is null or a body that begins with the first piece and may extend beyond it.
     */
    Mono<Void> get(List<ByteRange> pieces, @Nullable Flux<ByteBuf> started) {
        return Flux.range(0, pieces.size())
                .flatMap(i -> new Fetch(pieces.get(i), i == 0 ? started : null).whole(), connections)
                .then(Mono.defer(() -> failure.get() == null
                        ? Mono.empty()
                        : Mono.error(failure.get().reason())));
    }

    /** Returns whether the download failed and must restart at byte 0. */
    boolean isWorthless() {
        return failure.get() != null && failure.get().worthless();
    }

    private boolean isStopped() {
        return failure.get() != null;
    }

    private void fail(Throwable reason, boolean worthless) {
        failure.compareAndSet(null, new Failure(reason, worthless));
        stop.tryEmitEmpty();
    }

    private final class Fetch {

        private final Attempts rangeAttempts = attempts.ofRange();
        private final long end;
        private @Nullable Flux<ByteBuf> started;
        private volatile long next;

        Fetch(ByteRange piece, @Nullable Flux<ByteBuf> started) {
            this.next = piece.start();
            this.end = piece.end();
            this.started = started;
            rangeAttempts.reached(next);
        }

        Mono<Void> whole() {
            return Mono.defer(() -> isStopped() ? Mono.empty() : attempt())
                    .retryWhen(rangeAttempts.spec(stop.asMono()))
                    .onErrorResume(reason -> {
                        attempts.end();
                        fail(reason, false);
                        return Mono.empty();
                    });
        }

        private Mono<Void> attempt() {
            Flux<ByteBuf> first = started;
            started = null;
            Mono<Void> exchange = first != null ? content(write(first)) : exchange();
            return exchange.then(Mono.defer(this::requireWhole));
        }

        private Mono<Void> exchange() {
            ByteRange rest = new ByteRange(next, end);
            Flux<Void> answer = object.get(RangeHeaders.of(rest, validator), (head, body) -> receive(head, body, rest));
            return content(answer.then());
        }

        /** Ends the whole download, as one to restart at byte 0, if the object has changed or is not a zip archive. */
        private Mono<Void> content(Mono<Void> coming) {
            return coming.onErrorResume(
                    reason -> reason instanceof TransferException || Attempts.requiresRestart(reason), reason -> {
                        fail(reason, true);
                        return Mono.empty();
                    });
        }

        private Mono<Void> receive(StorageAnswer answer, Flux<ByteBuf> body, ByteRange rest) {
            ResponseChecks.requirePlain(object.doing(), answer);
            if (!ResponseChecks.isRange(answer, rest, validator)) {
                fail(ResponseChecks.mismatch(object.doing()), true);
                return Mono.empty();
            }
            return write(body);
        }

        private Mono<Void> write(Flux<ByteBuf> body) {
            return writer.write(SafeTakeUntil.other(body, stop.asMono()), next, end, connections, this::reached);
        }

        private void reached(long offset) {
            next = offset;
            rangeAttempts.reached(offset);
            attempts.reached(part.bytes());
            progressed.run();
        }

        private Mono<Void> requireWhole() {
            return next == end || isStopped()
                    ? Mono.empty()
                    : Mono.error(new TransportException(
                            object.doing() + ": the body ended at byte " + next + ", but its piece ends at byte " + end,
                            null,
                            Retryability.IF_IDEMPOTENT));
        }
    }
}
