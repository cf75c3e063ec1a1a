package io.github.predictionone.reactor.internal.transfer;

import io.github.predictionone.Retryability;
import io.github.predictionone.TransferException;
import io.netty.buffer.ByteBuf;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.core.publisher.SynchronousSink;

/** One download as a stream: what has been handed on can't be taken back, only continued. */
final class StreamDownload {

    private static final int PIECE = 1 << 16;

    private final String doing;
    private final Storage storage;
    private final ResultUrl url;
    private final Attempts attempts;
    private final Room room;
    private final Consumer<StorageAnswer> check;

    private final byte[] head = new byte[Archive.HEAD];
    private final ZipTail tail = new ZipTail();
    private Checksums checksums = Checksums.unchecked();
    private @Nullable Validator validator;
    private long total = -1;
    // How much has come, of which a head of fewer bytes than tell a zip has not been handed on.
    private long received;
    private long skip;

    /** The check throws for an answer from byte 0 that is not the one to have. */
    StreamDownload(
            String doing, Storage storage, ResultUrl url, Attempts attempts, Room room, Consumer<StorageAnswer> check) {
        this.doing = doing;
        this.storage = storage;
        this.url = url;
        this.attempts = attempts;
        this.room = room;
        this.check = check;
    }

    Flux<ByteBuffer> buffers() {
        return Flux.defer(this::attempt).retryWhen(attempts.spec());
    }

    private Flux<ByteBuffer> attempt() {
        return url.get()
                .flatMapMany(link -> storage.get(doing, link, Conditions.from(received, validator), this::read)
                        .doOnError(failure -> url.failed(link, failure)));
    }

    private Flux<ByteBuffer> read(StorageAnswer answer, Flux<ByteBuf> body) {
        Conditions.requirePlain(doing, answer);
        if (received == 0) {
            check.accept(answer);
            checksums = answer.partial() ? Checksums.unchecked() : Checksums.promisedBy(answer.headers());
            total = answer.total();
            room.requireWanted(total);
            validator = answer.etag() == null || total < 0 ? null : new Validator(answer.etag(), total);
        }
        skip = toSkip(answer);
        return body.<List<ByteBuffer>>handle(this::take)
                // Not of the kind that drops what waits when an error comes: it counts as received.
                .concatMapDelayError(Flux::fromIterable, true, 1)
                .concatWith(Mono.defer(this::end));
    }

    private long toSkip(StorageAnswer answer) {
        boolean same = validator != null && validator.matches(answer);
        if (received > 0 && Conditions.continues(answer, received, validator)) {
            return 0;
        }
        if (!answer.partial() && (received == 0 || same)) {
            return received;
        }
        throw new TransferException(
                doing + ": broken off at byte " + received + ", and the storage has no more of the same",
                null,
                Retryability.NEVER);
    }

    /** What the network gives at a time is more than whoever asks for a few buffers wants to hold. */
    private void take(ByteBuf buffer, SynchronousSink<List<ByteBuffer>> sink) {
        int known = (int) Math.min(skip, buffer.readableBytes());
        skip -= known;
        buffer.skipBytes(known);
        List<ByteBuffer> pieces = new ArrayList<>();
        while (buffer.isReadable()) {
            ByteBuffer piece = next(buffer);
            if (received >= Archive.HEAD) {
                checksums.update(piece);
                tail.add(piece);
                pieces.add(piece);
            }
        }
        if (!pieces.isEmpty()) {
            sink.next(pieces);
        }
    }

    private ByteBuffer next(ByteBuf buffer) {
        int kept = received < Archive.HEAD ? (int) received : 0;
        int length = Math.min(PIECE, buffer.readableBytes());
        ByteBuffer piece = ByteBuffer.allocate(kept + length).put(head, 0, kept);
        buffer.readBytes(piece);
        piece.flip();
        boolean first = received < Archive.HEAD;
        if (first) {
            piece.get(0, head, 0, Math.min(Archive.HEAD, piece.remaining()));
        }
        received += length;
        room.requireWanted(received);
        attempts.reached(received);
        if (first && received >= Archive.HEAD) {
            Archive.require(doing, head);
        }
        return piece;
    }

    private Mono<ByteBuffer> end() {
        Conditions.requireLength(doing, received, total);
        if (received < Archive.HEAD) {
            Archive.require(doing, Arrays.copyOf(head, (int) received));
        }
        // Too late to begin again: all of it has been handed on.
        if (!tail.isWhole()) {
            throw new TransferException(
                    doing + ": the body ended at byte " + received + ", but the zip in it did not",
                    null,
                    Retryability.NEVER);
        }
        checksums.verify(doing, Retryability.NEVER);
        return Mono.empty();
    }
}
