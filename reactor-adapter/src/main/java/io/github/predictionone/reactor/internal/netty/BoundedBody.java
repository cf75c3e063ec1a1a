package io.github.predictionone.reactor.internal.netty;

import io.github.predictionone.reactor.internal.support.JvmError;
import io.netty.buffer.ByteBuf;
import java.util.Arrays;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** Collects a body up to a bound. */
public final class BoundedBody {

    private static final int MOST_ANSWERS = 1024;

    private final int bound;
    private byte[] bytes = new byte[0];
    private int length;
    private boolean cut;

    private BoundedBody(int bound) {
        this.bound = bound;
    }

    /** Collects all of a body; fails if it breaks off, or with a {@link TooLargeException} if it is longer than the bound. */
    static Mono<byte[]> whole(Flux<ByteBuf> body, int bound) {
        return body.reduceWith(
                        () -> new BoundedBody(bound),
                        (known, buffer) ->
                                JvmError.wrapErrors(() -> known.add(buffer).requireWhole()))
                .map(known -> JvmError.wrapErrors(known::bytes));
    }

    /**
     * Collects what can be had of the body of a refusal, whose status counts whatever happens to its body: the bytes up to
     * the bound that come before the body ends or breaks off. Gives up the connection if there are more.
     */
    public static Mono<byte[]> beginning(Flux<ByteBuf> body, int bound) {
        return Mono.defer(() -> {
            BoundedBody known = new BoundedBody(bound);
            return body.takeUntil(buffer -> JvmError.wrapErrors(() -> known.add(buffer).cut))
                    .onErrorComplete(Exception.class)
                    .then(Mono.fromSupplier(() -> JvmError.wrapErrors(known::bytes)));
        });
    }

    /** Copies the bytes that fit; the buffer stays the caller's. */
    private BoundedBody add(ByteBuf buffer) {
        int more = Math.min(buffer.readableBytes(), bound - length);
        cut = more < buffer.readableBytes();
        if (length + more > bytes.length) {
            int ample = length == 0 ? 0 : Math.max(2 * length, MOST_ANSWERS);
            bytes = Arrays.copyOf(bytes, Math.min(bound, Math.max(length + more, ample)));
        }
        buffer.getBytes(buffer.readerIndex(), bytes, length, more);
        length += more;
        return this;
    }

    private BoundedBody requireWhole() {
        if (cut) {
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
