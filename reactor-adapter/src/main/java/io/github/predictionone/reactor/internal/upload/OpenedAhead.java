package io.github.predictionone.reactor.internal.upload;

import io.github.predictionone.reactor.internal.upload.Content.Opened;
import io.netty.channel.ChannelPipeline;
import io.netty.handler.stream.ChunkedWriteHandler;
import java.io.IOException;
import org.jspecify.annotations.Nullable;
import reactor.netty.Connection;

/** What is read ahead of the network, for a connection that can't send files by itself. */
final class OpenedAhead implements Opened {

    private final FileBytes bytes;
    private volatile @Nullable ReadAhead ahead;

    OpenedAhead(FileBytes bytes) {
        this.bytes = bytes;
    }

    @Override
    public Object message(Connection connection) {
        ReadAhead reading = new ReadAhead(bytes, writer(connection)::resumeTransfer);
        ahead = reading;
        return reading;
    }

    private static ChunkedWriteHandler writer(Connection connection) {
        ChannelPipeline pipeline = connection.channel().pipeline();
        ChunkedWriteHandler present = pipeline.get(ChunkedWriteHandler.class);
        if (present != null) {
            return present;
        }
        ChunkedWriteHandler added = new ChunkedWriteHandler();
        connection.addHandlerLast(added);
        return added;
    }

    @Override
    public long sent() {
        ReadAhead reading = ahead;
        return reading == null ? 0 : reading.progress();
    }

    @Override
    public void close() throws IOException {
        ReadAhead reading = ahead;
        if (reading == null) {
            bytes.close();
        } else {
            // It may be just reading.
            reading.close();
        }
    }
}
