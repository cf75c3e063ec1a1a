package io.github.predictionone.reactor.internal.upload;

import io.github.predictionone.reactor.internal.netty.SocketBuffer;
import io.github.predictionone.reactor.internal.storage.Storage;
import io.github.predictionone.reactor.internal.support.JvmError;
import io.github.predictionone.reactor.internal.upload.Content.Opened;
import io.netty.channel.Channel;
import java.io.IOException;
import org.jspecify.annotations.Nullable;
import org.reactivestreams.Publisher;
import reactor.core.publisher.Mono;
import reactor.core.publisher.Sinks;
import reactor.netty.Connection;
import reactor.netty.NettyOutbound;

/** The body of one upload attempt. */
final class UploadBody implements Storage.Body {

    private final Opened content;
    private final Mono<Void> unchanged;
    private final Sinks.Empty<Void> connected = Sinks.empty();
    private final Sinks.Empty<Void> answered = Sinks.empty();
    private volatile @Nullable Channel channel;

    /** {@code unchanged} fails if the content has changed since its length was read. */
    public UploadBody(Opened content, Mono<Void> unchanged) {
        this.content = content;
        this.unchanged = unchanged;
    }

    /** Returns the number of bytes that the network has taken. */
    long sent() {
        return content.sent();
    }

    /** Returns a mark that changes whenever the other side takes bytes, whether encrypted or not. */
    Mark mark() {
        Channel socket = channel;
        return socket == null
                ? Mark.NONE
                : new Mark(sent(), SocketBuffer.unsent(socket), SocketBuffer.acknowledged(socket));
    }

    /** The progress of a body at one moment. */
    record Mark(long sent, long unsent, long acknowledged) {

        static final Mark NONE = new Mark(0, 0, 0);
    }

    /** Continues to write if the socket has room, which is not always reported. */
    void push() {
        Channel socket = channel;
        if (socket != null) {
            SocketBuffer.push(socket);
        }
    }

    /** Notes that there is a connection. */
    public void connected() {
        connected.tryEmitEmpty();
    }

    /** Completes when there is a connection. */
    Mono<Void> whenConnected() {
        return connected.asMono();
    }

    /** Completes when an answer has begun. */
    Mono<Void> whenAnswered() {
        return answered.asMono();
    }

    @Override
    public void answered() {
        answered.tryEmitEmpty();
    }

    @Override
    public Publisher<Void> write(NettyOutbound out) {
        connected();
        // Not closed here, since closing may block and this is an event loop.
        Publisher<Void> body = out.sendUsing(() -> content, this::message, open -> {});
        // Unless the file has changed, wait for the answer: the storage may have sent one, which says why.
        return Mono.from(body)
                .onErrorResume(
                        failure -> failure instanceof IOException && JvmError.findIn(failure) == null,
                        failure -> unchanged.then(Mono.never()));
    }

    private Object message(Connection connection, Opened open) {
        channel = connection.channel();
        return open.message(connection);
    }
}
