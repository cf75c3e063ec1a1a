package io.github.predictionone.reactor.internal.netty;

import io.github.predictionone.reactor.internal.support.JvmError;
import io.netty.buffer.ByteBuf;
import java.util.Arrays;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** Collects a body up to a bound. */
public final class BoundedBody {

    private static final int USUAL_LENGTH = 1024;

    private final int bound;
    private byte[] bytes = new byte[0];
    private int length;
    private boolean truncated;

    private BoundedBody(int bound) {
        this.bound = bound;
    }

    /**
     * Collects a whole body. Fails if the body breaks off, or with a {@link TooLargeException} if it is longer than the
     * bound.
     */
    static Mono<byte[]> whole(Flux<ByteBuf> body, int bound) {
        return body.reduceWith(
                        () -> new BoundedBody(bound),
                        (collected, buffer) ->
                                JvmError.wrapErrors(() -> collected.add(buffer).requireWhole()))
                .map(collected -> JvmError.wrapErrors(collected::bytes));
    }

    /**
     * Collects the body of a refusal up to the bound. If the body breaks off, returns the bytes received before,
     * because the status counts whatever happens to the body. Gives up the connection if there are more bytes than the
     * bound.
     */
    public static Mono<byte[]> beginning(Flux<ByteBuf> body, int bound) {
        return Mono.defer(() -> {
            BoundedBody collected = new BoundedBody(bound);
            return body.takeUntil(buffer -> JvmError.wrapErrors(() -> collected.add(buffer).truncated))
                    .onErrorComplete(Exception.class)
                    .then(Mono.fromSupplier(() -> JvmError.wrapErrors(collected::bytes)));
        });
    }

    /** Copies the bytes that fit; the caller keeps ownership of the buffer. */
    private BoundedBody add(ByteBuf buffer) {
        int more = Math.min(buffer.readableBytes(), bound - length);
        truncated = more < buffer.readableBytes();
        if (length + more > bytes.length) {
            int ample = length == 0 ? 0 : Math.max(2 * length, USUAL_LENGTH);
            bytes = Arrays.copyOf(bytes, Math.min(bound, Math.max(length + more, ample)));
        }
        buffer.getBytes(buffer.readerIndex(), bytes, length, more);
        length += more;
        return this;
    }

    private BoundedBody requireWhole() {
        if (truncated) {
            throw new TooLargeException();
        }
        return this;
    }

    private byte[] bytes() {
        return length == bytes.length ? bytes : Arrays.copyOf(bytes, length);
    }

    static final class TooLargeException extends RuntimeException {

        private static final long serialVersionUID = 1L;
    }
}
