package io.github.predictionone.internal.zip;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.List;

/**
 * Writes the parts of a zip around its stored files (APPNOTE 4.3). Sizes and offsets that don't fit into 32 bits are
 * written in zip64 fields.
 */
final class ZipFraming {

    private static final long MAX_UINT32 = 0xFFFFFFFFL;
    private static final short PLAIN_VERSION = 20;
    private static final short ZIP64_VERSION = 45;
    private static final short UTF_8 = 0x0800;
    private static final short STORED = 0;
    // The first of January 1980, at midnight. The file's own time stays private.
    private static final short TIME = 0;
    private static final short DATE = 0x0021;
    private static final short ZIP64_FIELD = 0x0001;

    private ZipFraming() {}

    /** Returns the bytes before a file. */
    static byte[] header(String name, FileMetadata metadata) {
        byte[] utf8 = name.getBytes(StandardCharsets.UTF_8);
        boolean large = metadata.size() >= MAX_UINT32;
        byte[] bytes = new byte[30 + utf8.length + (large ? 20 : 0)];
        ByteBuffer out = over(bytes);
        out.putInt(0x04034b50);
        common(out, metadata, large);
        out.putShort((short) utf8.length).putShort((short) (large ? 20 : 0)).put(utf8);
        if (large) {
            out.putShort(ZIP64_FIELD)
                    .putShort((short) 16)
                    .putLong(metadata.size())
                    .putLong(metadata.size());
        }
        return bytes;
    }

    /** Returns the bytes after the last file, which begin at this offset. */
    static byte[] directory(List<StoredZip.Entry> entries, long offset) {
        int size = entries.stream().mapToInt(entry -> line(entry).length).sum();
        boolean large = offset >= MAX_UINT32 || entries.stream().anyMatch(ZipFraming::isLarge);
        byte[] bytes = new byte[size + (large ? 76 : 0) + 22];
        ByteBuffer out = over(bytes);
        entries.forEach(entry -> out.put(line(entry)));
        if (large) {
            out.putInt(0x06064b50).putLong(44).putShort(ZIP64_VERSION).putShort(ZIP64_VERSION);
            out.putInt(0).putInt(0).putLong(entries.size()).putLong(entries.size());
            out.putLong(size).putLong(offset);
            out.putInt(0x07064b50).putInt(0).putLong(offset + size).putInt(1);
        }
        out.putInt(0x06054b50).putShort((short) 0).putShort((short) 0);
        out.putShort((short) entries.size()).putShort((short) entries.size());
        out.putInt(size).putInt((int) (large ? MAX_UINT32 : offset)).putShort((short) 0);
        return bytes;
    }

    private static boolean isLarge(StoredZip.Entry entry) {
        return entry.size() >= MAX_UINT32 || entry.offset() >= MAX_UINT32;
    }

    private static byte[] line(StoredZip.Entry entry) {
        byte[] utf8 = entry.name().getBytes(StandardCharsets.UTF_8);
        boolean large = isLarge(entry);
        byte[] bytes = new byte[46 + utf8.length + (large ? 28 : 0)];
        ByteBuffer out = over(bytes);
        out.putInt(0x02014b50).putShort(large ? ZIP64_VERSION : PLAIN_VERSION);
        common(out, entry.metadata(), large);
        out.putShort((short) utf8.length).putShort((short) (large ? 28 : 0)).putShort((short) 0);
        // The entry is on the first disk and has no attributes.
        out.putShort((short) 0).putShort((short) 0).putInt(0);
        out.putInt((int) (large ? MAX_UINT32 : entry.offset())).put(utf8);
        if (large) {
            out.putShort(ZIP64_FIELD).putShort((short) 24);
            out.putLong(entry.size()).putLong(entry.size()).putLong(entry.offset());
        }
        return bytes;
    }

    private static void common(ByteBuffer out, FileMetadata metadata, boolean large) {
        int size = (int) (large ? MAX_UINT32 : metadata.size());
        out.putShort(large ? ZIP64_VERSION : PLAIN_VERSION).putShort(UTF_8).putShort(STORED);
        out.putShort(TIME).putShort(DATE);
        out.putInt((int) metadata.crc()).putInt(size).putInt(size);
    }

    private static ByteBuffer over(byte[] bytes) {
        return ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
    }
}
