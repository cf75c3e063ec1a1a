package io.github.predictionone.training;

import org.jspecify.annotations.Nullable;

/**
 * How much an archive may hold to be extracted. What the archive promises is checked before anything is written, and
 * no entry is written beyond its promise. Immutable: every {@code with…} returns new limits.
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
                throw new IllegalArgumentException("Limits must be at least 1, not " + maxEntries + " entries, "
                        + maxBytes + " bytes, " + maxRatio + ":1");
            }
        }
    }

    /**
     * More than enough for any result of the service.
     *
     * @return 10,000 entries, 10 GiB, 200:1
     */
    public static ExtractionLimits defaults() {
        return DEFAULTS;
    }

    /**
     * How many entries an archive may have, directories among them.
     *
     * @return at least 1 [10,000]
     */
    public int maxEntries() {
        return values.maxEntries;
    }

    /**
     * How many bytes all entries may have together, uncompressed.
     *
     * @return at least 1 [10 GiB]
     */
    public long maxBytes() {
        return values.maxBytes;
    }

    /**
     * How many times larger than compressed an entry may be. It holds from 64 KiB on: below that a table of equal rows
     * easily goes beyond, and can't do any harm.
     *
     * @return at least 1 [200]
     */
    public int maxRatio() {
        return values.maxRatio;
    }

    /**
     * The same with another number of entries.
     *
     * @param entries how many an archive may have, directories among them; at least 1 [10,000]
     * @return a copy
     * @throws IllegalArgumentException if it is less
     */
    public ExtractionLimits withMaxEntries(int entries) {
        return new ExtractionLimits(new Values(entries, values.maxBytes, values.maxRatio));
    }

    /**
     * The same with another size.
     *
     * @param bytes how many all entries may have together, uncompressed; at least 1 [10 GiB]
     * @return a copy
     * @throws IllegalArgumentException if it is less
     */
    public ExtractionLimits withMaxBytes(long bytes) {
        return new ExtractionLimits(new Values(values.maxEntries, bytes, values.maxRatio));
    }

    /**
     * The same with another ratio.
     *
     * @param ratio how many times larger than compressed an entry of 64 KiB or more may be; at least 1 [200]
     * @return a copy
     * @throws IllegalArgumentException if it is less
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
