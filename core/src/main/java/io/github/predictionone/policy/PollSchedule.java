package io.github.predictionone.policy;

import java.time.Duration;

/**
 * Decides how long to wait from the end of one poll to the start of the next. A custom schedule runs on a delivery
 * thread. It must not throw, and the next poll waits for it. Watches share a poller if their schedules are equal, so an
 * implementation should compare by value in {@code equals}.
 *
 * <p>If a schedule throws, or returns null, a wait that is not positive, or one of more than 292 years, every watch
 * that uses it ends with a {@code CallbackException} that names its class.
 */
@FunctionalInterface
public interface PollSchedule {

    /**
     * Returns the wait before the next poll.
     *
     * @param context the input of the decision
     * @param random a uniform random number in [0, 1), which selects a point in the range of the jitter
     * @return a positive duration, at most 292 years
     */
    Duration delay(PollContext context, double random);

    /**
     * Returns the default schedule: {@code proportional} with 10 %, 2 s and 30 s.
     *
     * @return the schedule of a watch that does not set one
     */
    static PollSchedule defaults() {
        return proportional(0.1, Duration.ofSeconds(2), Duration.ofSeconds(30));
    }

    /**
     * Returns a schedule with a fixed wait: never shorter than given, and at most 10 % longer.
     *
     * @param wait the shortest wait
     * @return the schedule
     * @throws IllegalArgumentException unless the wait is positive and at most 292 years
     */
    static PollSchedule fixed(Duration wait) {
        return new FixedSchedule(wait);
    }

    /**
     * Returns a schedule whose waits grow exponentially and restart after a change of status; ±10 % jitter within the
     * bounds.
     *
     * @param first the first and shortest wait
     * @param factor the factor from each wait to the next, at least 1
     * @param max the longest wait
     * @return the schedule
     * @throws IllegalArgumentException unless {@code 0 < first <= max}, {@code max} is at most 292 years, and the
     *     factor is finite and at least 1
     */
    static PollSchedule exponential(Duration first, double factor, Duration max) {
        return new ExponentialSchedule(first, factor, max);
    }

    /**
     * Returns a schedule whose waits are a fraction of the training's age, so that the delay in noticing the end is
     * proportional to the training's length. After a change of status, it waits for {@code min}. ±10 % jitter within
     * the bounds.
     *
     * @param fraction the fraction of the age, above 0 and at most 1
     * @param min the shortest wait
     * @param max the longest wait
     * @return the schedule
     * @throws IllegalArgumentException unless {@code 0 < min <= max}, {@code max} is at most 292 years, and the
     *     fraction is in range
     */
    static PollSchedule proportional(double fraction, Duration min, Duration max) {
        return new ProportionalSchedule(fraction, min, max);
    }
}
