package io.github.predictionone.reactor.internal.download;

import io.github.predictionone.Retryability;
import io.github.predictionone.TransferException;
import io.github.predictionone.reactor.internal.download.ReaderPause.Leg;
import io.github.predictionone.reactor.internal.part.Checksums;
import io.github.predictionone.reactor.internal.part.SizeLimits;
import io.github.predictionone.reactor.internal.part.ZipSignature;
import io.github.predictionone.reactor.internal.storage.Attempts;
import io.github.predictionone.reactor.internal.storage.StorageAnswer;
import io.github.predictionone.reactor.internal.storage.StoredObject;
import io.github.predictionone.reactor.internal.storage.Validator;
import io.netty.buffer.ByteBuf;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** One download as a stream. Emitted bytes can't be taken back, so every attempt continues after them. */
final class StreamDownload {

    private final StoredObject object;
    private final Attempts attempts;
    private final SizeLimits limits;
    private final Consumer<StorageAnswer> check;

    private final ReaderPause pause;
    private final byte[] head = new byte[ZipSignature.LENGTH];
    private final ZipTail tail = new ZipTail();
    private Checksums checksums = Checksums.unchecked();
    private @Nullable Validator validator;
    private long total = -1;
    // The number of bytes received. As long as they are fewer than a zip signature, none of them is emitted.
    private long received;
    private long skip;
    // Whether the storage restarts at byte 0 on each connection, so that a pause would transfer the same bytes again.
    private boolean fromStart;

    /** {@code check} throws if an answer at byte 0 is not for the expected object. */
    StreamDownload(StoredObject object, Attempts attempts, SizeLimits limits, Consumer<StorageAnswer> check) {
        this.object = object;
        this.attempts = attempts;
        this.limits = limits;
        this.check = check;
        this.pause = new ReaderPause(object.time(), this::isResumable);
    }

    Flux<ByteBuffer> buffers() {
        return pause.around(leg -> Flux.defer(() -> received == total
                // The whole archive was received before the pause.
                ? pause.ifCurrent(leg, () -> BodyChunks.withoutRetry(object.doing(), this::end), Mono.empty())
                : object.limited(Flux.defer(() -> attempt(leg)).retryWhen(attempts.spec()))));
    }

    private boolean isResumable() {
        return received == 0 || received == total || (validator != null && !fromStart);
    }

    private Flux<ByteBuffer> attempt(Leg leg) {
        return object.get(
                RangeHeaders.from(received, validator),
                (answer, body) -> pause.ifCurrent(leg, () -> read(leg, answer, body), Flux.empty()));
    }

    private Flux<ByteBuffer> read(Leg leg, StorageAnswer answer, Flux<ByteBuf> body) {
        ResponseChecks.requirePlain(object.doing(), answer);
        if (received == 0) {
            check.accept(answer);
            checksums = answer.partial() ? Checksums.unchecked() : Checksums.promisedBy(answer.headers());
            total = answer.total();
            limits.requireAllowed(total);
            validator = answer.etag() == null || total < 0 ? null : new Validator(answer.etag(), total);
        }
        skip = toSkip(answer);
        fromStart |= skip > 0;
        return BodyChunks.of(object.doing(), body, buffer -> pause.next(leg, buffer, this::next))
                .concatWith(Mono.defer(() ->
                        pause.ifCurrent(leg, () -> BodyChunks.withoutRetry(object.doing(), this::end), Mono.empty())));
    }

    private long toSkip(StorageAnswer answer) {
        boolean same = validator != null && validator.matches(answer);
        if (received > 0 && ResponseChecks.continues(answer, received, validator)) {
            return 0;
        }
        if (!answer.partial() && (received == 0 || same)) {
            return received;
        }
        throw new TransferException(
                object.doing() + ": interrupted at byte " + received
                        + ", and the storage cannot continue the same object",
                null,
                Retryability.NEVER);
    }

    private @Nullable ByteBuffer next(ByteBuf buffer) {
        int known = (int) Math.min(skip, buffer.readableBytes());
        skip -= known;
        buffer.skipBytes(known);
        int length = BodyChunks.length(buffer);
        if (length == 0) {
            return null;
        }
        boolean first = received < ZipSignature.LENGTH;
        int kept = first ? (int) received : 0;
        ByteBuffer chunk = ByteBuffer.allocate(kept + length).put(head, 0, kept);
        buffer.readBytes(chunk);
        chunk.flip();
        received += length;
        limits.requireAllowed(received);
        attempts.reached(received);
        if (first) {
            chunk.get(0, head, 0, Math.min(ZipSignature.LENGTH, chunk.remaining()));
            if (received < ZipSignature.LENGTH) {
                return null;
            }
            ZipSignature.require(object.doing(), head);
        }
        checksums.update(chunk);
        tail.add(chunk);
        return chunk;
    }

    private Mono<ByteBuffer> end() {
        ResponseChecks.requireLength(object.doing(), received, total);
        if (received < ZipSignature.LENGTH) {
            ZipSignature.require(object.doing(), Arrays.copyOf(head, (int) received));
        }
        // Not retryable: all bytes have been emitted.
        if (!tail.isWhole()) {
            throw new TransferException(
                    object.doing() + ": the body ended at byte " + received + ", but its zip archive is incomplete",
                    null,
                    Retryability.NEVER);
        }
        checksums.verify(object.doing(), Retryability.NEVER);
        return Mono.empty();
    }
}
