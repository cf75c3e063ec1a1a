package io.github.predictionone.testsupport;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;

/** A clock that a test moves forward. */
public final class AdjustableClock extends Clock {

    private final Clock base;

    private volatile Duration ahead = Duration.ZERO;

    private AdjustableClock(Clock base) {
        this.base = base;
    }

    /** Returns a clock that stands still until the test moves it. */
    public static AdjustableClock at(String instant) {
        return new AdjustableClock(Clock.fixed(Instant.parse(instant), ZoneOffset.UTC));
    }

    /** Returns a clock that runs as the system's clock does, ahead of it by the time that the test adds. */
    public static AdjustableClock running() {
        return new AdjustableClock(Clock.systemUTC());
    }

    public synchronized void advance(Duration time) {
        ahead = ahead.plus(time);
    }

    @Override
    public Instant instant() {
        return base.instant().plus(ahead);
    }

    @Override
    public ZoneId getZone() {
        return base.getZone();
    }

    @Override
    public Clock withZone(ZoneId zone) {
        throw new UnsupportedOperationException();
    }
}
