package io.github.predictionone.reactor.internal.support;

import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.ObjLongConsumer;

/** Logs the first event of a kind immediately, then once per minute the number of further events. */
public final class CountedWarning {

    private final ObjLongConsumer<String> log;
    private final Time time;
    private final AtomicLong events = new AtomicLong();
    private final AtomicBoolean waiting = new AtomicBoolean();
    private volatile String latest = "";

    /** Creates a warning; {@code log} receives the latest event and the number of events. */
    public CountedWarning(ObjLongConsumer<String> log, Time time) {
        this.log = log;
        this.time = time;
    }

    public void add(String event, long times) {
        latest = event;
        events.addAndGet(times);
        logIfDue();
    }

    private void logIfDue() {
        if (events.get() > 0 && waiting.compareAndSet(false, true)) {
            log.accept(latest, events.getAndSet(0));
            time.scheduler().schedule(this::minutePassed, 1, TimeUnit.MINUTES);
        }
    }

    private void minutePassed() {
        waiting.set(false);
        logIfDue();
    }
}
