package io.github.predictionone.internal.wire;

import io.github.predictionone.CallbackException;
import io.github.predictionone.internal.wire.ApiRequest.Decoder;
import io.github.predictionone.policy.Durations;
import io.github.predictionone.policy.PollContext;
import io.github.predictionone.policy.PollSchedule;
import io.github.predictionone.training.StatusClassifier;
import io.github.predictionone.training.TrainingState;
import java.time.Duration;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/** Calls code of the application. If that code throws or violates its contract, throws a {@code CallbackException}. */
public final class Callbacks {

    private Callbacks() {}

    /** Returns the next wait of a schedule: positive, at most 292 years. */
    public static Duration delay(Supplier<String> doing, PollSchedule schedule, PollContext context, double random) {
        Duration wait = result(doing, "schedule", schedule, () -> schedule.delay(context, random));
        try {
            return Durations.requirePositive("the wait", wait);
        } catch (IllegalArgumentException e) {
            throw new CallbackException(
                    doing.get() + ": schedule " + name(schedule) + " returned " + wait + ": " + e.getMessage(), null);
        }
    }

    /** Returns whether this is a built-in schedule, which neither blocks nor fails. */
    public static boolean isOurs(PollSchedule schedule) {
        return schedule.getClass().getPackage() == PollSchedule.class.getPackage();
    }

    /**
     * Returns a decoder that applies the built-in meaning of status words and then, if the classifier is a custom one,
     * the classifier's.
     */
    static <T> Decoder<T> asking(StatusClassifier classifier, Decoder<T> decoder, UnaryOperator<T> classified) {
        if (classifier.getClass().getPackage() == StatusClassifier.class.getPackage()) {
            return decoder;
        }
        return new Decoder<>() {
            @Override
            public T decode(byte[] body) {
                return decoder.decode(body);
            }

            @Override
            public UnaryOperator<T> callback() {
                return classified;
            }
        };
    }

    /** Returns whether two schedules are equal; false if {@code equals} throws. */
    public static boolean isSame(PollSchedule one, PollSchedule other) {
        try {
            return one == other || one.equals(other);
        } catch (Throwable e) {
            return false;
        }
    }

    /** Returns the meaning of a status word. */
    static TrainingState classify(Supplier<String> doing, StatusClassifier classifier, String word) {
        return result(doing, "status classifier", classifier, () -> classifier.classify(word));
    }

    private static <T> T result(Supplier<String> doing, String role, Object callback, Supplier<@Nullable T> call) {
        T result;
        try {
            result = call.get();
        } catch (Throwable e) {
            // Catches errors too: an endless recursion or a missing class in the callback leaves the thread usable.
            throw failure(doing, role, callback, "threw " + e.getClass().getName(), e);
        }
        if (result == null) {
            throw failure(doing, role, callback, "returned null", null);
        }
        return result;
    }

    private static CallbackException failure(
            Supplier<String> doing, String role, Object callback, String what, @Nullable Throwable cause) {
        return new CallbackException(doing.get() + ": " + role + " " + name(callback) + " " + what, cause);
    }

    /** Returns the class name. {@code toString()} would be application code, too. */
    private static String name(Object callback) {
        return callback.getClass().getName();
    }
}
