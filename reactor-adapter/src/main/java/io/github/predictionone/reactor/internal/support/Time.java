package io.github.predictionone.reactor.internal.support;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Scheduler;
import reactor.core.scheduler.Schedulers;

/** The client's only clocks and timers. Their scheduler is looked up at each use, so virtual time can replace it. */
public final class Time {

    /** A duration longer than any clock can measure. */
    public static final Duration FOR_EVER = Duration.ofSeconds(Long.MAX_VALUE);

    private static final long NANOS_PER_MILLI = 1_000_000;

    // In milliseconds; two readings of the same wall clock differ by less.
    private static final long MAX_CLOCK_DIFFERENCE = 3_600_000;

    private static final Time SYSTEM = new Time(Schedulers::parallel);
    private static final Scheduler FILES = Schedulers.fromExecutor(Time::onFileThread);

    private final Supplier<Scheduler> scheduler;
    private final Scheduler delivery = Schedulers.fromExecutor(this::deliver);
    private final Scheduler callbacks = Schedulers.fromExecutor(this::callBack);

    public Time(Supplier<Scheduler> scheduler) {
        this.scheduler = scheduler;
    }

    /** Returns the time of Reactor's parallel scheduler, or of the virtual one that replaces it. */
    public static Time system() {
        return SYSTEM;
    }

    public Scheduler scheduler() {
        return scheduler.get();
    }

    /**
     * Returns the wall clock's time, for values that are displayed or compared with dates of the service. That clock
     * may be changed at any time.
     */
    public Instant now() {
        return Instant.ofEpochMilli(scheduler.get().now(TimeUnit.MILLISECONDS));
    }

    /** Returns the time of the monotonic clock of {@link #nanos()}, in milliseconds. */
    public long millis() {
        return Math.floorDiv(nanos(), NANOS_PER_MILLI);
    }

    /**
     * Returns the time of the monotonic clock, for waits and time limits. Its origin is arbitrary, so it may be
     * negative.
     */
    public long nanos() {
        return scheduler.get().now(TimeUnit.NANOSECONDS);
    }

    /** Returns whether a test advances the time. */
    private boolean isVirtual() {
        return Math.abs(scheduler.get().now(TimeUnit.MILLISECONDS)
                        - Schedulers.immediate().now(TimeUnit.MILLISECONDS))
                > MAX_CLOCK_DIFFERENCE;
    }

    /** Calls a subscriber on a thread that it may block, or immediately on this one if the time is virtual. */
    public void deliver(Runnable signal) {
        run(signal, WorkerPool.EVENTS);
    }

    /** Returns a scheduler that delivers as {@link #deliver} does. */
    public Scheduler delivery() {
        return delivery;
    }

    /**
     * Runs a callback of the application on a thread that it may block, or immediately on this one if the time is
     * virtual.
     */
    public void callBack(Runnable callback) {
        run(callback, WorkerPool.CALLBACKS);
    }

    /** Returns a scheduler that runs callbacks as {@link #callBack} does. */
    public Scheduler callbacks() {
        return callbacks;
    }

    /**
     * Runs work on files on a thread that the application does not use, or immediately on this one if the time is
     * virtual. Rejects nothing.
     */
    public static void onFileThread(Runnable work) {
        SYSTEM.run(work, WorkerPool.FILES);
    }

    /** Returns a scheduler that runs work as {@link #onFileThread} does. */
    public static Scheduler files() {
        return FILES;
    }

    private void run(Runnable task, WorkerPool threads) {
        if (isVirtual()) {
            task.run();
        } else {
            threads.execute(task);
        }
    }

    /** Returns a JDK clock that starts at the current date and advances with {@link #nanos()}. */
    public Clock clock() {
        Instant start = now();
        long startNanos = nanos();
        return new Clock() {
            @Override
            public ZoneId getZone() {
                return ZoneOffset.UTC;
            }

            @Override
            public Clock withZone(ZoneId zone) {
                return this;
            }

            @Override
            public Instant instant() {
                return start.plusNanos(nanos() - startNanos);
            }
        };
    }

    /** Converts a duration to milliseconds, limited to {@code Long.MAX_VALUE} (292 million years). */
    public static long millis(Duration duration) {
        try {
            return duration.toMillis();
        } catch (ArithmeticException e) {
            return Long.MAX_VALUE;
        }
    }

    /** Converts a duration to nanoseconds, limited to {@code Long.MAX_VALUE} (292 years). */
    public static long nanos(Duration duration) {
        try {
            return duration.toNanos();
        } catch (ArithmeticException e) {
            return Long.MAX_VALUE;
        }
    }

    /** Adds a wait to a moment on the clock of {@link #nanos()}; limited to {@code Long.MAX_VALUE}. */
    public static long after(long moment, Duration wait) {
        long nanos = nanos(wait);
        return moment > Long.MAX_VALUE - nanos ? Long.MAX_VALUE : moment + nanos;
    }

    public Mono<Long> delay(Duration wait) {
        return Mono.delay(wait, scheduler.get());
    }
}
