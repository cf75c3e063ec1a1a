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
 * Time that stands still for limits until a server lets it pass, after the client has received all that the server sent.
 * A busy machine can't make a limit end anything else. Pauses between attempts are short and pass by themselves.
 */
public final class HeldTime {

    /** A limit for exchanges in this time. */
    public static final Duration LIMIT = Duration.ofMinutes(1);

    private static final long LONGEST_PAUSE_MILLIS = 50;
    private static final int SILENCE_MILLIS = 20;

    private static final VirtualTimeScheduler LIMITS = VirtualTimeScheduler.create();

    private HeldTime() {}

    public static Time time() {
        Scheduler both = new PausesAndLimits();
        return new Time(() -> both);
    }

    /** Clients for HTTP without TLS that note what they receive. Derived once, because the pool tells clients apart. */
    public static Function<PresignedUrl, Mono<HttpClient>> clients(Connections connections) {
        Mono<HttpClient> client = connections
                .storage(PresignedUrl.parse("any_url", "http://127.0.0.1/"))
                .map(Arrivals::notedBy)
                .cache();
        return url -> client;
    }

    /** Returns when what is due by then has been done. */
    public static void pass(Duration time) {
        Mono.fromRunnable(() -> LIMITS.advanceTimeBy(time))
                .subscribeOn(Schedulers.parallel())
                .block();
    }

    /** Writes to a client, and returns when the client has received it. */
    public static void send(Socket client, byte[] bytes, int from, int to) throws IOException, InterruptedException {
        Arrivals.send(client, bytes, from, to);
    }

    /** Reads what the client still sends, and lets time pass until it closes the connection. */
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
