package io.github.predictionone.training;

import org.jspecify.annotations.Nullable;

/**
 * Limits for the extraction of an archive. The sizes that the archive declares are checked before anything is written,
 * and no entry is written beyond its declared size. Immutable: every {@code with…} returns new limits.
 */
public final class ExtractionLimits {

    private static final ExtractionLimits DEFAULTS = new ExtractionLimits(new Values(10_000, 10L << 30, 200));

    private final Values values;

    private ExtractionLimits(Values values) {
        this.values = values;
    }

    private record Values(int maxEntries, long maxBytes, int maxRatio) {

        Values {
            if (maxEntries < 1 || maxBytes < 1 || maxRatio < 1) {
                throw new IllegalArgumentException("limits must be at least 1, not " + maxEntries + " entries, "
                        + maxBytes + " bytes, " + maxRatio + ":1");
            }
        }
    }

    /**
     * Returns the default limits, which are more than enough for any result of the service.
     *
     * @return 10,000 entries, 10 GiB, 200:1
     */
    public static ExtractionLimits defaults() {
        return DEFAULTS;
    }

    /**
     * Returns how many entries an archive may have, including directories.
     *
     * @return at least 1 [10,000]
     */
    public int maxEntries() {
        return values.maxEntries;
    }

    /**
     * Returns how many bytes all entries may have in total, uncompressed.
     *
     * @return at least 1 [10 GiB]
     */
    public long maxBytes() {
        return values.maxBytes;
    }

    /**
     * Returns how many times larger than compressed an entry may be. The limit applies to entries of more than 64 KiB:
     * smaller ones, such as a table of equal rows, easily exceed it but are harmless.
     *
     * @return at least 1 [200]
     */
    public int maxRatio() {
        return values.maxRatio;
    }

    /**
     * Returns a copy with another number of entries.
     *
     * @param entries how many an archive may have, including directories; at least 1 [10,000]
     * @return a copy
     * @throws IllegalArgumentException if it is less than 1
     */
    public ExtractionLimits withMaxEntries(int entries) {
        return new ExtractionLimits(new Values(entries, values.maxBytes, values.maxRatio));
    }

    /**
     * Returns a copy with another total size.
     *
     * @param bytes how many all entries may have in total, uncompressed; at least 1 [10 GiB]
     * @return a copy
     * @throws IllegalArgumentException if it is less than 1
     */
    public ExtractionLimits withMaxBytes(long bytes) {
        return new ExtractionLimits(new Values(values.maxEntries, bytes, values.maxRatio));
    }

    /**
     * Returns a copy with another ratio.
     *
     * @param ratio how many times larger than compressed an entry of more than 64 KiB may be; at least 1 [200]
     * @return a copy
     * @throws IllegalArgumentException if it is less than 1
     */
    public ExtractionLimits withMaxRatio(int ratio) {
        return new ExtractionLimits(new Values(values.maxEntries, values.maxBytes, ratio));
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof ExtractionLimits limits && values.equals(limits.values);
    }

    @Override
    public int hashCode() {
        return values.hashCode();
    }

    @Override
    public String toString() {
        return values.toString().replaceFirst("Values", "ExtractionLimits");
    }
}
