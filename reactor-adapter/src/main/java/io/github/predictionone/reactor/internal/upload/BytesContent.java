package io.github.predictionone.reactor.internal.upload;

import io.netty.buffer.Unpooled;
import reactor.core.publisher.Mono;
import reactor.netty.Connection;

/** A few bytes in memory. */
final class BytesContent implements Content {

    private final byte[] bytes;

    public BytesContent(byte[] bytes) {
        this.bytes = bytes;
    }

    @Override
    public long length() {
        return bytes.length;
    }

    @Override
    public Mono<Void> unchanged(String doing) {
        return Mono.empty();
    }

    @Override
    public Opened open() {
        return new OpenBytes(bytes);
    }

    private static final class OpenBytes implements Opened {

        private final byte[] bytes;
        private volatile long sent;

        OpenBytes(byte[] bytes) {
            this.bytes = bytes;
        }

        @Override
        public Object message(Connection connection) {
            sent = bytes.length;
            return Unpooled.wrappedBuffer(bytes);
        }

        @Override
        public long sent() {
            return sent;
        }

        @Override
        public void close() {}
    }
}
