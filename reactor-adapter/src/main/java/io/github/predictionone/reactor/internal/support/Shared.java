package io.github.predictionone.reactor.internal.support;

import com.google.errorprone.annotations.concurrent.GuardedBy;
import java.util.Optional;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** A resource that the clients of a JVM share: created for the first of them, released by the last. */
public final class Shared<T> {

    private final Supplier<T> maker;

    @GuardedBy("this")
    private @Nullable T current;

    @GuardedBy("this")
    private int users;

    public Shared(Supplier<T> maker) {
        this.maker = maker;
    }

    /** Adds a user, and creates the resource if there is none. */
    public synchronized T acquire() {
        T acquired = current == null ? maker.get() : current;
        current = acquired;
        users++;
        return acquired;
    }

    /** Removes a user. Returns the resource if that was the last one, so that the caller ends it. */
    public synchronized Optional<T> release() {
        users--;
        if (users > 0) {
            return Optional.empty();
        }
        Optional<T> left = Optional.ofNullable(current);
        current = null;
        return left;
    }
}
