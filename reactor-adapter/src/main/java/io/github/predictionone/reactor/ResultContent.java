package io.github.predictionone.reactor;

import java.nio.ByteBuffer;
import java.util.Optional;
import java.util.OptionalLong;
import reactor.core.publisher.Flux;

/**
 * A result archive as the storage described it when it was asked, and its bytes: what an application needs that hands it
 * on over HTTP. Holds no connection; what is not subscribed to costs nothing. Safe for use by many threads.
 *
 * <p>Should the archive have been replaced in the meantime, its bytes are a
 * {@link io.github.predictionone.TransferException} before the first of them: those of two archives are never mixed.
 */
public interface ResultContent {

    /**
     * The length of the archive.
     *
     * @return its bytes; empty where the storage does not tell
     */
    OptionalLong length();

    /**
     * What tells this archive from every other under the same name.
     *
     * @return a strong entity tag with its quotes, as the storage gave it; empty where it gave none
     */
    Optional<String> etag();

    /**
     * Whether {@link #bytes(long, long)} can be had.
     *
     * @return false where the storage has no ranges, or tells neither length nor a strong entity tag
     */
    boolean hasRanges();

    /**
     * All of it, as {@link PredictionOneClient#streamResult} has it.
     *
     * @return buffers in order, under demand, each the subscriber's own
     */
    Flux<ByteBuffer> bytes();

    /**
     * Some of it. Goes on after a broken connection as the whole does; what can be checked of the whole alone, such as
     * checksums, is not checked.
     *
     * @param from the offset of the first byte; at least 0
     * @param to the offset behind the last byte; at least {@code from}, at most the length
     * @return buffers in order, under demand, each the subscriber's own
     * @throws IllegalArgumentException if there are no such bytes
     * @throws IllegalStateException if there are no ranges
     */
    Flux<ByteBuffer> bytes(long from, long to);
}
