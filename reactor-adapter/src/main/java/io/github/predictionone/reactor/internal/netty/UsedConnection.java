package io.github.predictionone.reactor.internal.netty;

import java.io.IOException;
import org.jspecify.annotations.Nullable;
import reactor.netty.Connection;
import reactor.netty.NettyOutbound;
import reactor.netty.channel.AbortedException;

/** The connection that a request is written to, until its answer is in the hands of whoever reads it. */
public final class UsedConnection {

    private volatile @Nullable Connection connection;
    private volatile boolean kept;
    private volatile boolean answered;

    /** The request goes out here. */
    public NettyOutbound by(NettyOutbound out) {
        return out.withConnection(used -> {
            connection = used;
            kept = ResponseGuard.hasAnswered(used.channel());
        });
    }

    /** The answer is read from now on, and whoever reads it lets it go. */
    public void answered() {
        answered = true;
    }

    /**
     * Lets an answer go that came just as nobody wanted it any more. Reactor Netty hands it to a subscription that is
     * cancelled already, and nobody reads it: its buffers would never be released, nor would the connection be given back.
     */
    public void cancelled() {
        Connection used = connection;
        if (used != null && !answered) {
            used.channel().eventLoop().execute(() -> {
                if (!answered) {
                    // Reads what has come. If that was not all, the cancellation closes the connection.
                    used.inbound()
                            .receive()
                            .subscribe(ignored -> {}, ignored -> {})
                            .dispose();
                }
            });
        }
    }

    /** Tells apart the failure of a connection that had been kept, and that the other side had closed. */
    Throwable explained(Throwable failure) {
        boolean closed = failure instanceof IOException || failure instanceof AbortedException;
        return kept && !answered && closed ? new StaleConnectionException(failure) : failure;
    }
}
