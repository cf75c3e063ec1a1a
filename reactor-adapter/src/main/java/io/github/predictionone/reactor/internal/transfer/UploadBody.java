package io.github.predictionone.reactor.internal.transfer;

import io.github.predictionone.reactor.internal.netty.SocketBuffer;
import io.github.predictionone.reactor.internal.transfer.Content.Opened;
import io.netty.channel.Channel;
import io.netty.channel.ChannelPipeline;
import io.netty.handler.stream.ChunkedInput;
import io.netty.handler.stream.ChunkedWriteHandler;
import java.io.IOException;
import java.io.UncheckedIOException;
import org.jspecify.annotations.Nullable;
import org.reactivestreams.Publisher;
import reactor.core.publisher.Mono;
import reactor.core.publisher.Sinks;
import reactor.netty.Connection;
import reactor.netty.NettyOutbound;

/** A content on its way to the network, in one attempt. */
final class UploadBody {

    static final int CHUNK = 1 << 20;

    private final Content content;
    private final Mono<Void> unchanged;
    private final Sinks.Empty<Void> begun = Sinks.empty();
    private final Sinks.Empty<Void> answered = Sinks.empty();
    private volatile @Nullable Opened opened;
    private volatile @Nullable Channel channel;

    /** The last argument errs if the content is no longer what it was. */
    UploadBody(Content content, Mono<Void> unchanged) {
        this.content = content;
        this.unchanged = unchanged;
    }

    /** How much of it the network has taken. */
    long sent() {
        Opened source = opened;
        return source == null ? 0 : source.sent();
    }

    /** Returns what changes whenever the other side takes bytes, be they encrypted or not. */
    Mark mark() {
        Channel socket = channel;
        return socket == null
                ? Mark.NONE
                : new Mark(sent(), SocketBuffer.unsent(socket), SocketBuffer.acknowledged(socket));
    }

    /** How far a body has got. */
    record Mark(long sent, long unsent, long acknowledged) {

        static final Mark NONE = new Mark(0, 0, 0);
    }

    /** Looks for room in the socket, which is not always reported. */
    void push() {
        Channel socket = channel;
        if (socket != null) {
            SocketBuffer.push(socket);
        }
    }

    /** There is a connection. */
    void begin() {
        begun.tryEmitEmpty();
    }

    /** Completes when there is a connection. */
    Mono<Void> begun() {
        return begun.asMono();
    }

    /** Completes when an answer has begun. */
    Mono<Void> whenAnswered() {
        return answered.asMono();
    }

    void answered() {
        answered.tryEmitEmpty();
    }

    Publisher<Void> write(NettyOutbound out) {
        begin();
        Publisher<Void> body = out.sendUsing(content::open, this::message, UploadBody::close);
        // If it is not the file that fails: the storage may have answered already, and its answer says why.
        return Mono.from(body).onErrorResume(IOException.class, failure -> unchanged.then(Mono.never()));
    }

    private Object message(Connection connection, Opened source) {
        opened = source;
        channel = connection.channel();
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
