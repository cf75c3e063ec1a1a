package io.github.predictionone.policy;

import java.time.Duration;

record ExponentialSchedule(Duration first, double factor, Duration max) implements PollSchedule {

    ExponentialSchedule {
        Waits.requireOrdered("first", first, "max", max);
        Waits.requireFactor(factor);
    }

    @Override
    public Duration delay(PollContext context, double random) {
        double wait = Waits.nanos(first) * Math.pow(factor, context.pollsSinceChange());
        return Waits.jittered(wait, first, max, random);
    }
}
