package io.github.predictionone.reactor.internal.support;

import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import reactor.core.Disposable;
import reactor.core.scheduler.Scheduler;
import reactor.test.scheduler.VirtualTimeScheduler;

/**
 * Virtual time with a wall clock that can be set, as NTP or a resumed virtual machine does, and a monotonic clock that
 * stays unaffected. The wall clock starts in 2026 and the monotonic clock below zero.
 */
public final class SteppedTime implements Scheduler {

    private static final long WALL_NANOS = TimeUnit.SECONDS.toNanos(1_790_000_000);
    private static final long MONOTONIC_NANOS = -TimeUnit.HOURS.toNanos(1);

    private final VirtualTimeScheduler virtual = VirtualTimeScheduler.create();
    private final AtomicLong steppedNanos = new AtomicLong();

    public Time time() {
        return new Time(() -> this);
    }

    /** Advances both clocks. */
    public void advance(Duration time) {
        virtual.advanceTimeBy(time);
    }

    /** Sets the wall clock forward or, with a negative step, back. */
    public void step(Duration step) {
        steppedNanos.addAndGet(step.toNanos());
    }

    @Override
    public long now(TimeUnit unit) {
        long passed = virtual.now(TimeUnit.NANOSECONDS);
        // Like Reactor's schedulers: milliseconds and longer units come from the wall clock, shorter ones do not.
        return unit.convert(
                unit.compareTo(TimeUnit.MILLISECONDS) >= 0
                        ? WALL_NANOS + steppedNanos.get() + passed
                        : MONOTONIC_NANOS + passed,
                TimeUnit.NANOSECONDS);
    }

    @Override
    public Disposable schedule(Runnable task) {
        return virtual.schedule(task);
    }

    @Override
    public Disposable schedule(Runnable task, long delay, TimeUnit unit) {
        return virtual.schedule(task, delay, unit);
    }

    @Override
    public Disposable schedulePeriodically(Runnable task, long initialDelay, long period, TimeUnit unit) {
        return virtual.schedulePeriodically(task, initialDelay, period, unit);
    }

    @Override
    public Worker createWorker() {
        return virtual.createWorker();
    }
}
