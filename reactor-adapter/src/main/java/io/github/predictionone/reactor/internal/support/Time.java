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

/** The only clocks, and where waits happen: a scheduler, looked up at each use so that virtual time can take its place. */
public final class Time {

    /** Longer than every clock counts. */
    public static final Duration FOR_EVER = Duration.ofSeconds(Long.MAX_VALUE);

    private static final long NANOS_PER_MILLI = 1_000_000;

    // In milliseconds: readings of the same wall clock differ by less.
    private static final long MAX_CLOCK_DIFFERENCE = 3_600_000;

    private static final Time SYSTEM = new Time(Schedulers::parallel);
    private static final Scheduler FILES = Schedulers.fromExecutor(Time::onFileThread);

    private final Supplier<Scheduler> scheduler;
    private final Scheduler delivery = Schedulers.fromExecutor(this::deliver);
    private final Scheduler callbacks = Schedulers.fromExecutor(this::callBack);

    public Time(Supplier<Scheduler> scheduler) {
        this.scheduler = scheduler;
    }

    /** Reactor's parallel scheduler, or the virtual one that stands in for it. */
    public static Time system() {
        return SYSTEM;
    }

    public Scheduler scheduler() {
        return scheduler.get();
    }

    /** The wall clock, which can be set at any time: for what is shown or compared with dates of the service. */
    public Instant now() {
        return Instant.ofEpochMilli(scheduler.get().now(TimeUnit.MILLISECONDS));
    }

    /** The monotonic clock of {@link #nanos()} in milliseconds. */
    public long millis() {
        return Math.floorDiv(nanos(), NANOS_PER_MILLI);
    }

    /** The monotonic clock, for waits and limits. Its origin is arbitrary, so it may be negative. */
    public long nanos() {
        return scheduler.get().now(TimeUnit.NANOSECONDS);
    }

    /** Whether a test advances the time. */
    private boolean isVirtual() {
        return Math.abs(scheduler.get().now(TimeUnit.MILLISECONDS)
                        - Schedulers.immediate().now(TimeUnit.MILLISECONDS))
                > MAX_CLOCK_DIFFERENCE;
    }

    /** Calls a subscriber on a thread where it may block, or at once if the time is virtual. */
    public void deliver(Runnable signal) {
        run(signal, WorkerPool.EVENTS);
    }

    /** Delivers as {@link #deliver} does. */
    public Scheduler delivery() {
        return delivery;
    }

    /** Calls what the application has given the client, on a thread where it may block, or at once if the time is virtual. */
    public void callBack(Runnable callback) {
        run(callback, WorkerPool.CALLBACKS);
    }

    /** Calls back as {@link #callBack} does. */
    public Scheduler callbacks() {
        return callbacks;
    }

    /** Works on files on a thread that the application does not use, or at once if the time is virtual. Rejects nothing. */
    public static void onFileThread(Runnable work) {
        SYSTEM.run(work, WorkerPool.FILES);
    }

    /** Works as {@link #onFileThread} does. */
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

    /** A clock of the JDK's kind that starts at the current date and advances with {@link #nanos()}. */
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

    /** In milliseconds; what is longer than 292 million years is as long as that. */
    public static long millis(Duration duration) {
        try {
            return duration.toMillis();
        } catch (ArithmeticException e) {
            return Long.MAX_VALUE;
        }
    }

    /** In nanoseconds; what is longer than 292 years is as long as that. */
    public static long nanos(Duration duration) {
        try {
            return duration.toNanos();
        } catch (ArithmeticException e) {
            return Long.MAX_VALUE;
        }
    }

    /** A moment on the clock of {@link #nanos()}, and the one that is so much later; or the last one there is. */
    public static long after(long moment, Duration wait) {
        long nanos = nanos(wait);
        return moment > Long.MAX_VALUE - nanos ? Long.MAX_VALUE : moment + nanos;
    }

    public Mono<Long> delay(Duration wait) {
        return Mono.delay(wait, scheduler.get());
    }
}
