package io.github.predictionone.reactor.internal.support;

import io.github.predictionone.PredictionOneException;
import io.github.predictionone.Retryability;
import io.github.predictionone.TransportException;
import io.netty.handler.codec.DecoderException;
import java.io.IOException;
import java.net.ConnectException;
import java.net.NoRouteToHostException;
import java.net.UnknownHostException;
import java.security.cert.CertificateException;
import java.util.concurrent.TimeoutException;
import javax.net.ssl.SSLHandshakeException;
import javax.net.ssl.SSLPeerUnverifiedException;
import reactor.core.Exceptions;
import reactor.netty.http.client.PrematureCloseException;
import reactor.netty.internal.shaded.reactor.pool.PoolAcquireTimeoutException;

/** The meaning of the network's own exceptions: how far the request may have got. */
public final class TransportFailures {

    private TransportFailures() {}

    public static PredictionOneException of(String doing, Throwable thrown) {
        Throwable failure = Exceptions.unwrap(thrown);
        if (failure instanceof PredictionOneException known) {
            return known;
        }
        if (JvmError.findIn(failure) != null) {
            return JvmError.toException(doing, failure);
        }
        String reason = failure.getMessage() == null ? failure.getClass().getSimpleName() : failure.getMessage();
        return new TransportException(doing + ": " + reason, failure, retryability(failure));
    }

    /**
     * Returns whether a failed exchange says something about the service. It does not if it had no connection, if its
     * connection had been closed before, or if the JVM failed.
     */
    public static boolean speaksOfService(Throwable failure) {
        return !isStale(failure) && !isWithoutConnection(failure) && JvmError.findIn(failure) == null;
    }

    /** Returns whether the wait for a connection of the pool timed out. */
    public static boolean isWithoutConnection(Throwable failure) {
        return hasCause(failure, PoolAcquireTimeoutException.class);
    }

    /** Returns whether the other side had closed a kept connection before it answered. */
    public static boolean isStale(Throwable failure) {
        return hasCause(failure, StaleConnectionException.class);
    }

    /**
     * Returns whether a call that ended with this failure, without an answer, may be repeated. This is the only place
     * that decides it.
     */
    public static Retryability retryability(Throwable failure) {
        Error error = JvmError.findIn(failure);
        if (error != null) {
            // Memory may be free again in a moment; no other error goes away by itself.
            return error instanceof OutOfMemoryError ? Retryability.IF_IDEMPOTENT : Retryability.NEVER;
        }
        if (hasCause(failure, CertificateException.class) || hasCause(failure, SSLPeerUnverifiedException.class)) {
            return Retryability.NEVER;
        }
        if (hasCause(failure, ConnectException.class)
                || hasCause(failure, NoRouteToHostException.class)
                || hasCause(failure, UnknownHostException.class)
                || hasCause(failure, SSLHandshakeException.class)
                || isWithoutConnection(failure)) {
            return Retryability.ALWAYS;
        }
        return failure instanceof IOException
                        || failure instanceof TimeoutException
                        || failure instanceof PrematureCloseException
                        // Bytes were received, but they are not valid HTTP.
                        || failure instanceof DecoderException
                ? Retryability.IF_IDEMPOTENT
                : Retryability.LATER;
    }

    private static boolean hasCause(Throwable failure, Class<? extends Throwable> type) {
        Throwable cause = failure;
        for (int depth = 0; cause != null && depth < 10; depth++, cause = cause.getCause()) {
            if (type.isInstance(cause)) {
                return true;
            }
        }
        return false;
    }
}
