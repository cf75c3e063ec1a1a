package io.github.predictionone.reactor.internal.support;

import com.google.errorprone.annotations.concurrent.GuardedBy;
import java.util.Optional;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** A resource that the clients of a JVM share: created for the first client, released by the last. */
public final class SharedResource<T> {

    private final Supplier<T> supplier;

    @GuardedBy("this")
    private @Nullable T current;

    @GuardedBy("this")
    private int users;

    public SharedResource(Supplier<T> supplier) {
        this.supplier = supplier;
    }

    /** Adds a user, and creates the resource if there is none. */
    public synchronized T acquire() {
        T acquired = current == null ? supplier.get() : current;
        current = acquired;
        users++;
        return acquired;
    }

    /** Removes a user. Returns the resource if that was the last one, so that the caller can dispose of it. */
    public synchronized Optional<T> release() {
        users--;
        if (users > 0) {
            return Optional.empty();
        }
        Optional<T> unused = Optional.ofNullable(current);
        current = null;
        return unused;
    }
}
