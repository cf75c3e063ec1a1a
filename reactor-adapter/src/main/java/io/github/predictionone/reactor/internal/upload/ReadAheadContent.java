package io.github.predictionone.reactor.internal.upload;

import io.github.predictionone.reactor.internal.upload.Content.Opened;
import io.netty.channel.ChannelPipeline;
import io.netty.handler.stream.ChunkedWriteHandler;
import java.io.IOException;
import org.jspecify.annotations.Nullable;
import reactor.netty.Connection;

/** Content that is read ahead of the network, for a connection that can't send files directly. */
final class ReadAheadContent implements Opened {

    private final ByteSource bytes;
    private volatile @Nullable ReadAhead ahead;

    ReadAheadContent(ByteSource bytes) {
        this.bytes = bytes;
    }

    @Override
    public Object message(Connection connection) {
        ReadAhead input = new ReadAhead(bytes, writer(connection)::resumeTransfer);
        ahead = input;
        return input;
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
        ReadAhead input = ahead;
        return input == null ? 0 : input.progress();
    }

    @Override
    public void close() throws IOException {
        ReadAhead input = ahead;
        if (input == null) {
            bytes.close();
        } else {
            // A read may be in progress; the source is closed after it.
            input.close();
        }
    }
}
