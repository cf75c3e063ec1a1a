package io.github.predictionone.reactor.internal.netty;

import io.netty.buffer.ByteBuf;
import java.util.Arrays;

/** Collects a body up to a bound. */
final class BoundedBody {

    private static final int MOST_ANSWERS = 1024;

    private final int bound;
    private byte[] bytes = new byte[0];
    private int length;

    BoundedBody(int bound) {
        this.bound = bound;
    }

    /** Copies the buffer's bytes; the buffer stays the caller's. */
    BoundedBody add(ByteBuf buffer) {
        int more = buffer.readableBytes();
        if (more > bound - length) {
            throw new TooLargeException();
        }
        if (length + more > bytes.length) {
            bytes = Arrays.copyOf(bytes, Math.max(length + more, length == 0 ? 0 : Math.max(2 * length, MOST_ANSWERS)));
        }
        buffer.getBytes(buffer.readerIndex(), bytes, length, more);
        length += more;
        return this;
    }

    byte[] bytes() {
        return length == bytes.length ? bytes : Arrays.copyOf(bytes, length);
    }

    static final class TooLargeException extends RuntimeException {

        private static final long serialVersionUID = 1L;
    }
}
