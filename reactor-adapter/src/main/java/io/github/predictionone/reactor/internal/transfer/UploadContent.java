package io.github.predictionone.reactor.internal.transfer;

import java.io.Closeable;
import java.io.IOException;
import java.nio.file.Path;
import reactor.core.publisher.Mono;
import reactor.netty.Connection;

/** What is uploaded: read anew by every attempt, and the same each time. */
public interface UploadContent {

    /** The file that progress is told of. */
    Path file();

    /** All bytes that are sent. */
    long length();

    /** Errs if it is no longer what it was when its length was taken. */
    Mono<Void> unchanged(String doing);

    /** Opens its files. */
    Opened open() throws IOException;

    /** One attempt's view of it. */
    interface Opened extends Closeable {

        /** What Netty writes to this connection. */
        Object message(Connection connection) throws IOException;

        /** How much of it the network has taken. */
        long sent();
    }
}
