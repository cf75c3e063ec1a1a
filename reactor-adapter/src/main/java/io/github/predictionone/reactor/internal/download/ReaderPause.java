package io.github.predictionone.reactor.internal.download;

import com.google.errorprone.annotations.concurrent.GuardedBy;
import io.github.predictionone.reactor.internal.support.SafeConcat;
import io.github.predictionone.reactor.internal.support.Time;
import io.netty.buffer.ByteBuf;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.List;
import java.util.Queue;
import java.util.function.BooleanSupplier;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.core.publisher.MonoSink;
import reactor.core.publisher.Operators;

/**
 * Releases the connection of a reader that has had no demand for a while. On the next demand, the reader gets the bytes
 * already received, and then a new connection.
 */
final class ReaderPause {

    private static final Duration MAX_IDLE = Duration.ofSeconds(10);
    private static final Duration CHECK_INTERVAL = Duration.ofSeconds(1);

    /** A stretch of the stream between two pauses. */
    static final class Leg {}

    private final Time time;
    private final BooleanSupplier resumable;

    @GuardedBy("this")
    private final Queue<ByteBuffer> undelivered = new ArrayDeque<>();

    // The only leg that may change the state of the stream; null during a pause.
    @GuardedBy("this")
    private @Nullable Leg current;

    @GuardedBy("this")
    private long demand;

    @GuardedBy("this")
    private long idleSince;

    @GuardedBy("this")
    private @Nullable MonoSink<Boolean> awaitingDemand;

    /** {@code resumable} is evaluated under the lock of {@link #ifCurrent}. */
    ReaderPause(Time time, BooleanSupplier resumable) {
        this.time = time;
        this.resumable = resumable;
        this.idleSince = time.nanos();
    }

    /** Returns the stream of one subscriber. Each leg continues where the previous one stopped. */
    Flux<ByteBuffer> around(Function<Leg, Flux<ByteBuffer>> legs) {
        return Flux.defer(() -> begin(legs))
                .repeatWhen(ends -> ends.takeWhile(end -> isPaused()).concatMap(end -> Mono.create(this::awaitDemand)))
                .doOnNext(chunk -> delivered())
                .doOnRequest(this::requested);
    }

    /** Runs work that changes the state of the stream; returns {@code otherwise} if the leg is over. */
    synchronized <T> T ifCurrent(Leg leg, Supplier<T> work, T otherwise) {
        return leg == current ? work.get() : otherwise;
    }

    /** Returns the next chunk of a buffer. If the leg is over, discards the buffer's bytes and returns null. */
    synchronized @Nullable ByteBuffer next(Leg leg, ByteBuf buffer, Function<ByteBuf, @Nullable ByteBuffer> read) {
        if (leg != current) {
            buffer.skipBytes(buffer.readableBytes());
            return null;
        }
        ByteBuffer chunk = read.apply(buffer);
        if (chunk != null) {
            undelivered.add(chunk);
        }
        return chunk;
    }

    private Flux<ByteBuffer> begin(Function<Leg, Flux<ByteBuffer>> legs) {
        Leg leg = new Leg();
        List<ByteBuffer> leftovers;
        synchronized (this) {
            current = leg;
            leftovers = List.copyOf(undelivered);
        }
        return SafeConcat.of(Flux.fromIterable(leftovers), legs.apply(leg)).takeUntilOther(paused(leg));
    }

    private Flux<Long> paused(Leg leg) {
        return Flux.interval(CHECK_INTERVAL, time.scheduler()).filter(tick -> pauseIfIdle(leg));
    }

    private synchronized boolean pauseIfIdle(Leg leg) {
        boolean idle = demand == 0 && time.nanos() - idleSince >= Time.nanos(MAX_IDLE);
        if (leg != current || !idle || !resumable.getAsBoolean()) {
            return false;
        }
        current = null;
        return true;
    }

    private synchronized boolean isPaused() {
        return current == null;
    }

    private void awaitDemand(MonoSink<Boolean> sink) {
        synchronized (this) {
            if (demand == 0) {
                awaitingDemand = sink;
                return;
            }
        }
        sink.success(true);
    }

    private void requested(long more) {
        MonoSink<Boolean> waiting;
        synchronized (this) {
            demand = Operators.addCap(demand, more);
            waiting = awaitingDemand;
            awaitingDemand = null;
        }
        if (waiting != null) {
            waiting.success(true);
        }
    }

    private synchronized void delivered() {
        undelivered.poll();
        if (demand != Long.MAX_VALUE) {
            demand--;
        }
        idleSince = time.nanos();
    }
}
