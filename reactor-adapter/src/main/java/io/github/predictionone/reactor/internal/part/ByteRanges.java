package io.github.predictionone.reactor.internal.part;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** The byte ranges of an object that are on the disk. They neither overlap nor touch. */
public final class ByteRanges {

    private static final Pattern RANGE = Pattern.compile("(\\d{1,18})-(\\d{1,18})");

    private final TreeMap<Long, Long> ranges = new TreeMap<>();

    public static ByteRanges upTo(long end) {
        ByteRanges written = new ByteRanges();
        written.add(0, end);
        return written;
    }

    /** Parses the result of {@link #toString()}; returns null if the text is not one. */
    static @Nullable ByteRanges parse(String line) {
        ByteRanges written = upTo(0);
        // Split, since a regular expression with a repeated group would need stack for each repetition.
        for (String part : line.isEmpty() ? new String[0] : line.split(" ")) {
            Matcher range = RANGE.matcher(part);
            if (!range.matches()) {
                return null;
            }
            written.add(Long.parseLong(range.group(1)), Long.parseLong(range.group(2)));
        }
        return written;
    }

    public void add(long start, long end) {
        if (start >= end) {
            return;
        }
        long from = start;
        long to = end;
        Map.Entry<Long, Long> touched = ranges.floorEntry(to);
        while (touched != null && touched.getValue() >= from) {
            from = Math.min(from, touched.getKey());
            to = Math.max(to, touched.getValue());
            ranges.remove(touched.getKey());
            touched = ranges.floorEntry(to);
        }
        ranges.put(from, to);
    }

    /** Returns the number of bytes from byte 0 to the first gap. */
    long prefixLength() {
        return ranges.getOrDefault(0L, 0L);
    }

    /** Returns the end of the last range; 0 if there are no ranges. */
    long end() {
        return ranges.isEmpty() ? 0 : ranges.lastEntry().getValue();
    }

    /** Returns the number of bytes in all ranges. */
    public long bytes() {
        return ranges.entrySet().stream()
                .mapToLong(range -> range.getValue() - range.getKey())
                .sum();
    }

    /**
     * Returns the missing ranges of an object of this length, in ascending order and in pieces of at most this size.
     */
    public List<ByteRange> missing(long total, long size) {
        List<ByteRange> pieces = new ArrayList<>();
        long from = 0;
        for (Map.Entry<Long, Long> range : ranges.entrySet()) {
            cut(from, range.getKey(), size, pieces);
            from = range.getValue();
        }
        cut(from, total, size, pieces);
        return pieces;
    }

    private static void cut(long from, long to, long size, List<ByteRange> pieces) {
        for (long start = from; start < to; start += Math.min(size, to - start)) {
            pieces.add(new ByteRange(start, start + Math.min(size, to - start)));
        }
    }

    @Override
    public String toString() {
        return ranges.entrySet().stream()
                .map(range -> range.getKey() + "-" + range.getValue())
                .collect(Collectors.joining(" "));
    }
}
