package io.github.predictionone.policy;

import java.time.Duration;

record FixedSchedule(Duration interval) implements PollSchedule {

    FixedSchedule {
        Durations.requirePositive("wait", interval);
    }

    @Override
    public Duration delay(PollContext context, double random) {
        double nanos = Waits.nanos(interval);
        return Waits.between(nanos, nanos * (1 + Waits.POLL_JITTER), random);
    }
}
