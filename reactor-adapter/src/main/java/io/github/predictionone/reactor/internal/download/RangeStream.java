package io.github.predictionone.reactor.internal.download;

import io.github.predictionone.reactor.internal.download.ReaderPause.Leg;
import io.github.predictionone.reactor.internal.part.ByteRange;
import io.github.predictionone.reactor.internal.storage.Attempts;
import io.github.predictionone.reactor.internal.storage.StorageAnswer;
import io.github.predictionone.reactor.internal.storage.StoredObject;
import io.github.predictionone.reactor.internal.storage.Validator;
import io.netty.buffer.ByteBuf;
import java.nio.ByteBuffer;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** A byte range of an object as a stream, all of it from one version of the object. */
final class RangeStream {

    private final StoredObject object;
    private final Attempts attempts;
    private final Validator validator;
    private final long end;
    private final ReaderPause pause;
    private long next;

    RangeStream(StoredObject object, Attempts attempts, Validator validator, long from, long to) {
        this.object = object;
        this.attempts = attempts;
        this.validator = validator;
        this.next = from;
        this.end = to;
        this.pause = new ReaderPause(object.time(), () -> true);
    }

    Flux<ByteBuffer> buffers() {
        return pause.around(leg -> Flux.defer(() -> next == end
                // The whole range was received before the pause.
                ? Flux.empty()
                : object.limited(Flux.defer(() -> attempt(leg)).retryWhen(attempts.spec()))));
    }

    private Flux<ByteBuffer> attempt(Leg leg) {
        ByteRange rest = new ByteRange(next, end);
        return object.get(RangeHeaders.of(rest, validator), (answer, body) -> read(leg, answer, body, rest))
                .onErrorMap(Attempts::requiresRestart, failure -> ResponseChecks.changed(object.doing()));
    }

    private Flux<ByteBuffer> read(Leg leg, StorageAnswer answer, Flux<ByteBuf> body, ByteRange rest) {
        ResponseChecks.requirePlain(object.doing(), answer);
        if (!ResponseChecks.isRange(answer, rest, validator)) {
            throw ResponseChecks.changed(object.doing());
        }
        return BodyChunks.of(object.doing(), body, buffer -> pause.next(leg, buffer, this::next))
                .concatWith(Mono.defer(() ->
                        pause.ifCurrent(leg, () -> BodyChunks.withoutRetry(object.doing(), this::end), Mono.empty())));
    }

    private Mono<ByteBuffer> end() {
        ResponseChecks.requireLength(object.doing(), next, end);
        return Mono.empty();
    }

    private ByteBuffer next(ByteBuf buffer) {
        ByteBuffer chunk = ByteBuffer.allocate(BodyChunks.length(buffer));
        buffer.readBytes(chunk);
        next += chunk.position();
        attempts.reached(next);
        return chunk.flip();
    }
}
