package io.github.predictionone.reactor.internal.download;

import io.github.predictionone.reactor.internal.storage.Validator;

/**
 * Bounds of downloads, as the builder's Javadoc describes them.
 *
 * @param connections the maximum number of connections of one download
 * @param parallelFrom the length in bytes from which a download uses more than one connection
 * @param pieceSize how many bytes one connection requests at a time
 * @param maxSize the maximum length of an object in bytes
 */
public record DownloadSettings(int connections, long parallelFrom, long pieceSize, long maxSize) {

    private static final long MIB = 1 << 20;

    public static DownloadSettings defaults() {
        return new DownloadSettings(4, 64 * MIB, 16 * MIB, Long.MAX_VALUE);
    }

    /** Returns whether an object with this validator may be downloaded in byte ranges. */
    boolean parallel(Validator validator) {
        return connections > 1 && validator.total() >= parallelFrom;
    }
}
