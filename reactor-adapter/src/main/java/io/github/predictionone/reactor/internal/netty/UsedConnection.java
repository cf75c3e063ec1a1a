package io.github.predictionone.reactor.internal.netty;

import io.github.predictionone.reactor.internal.support.StaleConnectionException;
import java.io.IOException;
import org.jspecify.annotations.Nullable;
import reactor.netty.Connection;
import reactor.netty.NettyOutbound;
import reactor.netty.channel.AbortedException;

/** The connection of one exchange, from the request until the reader of the answer takes over. */
public final class UsedConnection {

    private volatile @Nullable Connection connection;
    private volatile boolean kept;
    private volatile boolean answered;
    private volatile boolean cancelled;

    /** Records the connection that the request is written to. */
    public NettyOutbound by(NettyOutbound out) {
        return out.withConnection(used -> {
            connection = used;
            kept = ResponseGuard.hasAnswered(used.channel());
            if (cancelled) {
                release(used);
            }
        });
    }

    /** Ends this object's responsibility: the reader of the answer releases it. */
    public void answered() {
        answered = true;
    }

    /**
     * Releases an answer that arrives together with the cancellation. Reactor Netty delivers it to a subscription that is
     * already cancelled and ignores it: the buffers would leak, and the pool would never get the connection back.
     */
    public void cancelled() {
        cancelled = true;
        Connection used = connection;
        if (used != null) {
            release(used);
        }
    }

    private void release(Connection used) {
        if (!answered) {
            used.channel().eventLoop().execute(() -> {
                if (!answered) {
                    // Drains what has arrived. If the answer is incomplete, the cancellation closes the connection.
                    used.inbound()
                            .receive()
                            .subscribe(ignored -> {}, ignored -> {})
                            .dispose();
                }
            });
        }
    }

    /** Marks the failure of a kept connection that the other side closed before it answered. */
    Throwable explained(Throwable failure) {
        boolean closed = failure instanceof IOException || failure instanceof AbortedException;
        return kept && !answered && closed ? new StaleConnectionException(failure) : failure;
    }
}
