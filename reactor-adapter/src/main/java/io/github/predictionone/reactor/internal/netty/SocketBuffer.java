package io.github.predictionone.reactor.internal.netty;

import io.netty.channel.Channel;
import io.netty.channel.ChannelException;
import io.netty.channel.ChannelOption;
import io.netty.channel.ChannelOutboundBuffer;
import io.netty.channel.nio.AbstractNioChannel.NioUnsafe;
import io.netty.channel.unix.RawUnixChannelOption;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/**
 * The bytes that have been written to a connection but have not reached the other side yet. A kernel buffers megabytes,
 * and reports room for more only when a third of its buffer is free. On a slow line, that may take the whole idle
 * limit.
 */
public final class SocketBuffer {

    private static final String EPOLL = "io.netty.channel.epoll.";

    private SocketBuffer() {}

    /**
     * Returns the exact number of bytes that wait for the socket. Netty's own number changes only by whole pieces, as
     * they were written. A thread other than the connection's may see a slightly outdated number.
     */
    public static long unsent(Channel channel) {
        ChannelOutboundBuffer buffer = channel.unsafe().outboundBuffer();
        return buffer == null ? 0 : buffer.totalPendingWriteBytes() - buffer.currentProgress();
    }

    /**
     * Returns a number that changes when the other side acknowledges bytes; 0 if the transport does not report that.
     */
    public static long acknowledged(Channel channel) {
        // Compared by name, because the transport is optional.
        boolean tells = channel.isActive() && channel.getClass().getName().startsWith(EPOLL);
        return tells ? Epoll.acknowledged(channel) : 0;
    }

    /**
     * Makes a socket of the JDK take as many bytes as it has room for, because its kernel does not report small amounts
     * of room.
     */
    public static void push(Channel channel) {
        if (channel.isActive() && channel.unsafe() instanceof NioUnsafe socket) {
            channel.eventLoop().execute(socket::forceFlush);
        }
    }

    private static final class Epoll {

        private static final int IPPROTO_TCP = 6;
        private static final int TCP_INFO = 11;
        // The offset of tcpi_bytes_acked in the kernel's struct tcp_info: 8 bytes, 24 fields of 4, 2 of 8.
        private static final int BYTES_ACKED = 120;
        private static final ChannelOption<ByteBuffer> INFO =
                new RawUnixChannelOption("TCP_INFO", IPPROTO_TCP, TCP_INFO, BYTES_ACKED + Long.BYTES);

        /**
         * Netty's own view of the struct ends before this field. Its other fields do not suffice: the mean round-trip
         * time does not change on a line with constant latency. A kernel before 4.1 leaves the field at 0.
         */
        static long acknowledged(Channel channel) {
            try {
                return channel.config()
                        .getOption(INFO)
                        .order(ByteOrder.nativeOrder())
                        .getLong(BYTES_ACKED);
            } catch (ChannelException closed) {
                return 0;
            }
        }
    }
}
