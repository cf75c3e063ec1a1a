package io.github.predictionone.reactor.internal;

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

/** The only clock, and where waits happen: a scheduler, looked up at each use so that virtual time can take its place. */
public final class Time {

    /** Longer than every clock counts. */
    public static final Duration FOR_EVER = Duration.ofSeconds(Long.MAX_VALUE);

    private final Supplier<Scheduler> scheduler;

    public Time(Supplier<Scheduler> scheduler) {
        this.scheduler = scheduler;
    }

    /** Reactor's parallel scheduler, or the virtual one that stands in for it. */
    public static Time standard() {
        return new Time(Schedulers::parallel);
    }

    public Scheduler scheduler() {
        return scheduler.get();
    }

    public Instant now() {
        return Instant.ofEpochMilli(millis());
    }

    public long millis() {
        return scheduler.get().now(TimeUnit.MILLISECONDS);
    }

    /** A clock that nobody sets: for waits and limits. */
    public long nanos() {
        return scheduler.get().now(TimeUnit.NANOSECONDS);
    }

    /** The same clock for who wants one of the JDK's kind. */
    public Clock clock() {
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
                return now();
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
