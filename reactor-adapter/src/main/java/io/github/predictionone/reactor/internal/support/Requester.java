package io.github.predictionone.reactor.internal.support;

import com.google.errorprone.annotations.concurrent.GuardedBy;
import io.github.predictionone.reactor.Instrumentation.Lane;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.Set;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import reactor.util.context.Context;
import reactor.util.context.ContextView;

/**
 * The origin of a request, which decides the lane in which it waits. It is passed on in Reactor's context; a request
 * without a requester is a call of the application.
 */
public final class Requester {

    private static final Set<String> ANY_VIEWER = Set.of("");
    private static final Requester USER = new Requester(Lane.CALL, ANY_VIEWER);
    private static final Requester KNOWN_POLL = new Requester(Lane.POLL, ANY_VIEWER);

    private final Lane lane;

    @GuardedBy("this")
    private final Set<String> viewers;

    private final Context context = Context.of(Requester.class, this);

    @GuardedBy("this")
    private @Nullable Consumer<String> onJoin;

    private Requester(Lane lane, Set<String> viewers) {
        this.lane = lane;
        this.viewers = viewers;
    }

    /** Returns the requester for the watch of an id that is known to exist. */
    public static Requester knownPoll() {
        return KNOWN_POLL;
    }

    /**
     * Returns the requester for the watch of an id that the client has not seen yet. Its request is due as soon as one
     * of its viewers has its turn.
     */
    public static Requester firstLook(Collection<String> viewers) {
        return new Requester(Lane.FIRST_LOOK, new LinkedHashSet<>(viewers));
    }

    public static Requester of(ContextView context) {
        return context.hasKey(Requester.class) ? context.get(Requester.class) : USER;
    }

    public Context context() {
        return context;
    }

    public Lane lane() {
        return lane;
    }

    /** Adds a viewer of a first look. */
    public void join(String viewer) {
        if (lane == Lane.FIRST_LOOK) {
            Consumer<String> listener;
            synchronized (this) {
                listener = viewers.add(viewer) ? onJoin : null;
            }
            if (listener != null) {
                listener.accept(viewer);
            }
        }
    }

    /** Returns the present viewers. The listener receives those that join later. */
    public Set<String> viewers(Consumer<String> listener) {
        if (lane != Lane.FIRST_LOOK) {
            return ANY_VIEWER;
        }
        synchronized (this) {
            onJoin = listener;
            return new LinkedHashSet<>(viewers);
        }
    }
}
