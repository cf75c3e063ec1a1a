package io.github.predictionone.reactor.internal.download;

import io.github.predictionone.reactor.internal.storage.Validator;

/**
 * Bounds of downloads, as the builder's Javadoc describes them.
 *
 * @param connections how many there are for one download at most
 * @param parallelFrom the length from which there is more than one
 * @param pieceSize what one connection asks for at a time
 * @param maxSize the longest object that is taken
 */
public record DownloadSettings(int connections, long parallelFrom, long pieceSize, long maxSize) {

    private static final long MIB = 1 << 20;

    public static DownloadSettings defaults() {
        return new DownloadSettings(4, 64 * MIB, 16 * MIB, Long.MAX_VALUE);
    }

    /** Whether an object of which this is known may be had in ranges. */
    boolean parallel(Validator validator) {
        return connections > 1 && validator.total() >= parallelFrom;
    }
}
