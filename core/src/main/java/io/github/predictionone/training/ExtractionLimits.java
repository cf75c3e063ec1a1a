package io.github.predictionone.training;

/**
 * How much an archive may hold to be extracted. What the archive promises is checked before anything is written, and
 * no entry is written beyond its promise.
 *
 * @param maxEntries how many entries, directories among them; at least 1
 * @param maxBytes how many bytes all entries may have together, uncompressed; at least 1
 * @param maxRatio how many times larger than compressed an entry may be; at least 1. It holds from 64 KiB on: below that
 *     a table of equal rows easily goes beyond, and can't do any harm
 */
public record ExtractionLimits(int maxEntries, long maxBytes, int maxRatio) {

    private static final ExtractionLimits DEFAULTS = new ExtractionLimits(10_000, 10L << 30, 200);

    /**
     * Checks the numbers.
     *
     * @param maxEntries see the component
     * @param maxBytes see the component
     * @param maxRatio see the component
     * @throws IllegalArgumentException if one is less than 1
     */
    public ExtractionLimits {
        if (maxEntries < 1 || maxBytes < 1 || maxRatio < 1) {
            throw new IllegalArgumentException("Limits must be at least 1, not " + maxEntries + " entries, " + maxBytes
                    + " bytes, " + maxRatio + ":1");
        }
    }

    /**
     * What is more than enough for any result of the service.
     *
     * @return 10,000 entries, 10 GiB, 200:1
     */
    public static ExtractionLimits defaults() {
        return DEFAULTS;
    }

    /**
     * The same with another number of entries.
     *
     * @param entries at least 1
     * @return a copy
     * @throws IllegalArgumentException if it is less
     */
    public ExtractionLimits withMaxEntries(int entries) {
        return new ExtractionLimits(entries, maxBytes, maxRatio);
    }

    /**
     * The same with another size.
     *
     * @param bytes at least 1
     * @return a copy
     * @throws IllegalArgumentException if it is less
     */
    public ExtractionLimits withMaxBytes(long bytes) {
        return new ExtractionLimits(maxEntries, bytes, maxRatio);
    }

    /**
     * The same with another ratio.
     *
     * @param ratio at least 1
     * @return a copy
     * @throws IllegalArgumentException if it is less
     */
    public ExtractionLimits withMaxRatio(int ratio) {
        return new ExtractionLimits(maxEntries, maxBytes, ratio);
    }
}
