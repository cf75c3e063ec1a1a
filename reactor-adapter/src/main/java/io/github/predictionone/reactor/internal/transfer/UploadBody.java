package io.github.predictionone.reactor.internal.transfer;

import io.netty.channel.ChannelPipeline;
import io.netty.channel.DefaultFileRegion;
import io.netty.handler.ssl.SslHandler;
import io.netty.handler.stream.ChunkedNioFile;
import io.netty.handler.stream.ChunkedWriteHandler;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.function.LongSupplier;
import org.reactivestreams.Publisher;
import reactor.core.publisher.Mono;
import reactor.netty.Connection;
import reactor.netty.NettyOutbound;

/** A file on its way to the network, without a copy where the transport allows it. */
final class UploadBody {

    private static final int CHUNK = 1 << 20;

    private final Path file;
    private final long length;
    private final Mono<Void> unchanged;
    private volatile LongSupplier sent = () -> 0;

    /** The last argument errs if the file is no longer what it was. */
    UploadBody(Path file, long length, Mono<Void> unchanged) {
        this.file = file;
        this.length = length;
        this.unchanged = unchanged;
    }

    /** How much of it the network has taken. */
    long sent() {
        return sent.getAsLong();
    }

    Publisher<Void> write(NettyOutbound out) {
        Publisher<Void> body =
                out.sendUsing(() -> FileChannel.open(file, StandardOpenOption.READ), this::content, UploadBody::close);
        // If it is not the file that fails: the storage may have answered already, and its answer says why.
        return Mono.from(body).onErrorResume(IOException.class, failure -> unchanged.then(Mono.never()));
    }

    private Object content(Connection connection, FileChannel channel) {
        ChannelPipeline pipeline = connection.channel().pipeline();
        if (pipeline.get(SslHandler.class) == null) {
            DefaultFileRegion region = new DefaultFileRegion(channel, 0, length);
            sent = region::transferred;
            return region;
        }
        // Encryption needs the bytes.
        if (pipeline.get(ChunkedWriteHandler.class) == null) {
            connection.addHandlerLast(new ChunkedWriteHandler());
        }
        try {
            ChunkedNioFile chunks = new ChunkedNioFile(channel, 0, length, CHUNK);
            sent = chunks::progress;
            return chunks;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void close(FileChannel channel) {
        try {
            channel.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
