package io.github.predictionone.testsupport;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.zip.CRC32;
import java.util.zip.Deflater;

/** A zip file made byte by byte, so that a test can falsify any part of it. */
public final class HandmadeZip {

    public static final class Entry {
        private String localName;
        private String centralName;
        private byte[] stored;
        private int method;
        private int flags = 1 << 11;
        private long crc;
        private long size;
        private long compressedSize;
        private int mode;
        private long offset = -1;
        private boolean wide;

        private Entry() {}

        public Entry named(String other) {
            centralName = other;
            return this;
        }

        public Entry mode(int unix) {
            mode = unix;
            return this;
        }

        public Entry size(long promised) {
            size = promised;
            return this;
        }

        public Entry compressedSize(long promised) {
            compressedSize = promised;
            return this;
        }

        public Entry crc(long promised) {
            crc = promised;
            return this;
        }

        public Entry flags(int bits) {
            flags = bits;
            return this;
        }

        public Entry method(int number) {
            method = number;
            return this;
        }

        public Entry offset(long header) {
            offset = header;
            return this;
        }

        public Entry wide() {
            wide = true;
            return this;
        }
    }

    private final ByteArrayOutputStream content = new ByteArrayOutputStream();
    private final ByteArrayOutputStream directory = new ByteArrayOutputStream();
    private byte[] comment = {};
    private int count;
    private boolean wide;

    public static Entry stored(String name, String text) {
        return stored(name, text.getBytes(StandardCharsets.UTF_8));
    }

    public static Entry stored(String name, byte[] bytes) {
        return entry(name, bytes, false);
    }

    public static Entry deflated(String name, byte[] bytes) {
        return entry(name, bytes, true);
    }

    private static Entry entry(String name, byte[] bytes, boolean deflate) {
        Entry entry = new Entry();
        entry.localName = name;
        entry.centralName = name;
        entry.method = deflate ? 8 : 0;
        entry.stored = deflate ? deflate(bytes) : bytes;
        CRC32 crc = new CRC32();
        crc.update(bytes);
        entry.crc = crc.getValue();
        entry.size = bytes.length;
        entry.compressedSize = entry.stored.length;
        return entry;
    }

    private static byte[] deflate(byte[] bytes) {
        Deflater deflater = new Deflater(9, true);
        deflater.setInput(bytes);
        deflater.finish();
        byte[] buffer = new byte[bytes.length + 100];
        int length = deflater.deflate(buffer);
        deflater.end();
        return Arrays.copyOf(buffer, length);
    }

    public HandmadeZip with(Entry... entries) {
        for (Entry entry : entries) {
            add(entry);
        }
        return this;
    }

    public HandmadeZip comment(byte[] bytes) {
        comment = bytes.clone();
        return this;
    }

    /** Moves the numbers of the end record into a zip64 end record. */
    public HandmadeZip zip64() {
        wide = true;
        return this;
    }

    public int contentLength() {
        return content.size();
    }

    private void add(Entry entry) {
        long header = entry.offset < 0 ? content.size() : entry.offset;
        byte[] local = entry.localName.getBytes(StandardCharsets.UTF_8);
        if (entry.offset < 0) {
            boolean follow = (entry.flags & 8) != 0;
            content.writeBytes(little(30)
                    .putInt(0x04034b50)
                    .putShort((short) 20)
                    .putShort((short) entry.flags)
                    .putShort((short) entry.method)
                    .putInt(0)
                    .putInt(follow ? 0 : (int) entry.crc)
                    .putInt(follow ? 0 : (int) (entry.wide ? 0xFFFFFFFFL : entry.compressedSize))
                    .putInt(follow ? 0 : (int) (entry.wide ? 0xFFFFFFFFL : entry.size))
                    .putShort((short) local.length)
                    .putShort((short) 0)
                    .array());
            content.writeBytes(local);
            content.writeBytes(entry.stored);
        }
        byte[] name = entry.centralName.getBytes(StandardCharsets.UTF_8);
        byte[] extra = entry.wide
                ? little(28)
                        .putShort((short) 1)
                        .putShort((short) 24)
                        .putLong(entry.size)
                        .putLong(entry.compressedSize)
                        .putLong(header)
                        .array()
                : new byte[0];
        directory.writeBytes(little(46)
                .putInt(0x02014b50)
                .putShort((short) (3 << 8 | 20))
                .putShort((short) 20)
                .putShort((short) entry.flags)
                .putShort((short) entry.method)
                .putInt(0)
                .putInt((int) entry.crc)
                .putInt((int) (entry.wide ? 0xFFFFFFFFL : entry.compressedSize))
                .putInt((int) (entry.wide ? 0xFFFFFFFFL : entry.size))
                .putShort((short) name.length)
                .putShort((short) extra.length)
                .putShort((short) 0)
                .putShort((short) 0)
                .putShort((short) 0)
                .putInt(entry.mode << 16)
                .putInt((int) (entry.wide ? 0xFFFFFFFFL : header))
                .array());
        directory.writeBytes(name);
        directory.writeBytes(extra);
        count++;
    }

    public byte[] bytes() {
        return bytes(count, directory.size(), content.size());
    }

    public byte[] bytes(long promisedCount, long promisedSize, long promisedStart) {
        ByteArrayOutputStream zip = new ByteArrayOutputStream();
        zip.writeBytes(content.toByteArray());
        zip.writeBytes(directory.toByteArray());
        if (wide) {
            long end = zip.size();
            zip.writeBytes(little(56)
                    .putInt(0x06064b50)
                    .putLong(44)
                    .putShort((short) 45)
                    .putShort((short) 45)
                    .putInt(0)
                    .putInt(0)
                    .putLong(promisedCount)
                    .putLong(promisedCount)
                    .putLong(promisedSize)
                    .putLong(promisedStart)
                    .array());
            zip.writeBytes(little(20)
                    .putInt(0x07064b50)
                    .putInt(0)
                    .putLong(end)
                    .putInt(1)
                    .array());
        }
        zip.writeBytes(little(22)
                .putInt(0x06054b50)
                .putInt(0)
                .putShort((short) (wide ? 0xFFFF : promisedCount))
                .putShort((short) (wide ? 0xFFFF : promisedCount))
                .putInt((int) (wide ? 0xFFFFFFFFL : promisedSize))
                .putInt((int) (wide ? 0xFFFFFFFFL : promisedStart))
                .putShort((short) comment.length)
                .array());
        zip.writeBytes(comment);
        return zip.toByteArray();
    }

    private static ByteBuffer little(int length) {
        return ByteBuffer.allocate(length).order(ByteOrder.LITTLE_ENDIAN);
    }
}
