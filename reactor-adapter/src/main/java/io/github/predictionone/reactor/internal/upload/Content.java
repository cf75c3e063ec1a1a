package io.github.predictionone.reactor.internal.upload;

import java.io.Closeable;
import java.io.IOException;
import reactor.core.publisher.Mono;
import reactor.netty.Connection;

/** Bytes to upload: each attempt reads them anew. */
interface Content {

    /** Returns the number of all bytes that are sent. */
    long length();

    /** Fails if the content is no longer what it was when its length was taken. */
    Mono<Void> unchanged(String doing);

    /** Opens what the bytes are read from; may wait for the disk. */
    Opened open() throws IOException;

    /** One attempt's view of a content. */
    interface Opened extends Closeable {

        /** Returns what Netty writes to this connection. */
        Object message(Connection connection);

        /** Returns how many bytes the network has taken. */
        long sent();
    }
}
