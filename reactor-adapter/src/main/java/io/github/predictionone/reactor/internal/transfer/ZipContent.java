package io.github.predictionone.reactor.internal.transfer;

import io.github.predictionone.Retryability;
import io.github.predictionone.TransferException;
import io.github.predictionone.internal.StoredZip;
import java.io.IOException;
import java.nio.channels.ClosedByInterruptException;
import java.nio.file.Path;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Mono;
import reactor.netty.Connection;

/** Files in a zip that is made while it is sent. */
record ZipContent(Path file, StoredZip zip) implements UploadContent {

    /**
     * Reads each file once, for its checksum, which stands before it. May take long, so whoever cancels interrupts it, and
     * then it is nothing.
     */
    static @Nullable ZipContent of(Path main, Map<String, Path> files) throws IOException {
        try {
            return new ZipContent(main, StoredZip.of(files));
        } catch (ClosedByInterruptException cancelled) {
            return null;
        }
    }

    @Override
    public long length() {
        return zip.length();
    }

    @Override
    public Mono<Void> unchanged(String doing) {
        return FileWork.mono(zip::changed)
                .onErrorMap(IOException.class, failure -> Attempts.disk(doing, failure))
                .flatMap(changed -> changed.isEmpty()
                        ? Mono.empty()
                        : Mono.error(new TransferException(
                                doing + ": " + changed.get() + " has changed during the upload",
                                null,
                                Retryability.NEVER)));
    }

    @Override
    public Opened open() throws IOException {
        return new OpenZip(zip);
    }

    private static final class OpenZip implements Opened {

        private final ZipChunks chunks;

        OpenZip(StoredZip zip) throws IOException {
            this.chunks = new ZipChunks(zip);
        }

        @Override
        public Object message(Connection connection) {
            return UploadBody.inChunks(connection, chunks);
        }

        @Override
        public long sent() {
            return chunks.progress();
        }

        @Override
        public void close() throws IOException {
            chunks.close();
        }
    }
}
