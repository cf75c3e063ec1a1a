package io.github.predictionone.reactor.internal.netty;

import java.io.IOException;
import reactor.netty.Connection;
import reactor.netty.channel.AbortedException;

/** Whether a request that failed went over a connection that had been kept, and that the other side had closed. */
final class KeptConnection {

    private volatile boolean kept;
    private volatile boolean answered;

    /** The request is written to this one. */
    void isUsed(Connection connection) {
        kept = ResponseGuard.hasAnswered(connection.channel());
    }

    void answered() {
        answered = true;
    }

    Throwable explained(Throwable failure) {
        boolean closed = failure instanceof IOException || failure instanceof AbortedException;
        return kept && !answered && closed ? new StaleConnectionException(failure) : failure;
    }
}
