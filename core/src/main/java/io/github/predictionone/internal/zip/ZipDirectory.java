package io.github.predictionone.internal.zip;

import static io.github.predictionone.internal.zip.ZipReader.require;
import static io.github.predictionone.internal.zip.ZipReader.u16;
import static io.github.predictionone.internal.zip.ZipReader.u32;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.zip.ZipException;

/**
 * The position of the central directory, according to the record at the end of the file (APPNOTE 4.3.12 to 4.3.16).
 *
 * <p>No other bytes may precede the first entry, follow the directory before its end record, or follow the comment. So
 * an archive that is stored inside a truncated archive is not mistaken for the whole.
 */
record ZipDirectory(long start, long end, long count) {

    private static final int LOCAL = 0x04034b50;
    private static final int END = 0x06054b50;
    private static final int END_LENGTH = 22;
    private static final int MAX_COMMENT_LENGTH = 0xFFFF;
    private static final int END_64 = 0x06064b50;
    private static final int END_64_LENGTH = 56;
    private static final int LOCATOR_64 = 0x07064b50;
    private static final int LOCATOR_64_LENGTH = 20;
    private static final int SNIFFED = 512;

    static ZipDirectory find(ZipReader file) throws IOException {
        requireZip(file);
        long end = endRecord(file);
        ByteBuffer record = file.read(end, END_LENGTH);
        long start = u32(record, 16);
        ZipDirectory directory = new ZipDirectory(start, start + u32(record, 12), u16(record, 10));
        long limit = end;
        if (directory.isSaturated(u32(record, 12)) && hasLocator(file, end)) {
            limit = file.read(end - LOCATOR_64_LENGTH, LOCATOR_64_LENGTH).getLong(8);
            directory = zip64(file, limit, end - LOCATOR_64_LENGTH);
        } else {
            require(
                    u16(record, 4) == 0 && u16(record, 6) == 0 && u16(record, 8) == u16(record, 10),
                    "is split into parts");
        }
        require(
                directory.start >= 0 && directory.start <= directory.end && directory.end == limit,
                "is damaged: the central directory does not end where its end record begins");
        return directory;
    }

    private boolean isSaturated(long size) {
        return start == 0xFFFFFFFFL || size == 0xFFFFFFFFL || count == 0xFFFF;
    }

    private static void requireZip(ZipReader file) throws IOException {
        require(file.size() > 0, "is empty: 0 bytes");
        ByteBuffer head = file.read(0, (int) Math.min(SNIFFED, file.size()));
        int signature = head.remaining() < Integer.BYTES ? 0 : head.getInt(0);
        if (signature != LOCAL && signature != END) {
            throw new ZipException("is not a zip archive but " + kind(StandardCharsets.UTF_8.decode(head)));
        }
    }

    private static String kind(CharSequence head) {
        String text = head.toString().replace("\uFEFF", "").strip().toLowerCase(Locale.ROOT);
        if (text.startsWith("<!doctype html") || text.startsWith("<html")) {
            return "an HTML page, probably an error page";
        }
        if (text.startsWith("<")) {
            return "an XML document, probably an error of the storage";
        }
        return text.startsWith("{") ? "a JSON document, probably an error of the service" : "something else";
    }

    private static long endRecord(ZipReader file) throws IOException {
        int length = (int) Math.min(file.size(), END_LENGTH + MAX_COMMENT_LENGTH);
        ByteBuffer tail = file.read(file.size() - length, length);
        for (int i = length - END_LENGTH; i >= 0; i--) {
            if (tail.getInt(i) == END && u16(tail, i + 20) == length - END_LENGTH - i) {
                return file.size() - length + i;
            }
        }
        throw new ZipException("is cut short or followed by other bytes: there is no end record of a zip at its end");
    }

    private static boolean hasLocator(ZipReader file, long end) throws IOException {
        long locator = end - LOCATOR_64_LENGTH;
        return locator >= 0 && file.read(locator, Integer.BYTES).getInt(0) == LOCATOR_64;
    }

    private static ZipDirectory zip64(ZipReader file, long position, long locator) throws IOException {
        ByteBuffer record = file.read(position, END_64_LENGTH);
        require(
                record.getInt(0) == END_64 && position == locator - 12 - record.getLong(4),
                "is damaged: there is no zip64 end record at the position in its locator");
        require(record.getInt(16) == 0 && record.getInt(20) == 0, "is split into parts");
        long start = record.getLong(48);
        return new ZipDirectory(start, start + record.getLong(40), record.getLong(32));
    }
}
