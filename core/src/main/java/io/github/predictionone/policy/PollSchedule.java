package io.github.predictionone.policy;

import java.time.Duration;

/**
 * Decides how long to wait from the end of one poll to the start of the next. A custom schedule runs on a delivery thread;
 * it must not throw, and the next poll waits for it. Watches share a poller if their schedules are equal, so an implementation should
 * have a value's {@code equals}.
 *
 * <p>If a schedule throws, or returns null, a wait that is not positive or one of more than 292 years, every watch that
 * uses it ends with a {@code CallbackException} that names its class.
 */
@FunctionalInterface
public interface PollSchedule {

    /**
     * The wait before the next poll.
     *
     * @param context what is known
     * @param random uniform in [0, 1): where in the range of the jitter to fall
     * @return a positive duration, at most 292 years
     */
    Duration delay(PollContext context, double random);

    /**
     * The default: {@code proportional} with 10 %, 2 s and 30 s.
     *
     * @return the schedule of a watch that names none
     */
    static PollSchedule defaults() {
        return proportional(0.1, Duration.ofSeconds(2), Duration.ofSeconds(30));
    }

    /**
     * Always about the same wait: never less than asked for, at most 10 % more.
     *
     * @param wait the least wait
     * @return the schedule
     * @throws IllegalArgumentException unless the wait is positive and at most 292 years
     */
    static PollSchedule fixed(Duration wait) {
        return new FixedSchedule(wait);
    }

    /**
     * Each wait longer than the one before, until a change of status makes it start again; ±10 % jitter within the
     * bounds.
     *
     * @param first the first wait, and the least
     * @param factor by how much each wait is longer, at least 1
     * @param max the longest wait
     * @return the schedule
     * @throws IllegalArgumentException unless {@code 0 < first <= max}, {@code max} is at most 292 years, and the factor
     *     is finite and at least 1
     */
    static PollSchedule exponential(Duration first, double factor, Duration max) {
        return new ExponentialSchedule(first, factor, max);
    }

    /**
     * A part of the training's age, so that the delay in noticing the end stays in proportion to its length; the least
     * wait after a change of status; ±10 % jitter within the bounds.
     *
     * @param fraction the part of the age, above 0 and at most 1
     * @param min the least wait
     * @param max the longest wait
     * @return the schedule
     * @throws IllegalArgumentException unless {@code 0 < min <= max}, {@code max} is at most 292 years, and the fraction
     *     is in range
     */
    static PollSchedule proportional(double fraction, Duration min, Duration max) {
        return new ProportionalSchedule(fraction, min, max);
    }
}
