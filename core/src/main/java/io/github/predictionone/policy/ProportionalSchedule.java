package io.github.predictionone.policy;

import java.time.Duration;

record ProportionalSchedule(double fraction, Duration min, Duration max) implements PollSchedule {

    ProportionalSchedule {
        Waits.requireOrdered("min", min, "max", max);
        if (!(fraction > 0 && fraction <= 1)) {
            throw new IllegalArgumentException("fraction must be above 0 and at most 1, not " + fraction);
        }
    }

    @Override
    public Duration delay(PollContext context, double random) {
        double wait = context.pollsSinceChange() == 0 ? 0 : Waits.nanos(context.age()) * fraction;
        return Waits.jittered(wait, min, max, random);
    }
}
