package io.github.predictionone.reactor.internal.transfer;

import io.github.predictionone.Retryability;
import io.github.predictionone.TransferException;
import io.netty.channel.DefaultFileRegion;
import io.netty.handler.ssl.SslHandler;
import io.netty.handler.stream.ChunkedNioFile;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.function.LongSupplier;
import reactor.core.publisher.Mono;
import reactor.netty.Connection;

/** A file, without a copy where the transport allows it. */
record FileContent(Path file, long length) implements UploadContent {

    @Override
    public Mono<Void> unchanged(String doing) {
        return Uploads.length(doing, file)
                .flatMap(now -> now == length ? Mono.empty() : Mono.error(changed(doing, length, now)));
    }

    private static TransferException changed(String doing, long before, long now) {
        return new TransferException(
                doing + ": the file has changed its length during the upload, from " + before + " to " + now + " bytes",
                null,
                Retryability.NEVER);
    }

    @Override
    public Opened open() throws IOException {
        return new OpenFile(FileChannel.open(file, StandardOpenOption.READ), length);
    }

    private static final class OpenFile implements Opened {

        private final FileChannel channel;
        private final long length;
        private volatile LongSupplier sent = () -> 0;

        OpenFile(FileChannel channel, long length) {
            this.channel = channel;
            this.length = length;
        }

        @Override
        public Object message(Connection connection) throws IOException {
            if (connection.channel().pipeline().get(SslHandler.class) == null) {
                DefaultFileRegion region = new DefaultFileRegion(channel, 0, length);
                sent = region::transferred;
                return region;
            }
            // Encryption needs the bytes.
            ChunkedNioFile chunks = new ChunkedNioFile(channel, 0, length, UploadBody.CHUNK);
            sent = chunks::progress;
            return UploadBody.inChunks(connection, chunks);
        }

        @Override
        public long sent() {
            return sent.getAsLong();
        }

        @Override
        public void close() throws IOException {
            channel.close();
        }
    }
}
