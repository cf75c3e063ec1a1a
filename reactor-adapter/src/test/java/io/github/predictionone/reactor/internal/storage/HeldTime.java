package io.github.predictionone.reactor.internal.storage;

import io.github.predictionone.internal.wire.PresignedUrl;
import io.github.predictionone.reactor.internal.netty.Arrivals;
import io.github.predictionone.reactor.internal.netty.Connections;
import io.github.predictionone.reactor.internal.support.Time;
import java.io.IOException;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import reactor.core.Disposable;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Scheduler;
import reactor.core.scheduler.Schedulers;
import reactor.netty.http.client.HttpClient;
import reactor.test.scheduler.VirtualTimeScheduler;

/**
 * Time that stands still for time limits until a test's server lets it pass. The server does so only after the client
 * has received all that the server sent, so a busy machine can't make a limit expire early. Pauses between attempts are
 * short and pass in real time.
 */
public final class HeldTime {

    /** A time limit for exchanges that use this time. */
    public static final Duration LIMIT = Duration.ofMinutes(1);

    private static final long LONGEST_PAUSE_MILLIS = 50;
    private static final int SILENCE_MILLIS = 20;

    private static final VirtualTimeScheduler LIMITS = VirtualTimeScheduler.create();

    private HeldTime() {}

    public static Time time() {
        Scheduler both = new PausesAndLimits();
        return new Time(() -> both);
    }

    /**
     * Returns clients for HTTP without TLS that record what they receive. The client is derived once, because the pool
     * distinguishes clients.
     */
    public static Function<PresignedUrl, Mono<HttpClient>> clients(Connections connections) {
        Mono<HttpClient> client = connections
                .storage(PresignedUrl.parse("any_url", "http://127.0.0.1/"))
                .map(Arrivals::notedBy)
                .cache();
        return url -> client;
    }

    /** Lets time pass, and returns when all tasks that are due by then have run. */
    public static void pass(Duration time) {
        Mono.fromRunnable(() -> LIMITS.advanceTimeBy(time))
                .subscribeOn(Schedulers.parallel())
                .block();
    }

    /** Writes bytes to a client, and returns when the client has received them. */
    public static void send(Socket client, byte[] bytes, int from, int to) throws IOException, InterruptedException {
        Arrivals.send(client, bytes, from, to);
    }

    /** Reads what the client still sends, and lets time pass until the client closes the connection. */
    public static void passUntilClosed(Socket client) throws IOException, InterruptedException {
        client.setSoTimeout(SILENCE_MILLIS);
        try {
            client.getInputStream().skip(Long.MAX_VALUE);
        } catch (SocketTimeoutException silent) {
            do {
                pass(LIMIT);
            } while (!Arrivals.at(client).awaitEnd());
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
