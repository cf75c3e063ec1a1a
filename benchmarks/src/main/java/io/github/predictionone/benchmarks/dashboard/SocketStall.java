package io.github.predictionone.benchmarks.dashboard;

import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import reactor.netty.Connection;

/** Stops a client from reading its socket, whatever its subscriber demands. For one connection at a time. */
final class SocketStall implements Consumer<Connection> {

    private volatile @Nullable Connection connection;

    @Override
    public void accept(Connection connected) {
        connection = connected;
    }

    void begin() {
        setReading(false);
    }

    void end() {
        setReading(true);
    }

    private void setReading(boolean reading) {
        Connection present = connection;
        if (present != null) {
            present.channel().config().setAutoRead(reading);
        }
    }
}
