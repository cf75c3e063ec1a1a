package io.github.predictionone.reactor.internal.transfer;

import io.github.predictionone.reactor.internal.transfer.UploadContent.Opened;
import io.netty.channel.ChannelPipeline;
import io.netty.handler.stream.ChunkedInput;
import io.netty.handler.stream.ChunkedWriteHandler;
import java.io.IOException;
import java.io.UncheckedIOException;
import org.jspecify.annotations.Nullable;
import org.reactivestreams.Publisher;
import reactor.core.publisher.Mono;
import reactor.netty.Connection;
import reactor.netty.NettyOutbound;

/** A content on its way to the network, in one attempt. */
final class UploadBody {

    static final int CHUNK = 1 << 20;

    private final UploadContent content;
    private final Mono<Void> unchanged;
    private volatile @Nullable Opened opened;

    /** The last argument errs if the content is no longer what it was. */
    UploadBody(UploadContent content, Mono<Void> unchanged) {
        this.content = content;
        this.unchanged = unchanged;
    }

    /** How much of it the network has taken. */
    long sent() {
        Opened source = opened;
        return source == null ? 0 : source.sent();
    }

    Publisher<Void> write(NettyOutbound out) {
        Publisher<Void> body = out.sendUsing(content::open, this::message, UploadBody::close);
        // If it is not the file that fails: the storage may have answered already, and its answer says why.
        return Mono.from(body).onErrorResume(IOException.class, failure -> unchanged.then(Mono.never()));
    }

    private Object message(Connection connection, Opened source) {
        opened = source;
        try {
            return source.message(connection);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** For a connection that can't send files by itself. */
    static Object inChunks(Connection connection, ChunkedInput<?> chunks) {
        ChannelPipeline pipeline = connection.channel().pipeline();
        if (pipeline.get(ChunkedWriteHandler.class) == null) {
            connection.addHandlerLast(new ChunkedWriteHandler());
        }
        return chunks;
    }

    private static void close(Opened source) {
        try {
            source.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
