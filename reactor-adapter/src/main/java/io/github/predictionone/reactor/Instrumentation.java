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
 * Receives callbacks for a client's calls, polls, watches and transfers, for meters and traces; see
 * {@link PredictionOneClient.Builder#instrumentation(Instrumentation)}.
 * {@code io.github.predictionone.reactor.micrometer} has an implementation for Micrometer. Calls of a client without
 * instrumentation have no overhead from it.
 *
 * <p>Each operation begins at subscription. Its end is reported exactly once, before the subscriber receives the
 * terminal signal. Any thread may call any method, and several threads may do so at the same time. A method must not
 * block, because that would block an event loop. If a method throws or returns null, the call continues without it, and
 * the first such failure is logged. All methods do nothing by default, so an implementation overrides only those that
 * it needs. No method receives a key, an id or a URL.
 */
public interface Instrumentation {

    /** How an operation ended. */
    enum Outcome {
        /** With its result. */
        SUCCESS,
        /** With an error. */
        ERROR,
        /** Because its subscriber has cancelled it. */
        CANCELLED
    }

    /** The lane in which a request waits for its turn. */
    enum Lane {
        /** Calls of the application, and requests for keys: before all others, with one poll after three of them. */
        CALL,
        /** Polls of ids that are known to exist. They alternate with first looks. */
        POLL,
        /** Polls of ids that the client has not seen yet. Viewers take turns. */
        FIRST_LOOK
    }

    /** The direction of a transfer. */
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
     * @param path the path below the base URL, without a query, such as {@code /v1/external/models/results}, with a
     *     placeholder for each id, such as {@code /v1/external/models/{model_id}}; there are only a few different ones
     * @param background whether the client makes this call by itself, on behalf of several subscribers: a poll, which
     *     all watches of the training share, or a request for an API key, which all calls that wait for it share
     */
    record ApiCall(String method, String path, boolean background) {}

    /** An operation that has begun. */
    interface Operation {

        /**
         * Receives the end of the operation. Called once.
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
         * Returns headers for each of this call's requests, such as {@code traceparent}. They are sent only to the API,
         * never to a storage, and cannot replace the key.
         *
         * @return names and values; may be empty [empty]
         */
        default Map<String, String> headers() {
            return Map.of();
        }

        /**
         * Returns the Reactor context that the operators upstream see.
         *
         * @param context the subscriber's
         * @return the same context, or one with additional entries [the same]
         */
        default Context contextOf(Context context) {
            return context;
        }

        /**
         * Called when an attempt begins: the first one or a retry. Its request is not sent before its turn has come.
         */
        default void attempted() {}

        /**
         * Called when an HTTP response begins to arrive.
         *
         * @param status its status on the wire
         */
        default void answered(int status) {}
    }

    /** A transfer that has begun, however many requests it takes. */
    interface Transfer extends Operation {

        /**
         * Called a few times per second, and at the end. If a download to a file is cancelled, the bytes of its last
         * tenth of a second are not reported.
         *
         * @param bytes the number of bytes transferred since the last call. Bytes of failed attempts count; bytes that
         *     a download found on the disk do not
         */
        default void transferred(long bytes) {}
    }

    /**
     * Called when a client has been built.
     *
     * @param circuitBreaker its circuit breaker; null if it has none. Adding a consumer of its events slows every call
     * @param pollers the number of trainings that are being watched, however many watches each one has
     * @param blocked the number of delivery threads that have been in the application's code for more than a second,
     *     including those of other clients of the JVM
     * @return disposed of when the client has been closed
     */
    default Disposable clientBuilt(@Nullable CircuitBreaker circuitBreaker, IntSupplier pollers, IntSupplier blocked) {
        return Disposables.disposed();
    }

    /**
     * Called when a call of the API is subscribed to. Its retries belong to the same call.
     *
     * @param call which call
     * @param context the subscriber's
     * @return receives the further events of the call
     */
    default Call callStarted(ApiCall call, ContextView context) {
        return new Call() {};
    }

    /**
     * Called when a request must wait for its turn: for a key, a free connection, or a permit of the rate limiter. Not
     * called for a request that is sent immediately.
     *
     * @param lane the lane in which it waits
     * @param context the subscriber's
     * @return receives the end of the wait: an error if the turn did not come in time or the circuit breaker opened
     */
    default Operation permitWaitStarted(Lane lane, ContextView context) {
        return new Operation() {};
    }

    /**
     * Called when a poll of a watch is about to be sent. The poll is also reported as a call.
     *
     * @param context without any entry of the application
     * @return receives the end of the poll: success if there is a status, whatever it is
     */
    default Operation pollStarted(ContextView context) {
        return new Operation() {};
    }

    /**
     * Called when a watch is subscribed to. Several watches may share a poller.
     *
     * @param context the subscriber's
     * @return receives the end of the watch; if the training failed, the outcome is success, because the watch itself
     *     succeeded
     */
    default Operation watchStarted(ContextView context) {
        return new Operation() {};
    }

    /**
     * Called when a watch is refused, once for each watch. Either the service does not know the id, according to a
     * response now or within the last minute, or the client already watches as many ids as it may.
     */
    default void watchRefused() {}

    /**
     * Called when the transfer of one file is subscribed to.
     *
     * @param direction upload or download
     * @param context the subscriber's
     * @return receives the further events of the transfer
     */
    default Transfer transferStarted(Direction direction, ContextView context) {
        return new Transfer() {};
    }
}
