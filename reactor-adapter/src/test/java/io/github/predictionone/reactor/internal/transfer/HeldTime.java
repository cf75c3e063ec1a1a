package io.github.predictionone.reactor.internal.transfer;

import io.github.predictionone.internal.PresignedUrl;
import io.github.predictionone.reactor.internal.Time;
import io.github.predictionone.reactor.internal.netty.Connections;
import io.netty.buffer.ByteBuf;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import reactor.core.Disposable;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Scheduler;
import reactor.core.scheduler.Schedulers;
import reactor.netty.http.client.HttpClient;
import reactor.test.scheduler.VirtualTimeScheduler;

/**
 * Time that stands still for limits until a server lets it pass, after the client has received all that the server sent.
 * A busy machine can't make a limit end anything else. Pauses between attempts are short and pass by themselves.
 */
final class HeldTime {

    /** A limit for exchanges in this time. */
    static final Duration LIMIT = Duration.ofMinutes(1);

    private static final long LONGEST_PAUSE_MILLIS = 50;
    private static final int SILENCE_MILLIS = 20;
    // In case the client had not set its timer yet, or was not waiting for the network.
    private static final long AGAIN_MILLIS = 1_000;

    private static final VirtualTimeScheduler LIMITS = VirtualTimeScheduler.create();
    private static final Map<Integer, Arrivals> BY_CLIENT_PORT = new ConcurrentHashMap<>();

    private HeldTime() {}

    static Time time() {
        Scheduler both = new PausesAndLimits();
        return new Time(() -> both);
    }

    /** Clients for HTTP without TLS that note what they receive. Derived once, because the pool tells clients apart. */
    static Function<PresignedUrl, Mono<HttpClient>> clients(Connections connections) {
        Mono<HttpClient> client = connections
                .storage(PresignedUrl.parse("any_url", "http://127.0.0.1/"))
                .map(http -> http.doOnChannelInit(
                        (observer, channel, address) -> channel.pipeline().addFirst(new Arrivals())))
                .cache();
        return url -> client;
    }

    /** Returns when what is due by then has been done. */
    static void pass(Duration time) {
        Mono.fromRunnable(() -> LIMITS.advanceTimeBy(time))
                .subscribeOn(Schedulers.parallel())
                .block();
    }

    /** Writes to a client, and returns when the client has received it. */
    static void send(Socket client, byte[] bytes, int from, int to) throws IOException, InterruptedException {
        Arrivals arrivals = arrivals(client);
        long before = arrivals.count();
        client.getOutputStream().write(bytes, from, to - from);
        arrivals.await(before + to - from);
    }

    /** Reads what the client still sends, and lets time pass until it closes the connection. */
    static void passUntilClosed(Socket client) throws IOException, InterruptedException {
        client.setSoTimeout(SILENCE_MILLIS);
        try {
            client.getInputStream().skip(Long.MAX_VALUE);
        } catch (SocketTimeoutException silent) {
            do {
                pass(LIMIT);
            } while (!arrivals(client).awaitEnd());
        }
    }

    private static Arrivals arrivals(Socket client) {
        return BY_CLIENT_PORT.get(client.getPort());
    }

    /** What has come through the pipeline of one connection of a client. */
    private static final class Arrivals extends ChannelInboundHandlerAdapter {

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

        /** Returns whether the connection has ended before time should pass again. */
        boolean awaitEnd() throws InterruptedException {
            return ended.await(AGAIN_MILLIS, TimeUnit.MILLISECONDS);
        }
    }

    private static final class PausesAndLimits implements Scheduler {

        @Override
        public Disposable schedule(Runnable task) {
            return Schedulers.parallel().schedule(task);
        }

        @Override
        public Disposable schedule(Runnable task, long delay, TimeUnit unit) {
            boolean pause = unit.toMillis(delay) <= LONGEST_PAUSE_MILLIS;
            return (pause ? Schedulers.parallel() : LIMITS).schedule(task, delay, unit);
        }

        @Override
        public Worker createWorker() {
            return LIMITS.createWorker();
        }

        @Override
        public long now(TimeUnit unit) {
            return LIMITS.now(unit);
        }
    }
}
