package io.github.predictionone.reactor.internal.netty;

import io.netty.buffer.ByteBuf;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import reactor.netty.http.client.HttpClient;

/** Counts the bytes that one connection of a client has received, so that a server can wait until they arrive. */
public final class Arrivals extends ChannelInboundHandlerAdapter {

    private static final Map<Integer, Arrivals> BY_CLIENT_PORT = new ConcurrentHashMap<>();
    // After this time, a test advances its clock again, because the client may not have set its timer yet, or may not
    // have been waiting for the network.
    private static final long AGAIN_MILLIS = 1_000;

    private long read;
    private long handled;
    private final CountDownLatch ended = new CountDownLatch(1);

    @Override
    public void channelActive(ChannelHandlerContext context) {
        BY_CLIENT_PORT.put(((InetSocketAddress) context.channel().localAddress()).getPort(), this);
        context.fireChannelActive();
    }

    @Override
    public void channelRead(ChannelHandlerContext context, Object message) {
        read += ((ByteBuf) message).readableBytes();
        context.fireChannelRead(message);
    }

    @Override
    public void channelReadComplete(ChannelHandlerContext context) {
        context.fireChannelReadComplete();
        synchronized (this) {
            handled = read;
            notifyAll();
        }
    }

    @Override
    public void channelInactive(ChannelHandlerContext context) {
        context.fireChannelInactive();
        ended.countDown();
        synchronized (this) {
            notifyAll();
        }
    }

    synchronized long count() {
        return handled;
    }

    synchronized void await(long count) throws IOException, InterruptedException {
        while (handled < count && ended.getCount() > 0) {
            wait();
        }
        if (handled < count) {
            throw new IOException("the client has closed the connection");
        }
    }

    /** Waits for one second at most, and returns whether the connection has ended. If not, advance the clock again. */
    public boolean awaitEnd() throws InterruptedException {
        return ended.await(AGAIN_MILLIS, TimeUnit.MILLISECONDS);
    }

    private Arrivals() {}

    /** Returns the same client, with a counter of received bytes on each of its connections. */
    public static HttpClient notedBy(HttpClient client) {
        return client.doOnChannelInit(
                (observer, channel, address) -> channel.pipeline().addFirst(new Arrivals()));
    }

    /** Returns the counter at the client's end of this connection. */
    public static Arrivals at(Socket client) {
        return BY_CLIENT_PORT.get(client.getPort());
    }

    /** Writes bytes to a client, and returns when the client has received them. */
    public static void send(Socket client, byte[] bytes, int from, int to) throws IOException, InterruptedException {
        Arrivals arrivals = at(client);
        long before = arrivals.count();
        client.getOutputStream().write(bytes, from, to - from);
        arrivals.await(before + to - from);
    }
}
