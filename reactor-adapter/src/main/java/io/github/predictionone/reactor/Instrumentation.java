package io.github.predictionone.reactor;

import io.github.resilience4j.circuitbreaker.CircuitBreaker;
import java.util.Map;
import java.util.function.IntSupplier;
import org.jspecify.annotations.Nullable;
import reactor.core.Disposable;
import reactor.core.Disposables;
import reactor.util.context.Context;
import reactor.util.context.ContextView;

/**
 * What a client tells about itself while it works, for meters and traces: see {@link
 * PredictionOneClient.Builder#instrumentation(Instrumentation)}.
 * {@code io.github.predictionone.reactor.micrometer} has one for Micrometer. A client without one has nothing of this
 * kind on the way of its calls.
 *
 * <p>Everything begins at subscription, and is told to have ended exactly once, before the subscriber learns of it.
 * Every method may be called by any thread, several of them at the same time. A method must
 * not block, because that blocks an event loop. If a method throws or returns null, the call goes on without it, and the
 * first such failure is logged. All methods do nothing by default, so that an implementation names only what it is
 * interested in. No method receives a key, an id or a URL.
 */
public interface Instrumentation {

    /** How something ended. */
    enum Outcome {
        /** With what it was to bring. */
        SUCCESS,
        /** With an error. */
        ERROR,
        /** By its subscriber, who wants no more of it. */
        CANCELLED
    }

    /** In which lane a request waits for its turn. */
    enum Lane {
        /** Calls of the user, and requests for keys: before all others, with one poll after three of them. */
        CALL,
        /** Polls of what is known to exist. They alternate with first looks. */
        POLL,
        /** Polls of what has not been seen. Viewers take turns. */
        FIRST_LOOK
    }

    /** Which way a transfer goes. */
    enum Direction {
        /** From a file to the storage. */
        UPLOAD,
        /** From the storage to a file or a subscriber. */
        DOWNLOAD
    }

    /**
     * One call of the API.
     *
     * @param method the HTTP method, such as {@code GET}
     * @param path the path below the base URL, without a query, such as {@code /v1/external/models/results}, with the
     *     name of an id in the id's place, such as {@code /v1/external/models/{model_id}}: one of a few
     * @param background whether the client makes this call by itself and for nobody in particular: a poll, which all
     *     share who watch the training; an API key, which all share who wait for it
     */
    record ApiCall(String method, String path, boolean background) {}

    /** Something that has begun. */
    interface Operation {

        /**
         * Called once.
         *
         * @param outcome how it ended
         * @param failure the error, a {@link io.github.predictionone.PredictionOneException} as a rule; null unless the
         *     outcome is {@link Outcome#ERROR}
         */
        default void ended(Outcome outcome, @Nullable Throwable failure) {}
    }

    /** A call that has begun. */
    interface Call extends Operation {

        /**
         * Headers for each of this call's requests, such as {@code traceparent}. They go to the API alone, never to a
         * storage, and can't replace the key.
         *
         * @return names and values; may be empty [empty]
         */
        default Map<String, String> headers() {
            return Map.of();
        }

        /**
         * What those below see as Reactor's context.
         *
         * @param context the subscriber's
         * @return the same, or one with more in it [the same]
         */
        default Context contextOf(Context context) {
            return context;
        }

        /** An attempt begins: the first, or one that repeats a failed one. It is not sent before its turn has come. */
        default void attempted() {}

        /**
         * An HTTP response begins to come.
         *
         * @param status its status on the wire
         */
        default void answered(int status) {}
    }

    /** A transfer that has begun, whatever number of requests it may take. */
    interface Transfer extends Operation {

        /**
         * Called a few times per second, and at the end; a download to a file that is cancelled leaves out what came
         * in its last tenth of a second.
         *
         * @param bytes how many more have been transferred: those of failed attempts count, and those that a download
         *     found on the disk do not
         */
        default void transferred(long bytes) {}
    }

    /**
     * A client has been built.
     *
     * @param circuitBreaker its circuit breaker; null if it has none. To add a consumer of its events slows every call
     * @param pollers how many trainings are watched at the moment, however many watch them
     * @param blocked how many delivery threads are in the application's code for more than a second, those of other
     *     clients of the JVM included
     * @return disposed of when the client has been closed
     */
    default Disposable clientBuilt(@Nullable CircuitBreaker circuitBreaker, IntSupplier pollers, IntSupplier blocked) {
        return Disposables.disposed();
    }

    /**
     * A call of the API is subscribed to. Its repeated attempts are the same call.
     *
     * @param call which call
     * @param context the subscriber's
     * @return what is told of the rest
     */
    default Call callStarted(ApiCall call, ContextView context) {
        return new Call() {};
    }

    /**
     * A request has to wait for its turn: for a key, a free connection, or a permit of the rate limiter. Those that are
     * sent at once are not told of.
     *
     * @param lane where it waits
     * @param context the subscriber's
     * @return receives the end of the wait: an error if the turn did not come in time or the circuit breaker opened
     */
    default Operation permitWaitStarted(Lane lane, ContextView context) {
        return new Operation() {};
    }

    /**
     * A poll of a watch is about to be sent: one call, told of as such as well.
     *
     * @param context without anything of the application's
     * @return what is told when it has ended: with success if there is a status, whatever it says
     */
    default Operation pollStarted(ContextView context) {
        return new Operation() {};
    }

    /**
     * A watch is subscribed to. Several of them may share a poller.
     *
     * @param context the subscriber's
     * @return what is told when it has ended; that of a training that failed ends with success, for so did the watch
     */
    default Operation watchStarted(ContextView context) {
        return new Operation() {};
    }

    /**
     * A watch is refused: the service does not know its id, and has said so now or within the last minute, or the client
     * watches as many ids as it may. Called for each watch.
     */
    default void watchRefused() {}

    /**
     * A transfer is subscribed to: that of one file.
     *
     * @param direction which way it goes
     * @param context the subscriber's
     * @return what is told of the rest
     */
    default Transfer transferStarted(Direction direction, ContextView context) {
        return new Transfer() {};
    }
}
