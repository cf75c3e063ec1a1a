package io.github.predictionone.reactor.internal.upload;

import java.io.Closeable;
import java.io.IOException;
import reactor.core.publisher.Mono;
import reactor.netty.Connection;

/** Bytes to upload. Each attempt reads them anew. */
interface Content {

    /** Returns the total number of bytes to send. */
    long length();

    /** Fails if the content has changed since its length was read. */
    Mono<Void> unchanged(String doing);

    /** Opens the content for reading. May block. */
    Opened open() throws IOException;

    /** The content as one attempt reads it. */
    interface Opened extends Closeable {

        /** Returns the message that Netty writes to this connection. */
        Object message(Connection connection);

        /** Returns how many bytes the network has taken. */
        long sent();
    }
}
