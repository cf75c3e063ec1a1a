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
 * Gets the head of the storage's answer for an archive, as a HEAD request would. It sends a GET for the first bytes
 * instead, since a presigned URL is valid for GET only.
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

    /**
     * Requests the URL before the first attempt, so that an error of the service is not reported as a failed transfer.
     */
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
        // A storage without byte ranges sends the whole archive: stop reading, which closes the connection. A short
        // answer is read to its end, so that the connection can be used again.
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

    /** Adds bytes to the head, and returns whether it is complete. */
    private static boolean add(ByteBuf buffer, ByteBuffer head) {
        int length = Math.min(head.remaining(), buffer.readableBytes());
        head.put(buffer.nioBuffer(buffer.readerIndex(), length));
        return !head.hasRemaining();
    }
}
