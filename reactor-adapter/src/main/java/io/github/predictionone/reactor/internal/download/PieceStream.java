package io.github.predictionone.reactor.internal.download;

import io.github.predictionone.reactor.internal.download.ReaderPause.Leg;
import io.github.predictionone.reactor.internal.part.Written.Piece;
import io.github.predictionone.reactor.internal.storage.Attempts;
import io.github.predictionone.reactor.internal.storage.ResultUrl;
import io.github.predictionone.reactor.internal.storage.Storage;
import io.github.predictionone.reactor.internal.storage.StorageAnswer;
import io.github.predictionone.reactor.internal.storage.Validator;
import io.netty.buffer.ByteBuf;
import java.nio.ByteBuffer;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** One piece of an object as a stream, all of it under one validator. */
final class PieceStream {

    private final String doing;
    private final Storage storage;
    private final ResultUrl url;
    private final Attempts attempts;
    private final Validator validator;
    private final long end;
    private final ReaderPause pause;
    private long next;

    PieceStream(
            String doing, Storage storage, ResultUrl url, Attempts attempts, Validator validator, long from, long to) {
        this.doing = doing;
        this.storage = storage;
        this.url = url;
        this.attempts = attempts;
        this.validator = validator;
        this.next = from;
        this.end = to;
        this.pause = new ReaderPause(storage.time(), () -> true);
    }

    Flux<ByteBuffer> buffers() {
        return pause.around(leg -> Flux.defer(() -> next == end
                // All of it came before the pause.
                ? Flux.empty()
                : storage.turns().around(doing, Flux.defer(() -> attempt(leg)).retryWhen(attempts.spec()))));
    }

    private Flux<ByteBuffer> attempt(Leg leg) {
        Piece rest = new Piece(next, end);
        return url.get()
                .flatMapMany(link -> storage.get(
                                doing,
                                link,
                                Conditions.piece(rest, validator),
                                (answer, body) -> read(leg, answer, body, rest))
                        .doOnError(failure -> url.failed(link, failure)))
                .onErrorMap(Attempts::startsOver, failure -> Conditions.changed(doing));
    }

    private Flux<ByteBuffer> read(Leg leg, StorageAnswer answer, Flux<ByteBuf> body, Piece rest) {
        Conditions.requirePlain(doing, answer);
        if (!Conditions.isPiece(answer, rest, validator)) {
            throw Conditions.changed(doing);
        }
        return Pieces.of(doing, body, buffer -> pause.next(leg, buffer, this::next))
                .concatWith(Mono.defer(() -> pause.on(leg, () -> Pieces.orNeverAgain(doing, this::end), Mono.empty())));
    }

    private Mono<ByteBuffer> end() {
        Conditions.requireLength(doing, next, end);
        return Mono.empty();
    }

    private ByteBuffer next(ByteBuf buffer) {
        ByteBuffer piece = ByteBuffer.allocate(Pieces.length(buffer));
        buffer.readBytes(piece);
        next += piece.position();
        attempts.reached(next);
        return piece.flip();
    }
}
