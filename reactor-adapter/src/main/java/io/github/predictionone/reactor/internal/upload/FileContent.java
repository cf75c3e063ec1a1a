package io.github.predictionone.reactor.internal.upload;

import io.github.predictionone.Retryability;
import io.github.predictionone.TransferException;
import io.netty.buffer.ByteBuf;
import io.netty.channel.DefaultFileRegion;
import io.netty.handler.ssl.SslHandler;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.FileSystems;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Mono;
import reactor.netty.Connection;

/** A file, which is sent without a copy in memory where the connection allows it. */
record FileContent(Path file, long length) implements UploadContent {

    @Override
    public Mono<Void> unchanged(String doing) {
        return Uploads.length(doing, file)
                .flatMap(now -> now == length ? Mono.empty() : Mono.error(changed(doing, length, now)));
    }

    private static TransferException changed(String doing, long before, long now) {
        return new TransferException(
                doing + ": the length of the file changed during the upload, from " + before + " to " + now + " bytes",
                null,
                Retryability.NEVER);
    }

    @Override
    public Opened open() throws IOException {
        FileChannel channel = FileChannel.open(file, StandardOpenOption.READ);
        return new OpenFile(channel, length, file.getFileSystem() == FileSystems.getDefault());
    }

    private static final class FileByteSource implements ByteSource {

        private final FileChannel channel;
        private final long length;
        private long position;

        FileByteSource(FileChannel channel, long length) {
            this.channel = channel;
            this.length = length;
        }

        @Override
        public long length() {
            return length;
        }

        @Override
        public void read(ByteBuf into) throws IOException {
            int count = into.writableBytes();
            ByteSource.fill(into, count, channel, position);
            position += count;
        }

        @Override
        public void close() throws IOException {
            channel.close();
        }
    }

    private static final class OpenFile implements Opened {

        private final FileChannel channel;
        private final long length;
        private final boolean isOfTheSystem;
        private final ReadAheadContent ahead;
        private volatile @Nullable DefaultFileRegion region;

        OpenFile(FileChannel channel, long length, boolean isOfTheSystem) {
            this.channel = channel;
            this.length = length;
            this.isOfTheSystem = isOfTheSystem;
            this.ahead = new ReadAheadContent(new FileByteSource(channel, length));
        }

        @Override
        public Object message(Connection connection) {
            if (isOfTheSystem && connection.channel().pipeline().get(SslHandler.class) == null) {
                DefaultFileRegion whole = new DefaultFileRegion(channel, 0, length);
                region = whole;
                return whole;
            }
            // Encryption needs the bytes in memory, and other file systems than the default one have no descriptors.
            return ahead.message(connection);
        }

        @Override
        public long sent() {
            DefaultFileRegion whole = region;
            return whole == null ? ahead.sent() : whole.transferred();
        }

        @Override
        public void close() throws IOException {
            // A region closes the file itself when the network has released it. If it were closed earlier, the kernel,
            // which sends the file by its descriptor, could send another file.
            if (region == null) {
                ahead.close();
            }
        }
    }
}
