package io.github.predictionone.reactor;

import java.nio.ByteBuffer;
import java.util.Optional;
import java.util.OptionalLong;
import reactor.core.publisher.Flux;

/**
 * A result archive as the storage has described it, with access to its bytes, for applications that serve the archive
 * over HTTP. It holds no connection, and bytes that are not subscribed to are not transferred. Safe for use by multiple
 * threads.
 *
 * <p>If the archive has been replaced in the meantime, the stream of bytes fails with a
 * {@link io.github.predictionone.TransferException} before its first byte, so bytes of two archives are never mixed.
 */
public interface ResultContent {

    /**
     * Returns the length of the archive.
     *
     * @return the length in bytes; empty if the storage does not send it
     */
    OptionalLong length();

    /**
     * Returns the entity tag, which distinguishes this archive from every other one of the same name.
     *
     * @return a strong entity tag with its quotes, as the storage sent it; empty if it sent none
     */
    Optional<String> etag();

    /**
     * Returns whether {@link #bytes(long, long)} is available.
     *
     * @return false if the storage does not support ranges, or does not send both a length and a strong entity tag
     */
    boolean hasRanges();

    /**
     * Returns all bytes, with the guarantees of {@link PredictionOneClient#streamResult}.
     *
     * @return buffers in order, according to demand, each owned by the subscriber
     */
    Flux<ByteBuffer> bytes();

    /**
     * Returns a range of the bytes. Resumes after a broken connection, as {@link #bytes()} does. Checks that need the
     * whole archive, such as checksums, are not made.
     *
     * @param from the offset of the first byte; at least 0
     * @param to the offset behind the last byte; at least {@code from}, at most the length
     * @return buffers in order, according to demand, each owned by the subscriber
     * @throws IllegalArgumentException if the range is not within the archive
     * @throws IllegalStateException if ranges are not available
     */
    Flux<ByteBuffer> bytes(long from, long to);
}
