package io.github.predictionone.reactor.internal.download;

import io.github.predictionone.reactor.internal.part.SizeLimits;
import io.github.predictionone.reactor.internal.part.ZipSignature;
import io.github.predictionone.reactor.internal.storage.Attempts;
import io.github.predictionone.reactor.internal.storage.StorageAnswer;
import io.github.predictionone.reactor.internal.storage.StoredObject;
import io.netty.buffer.ByteBuf;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpHeaders;
import java.nio.ByteBuffer;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/**
 * Gets what an HTTP HEAD request would get: the head of the answer for an archive. It requests the first bytes instead, since
 * a presigned URL is good for a GET alone.
 */
final class HeadRequest {

    private final StoredObject object;
    private final Attempts attempts;
    private final SizeLimits limits;

    HeadRequest(StoredObject object, Attempts attempts, SizeLimits limits) {
        this.object = object;
        this.attempts = attempts;
        this.limits = limits;
    }

    /** Asks for the URL first: what the service says is no failure of a download that has begun. */
    Mono<StorageAnswer> get() {
        return object.located().then(Mono.defer(this::attempt).retryWhen(attempts.spec()));
    }

    private Mono<StorageAnswer> attempt() {
        return object.get(HeadRequest::firstBytes, this::read).single();
    }

    private static void firstBytes(HttpHeaders request) {
        request.set(HttpHeaderNames.RANGE, "bytes=0-" + (ZipSignature.LENGTH - 1));
    }

    private Mono<StorageAnswer> read(StorageAnswer answer, Flux<ByteBuf> body) {
        ResponseChecks.requirePlain(object.doing(), answer);
        limits.requireAllowed(answer.total());
        ByteBuffer head = ByteBuffer.allocate(ZipSignature.LENGTH);
        // A storage without ranges sends all of it: that connection is given up. The other is read to its end, and
        // kept.
        Flux<ByteBuf> enough = answer.partial() && answer.end() <= ZipSignature.LENGTH
                ? body.doOnNext(buffer -> add(buffer, head))
                : body.takeUntil(buffer -> add(buffer, head));
        return enough.then(Mono.fromSupplier(() -> {
            byte[] first = new byte[head.flip().remaining()];
            head.get(first);
            ZipSignature.require(object.doing(), first);
            return answer;
        }));
    }

    /** Whether the head is whole. */
    private static boolean add(ByteBuf buffer, ByteBuffer head) {
        int length = Math.min(head.remaining(), buffer.readableBytes());
        head.put(buffer.nioBuffer(buffer.readerIndex(), length));
        return !head.hasRemaining();
    }
}
