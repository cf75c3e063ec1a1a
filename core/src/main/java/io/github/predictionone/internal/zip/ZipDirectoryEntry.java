package io.github.predictionone.internal.zip;

import static io.github.predictionone.internal.zip.ZipReader.require;
import static io.github.predictionone.internal.zip.ZipReader.u16;
import static io.github.predictionone.internal.zip.ZipReader.u32;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.zip.ZipException;

/**
 * An entry of the central directory that agrees with its local header.
 *
 * @param name the name, as stored
 * @param method the compression method: 0 stored, 8 deflated
 * @param encrypted whether it can't be read without a password
 * @param mode its Unix file mode; 0 if there is none
 * @param crc the CRC-32 of its content
 * @param compressedSize the compressed size in bytes; all of them are inside the file
 * @param size the declared size of the content in bytes
 * @param header the position of the local header
 * @param data the position of the content
 * @param next the position of the next entry of the directory
 */
public record ZipDirectoryEntry(
        String name,
        int method,
        boolean encrypted,
        int mode,
        long crc,
        long compressedSize,
        long size,
        long header,
        long data,
        long next) {

    private static final int CENTRAL = 0x02014b50;
    private static final int CENTRAL_LENGTH = 46;
    private static final int LOCAL = 0x04034b50;
    private static final int LOCAL_LENGTH = 30;
    private static final int ZIP_64 = 0x0001;
    private static final int ENCRYPTED = 1;
    private static final int SIZES_FOLLOW = 1 << 3;
    private static final long SATURATED = 0xFFFFFFFFL;

    /**
     * Returns the end of the content.
     *
     * @return the position of the first byte after it
     */
    public long end() {
        return data + compressedSize;
    }

    static ZipDirectoryEntry read(ZipReader file, long position, ZipDirectory directory) throws IOException {
        require(position <= directory.end() - CENTRAL_LENGTH, "is damaged: the central directory is cut short");
        ByteBuffer fixed = file.read(position, CENTRAL_LENGTH);
        require(fixed.getInt(0) == CENTRAL, "is damaged: the central directory has no entry at byte " + position);
        int nameLength = u16(fixed, 28);
        int extraLength = u16(fixed, 30);
        long next = position + CENTRAL_LENGTH + nameLength + extraLength + u16(fixed, 32);
        require(next <= directory.end(), "is damaged: the central directory is cut short");
        ByteBuffer named = file.read(position + CENTRAL_LENGTH, nameLength + extraLength);
        ByteBuffer rawName = named.slice(0, nameLength);
        String name = decode(rawName);
        long[] numbers = {u32(fixed, 24), u32(fixed, 20), u32(fixed, 42)};
        widen(numbers, named.slice(nameLength, extraLength).order(ByteOrder.LITTLE_ENDIAN), name);
        ZipDirectoryEntry entry = new ZipDirectoryEntry(
                name,
                u16(fixed, 10),
                (u16(fixed, 8) & ENCRYPTED) != 0,
                u16(fixed, 40),
                u32(fixed, 16),
                numbers[1],
                numbers[0],
                numbers[2],
                numbers[2],
                next);
        return entry.located(file, rawName, directory.start());
    }

    /** Reads the local header, which must have the same values. */
    private ZipDirectoryEntry located(ZipReader file, ByteBuffer rawName, long limit) throws IOException {
        ByteBuffer local = file.read(header, LOCAL_LENGTH);
        require(local.getInt(0) == LOCAL, "is damaged: '" + name + "' has no local header");
        int nameLength = u16(local, 26);
        require(
                file.read(header + LOCAL_LENGTH, nameLength).equals(rawName),
                "is damaged: '" + name + "' has another name in its local header");
        require(u16(local, 8) == method, "is damaged: '" + name + "' has another method in its local header");
        if ((u16(local, 6) & SIZES_FOLLOW) == 0) {
            require(
                    agree(u32(local, 18), compressedSize) && agree(u32(local, 22), size) && u32(local, 14) == crc,
                    "is damaged: '" + name + "' has another size or CRC in its local header");
        }
        long start = header + LOCAL_LENGTH + nameLength + u16(local, 28);
        require(
                size >= 0 && compressedSize >= 0 && start <= limit && compressedSize <= limit - start,
                "is cut short or damaged: the content of '" + name + "' lies outside the file");
        return new ZipDirectoryEntry(name, method, encrypted, mode, crc, compressedSize, size, header, start, next);
    }

    private static boolean agree(long local, long central) {
        return local == SATURATED || local == central;
    }

    /** Replaces the numbers that don't fit into 32 bits with those of the zip64 field (APPNOTE 4.5.3). */
    private static void widen(long[] numbers, ByteBuffer extra, String name) throws ZipException {
        ByteBuffer wide = zip64(extra);
        for (int i = 0; i < numbers.length; i++) {
            if (numbers[i] == SATURATED) {
                require(wide.remaining() >= Long.BYTES, "is damaged: '" + name + "' lacks its zip64 sizes");
                numbers[i] = wide.getLong();
            }
        }
    }

    private static ByteBuffer zip64(ByteBuffer extra) {
        while (extra.remaining() >= 4) {
            int id = Short.toUnsignedInt(extra.getShort());
            int length = Math.min(Short.toUnsignedInt(extra.getShort()), extra.remaining());
            if (id == ZIP_64) {
                return extra.slice(extra.position(), length).order(ByteOrder.LITTLE_ENDIAN);
            }
            extra.position(extra.position() + length);
        }
        return ByteBuffer.allocate(0);
    }

    /** Decodes a name as UTF-8, flagged or not. Other names are decoded byte by byte, so that they stay distinct. */
    private static String decode(ByteBuffer name) {
        try {
            return StandardCharsets.UTF_8.newDecoder().decode(name.duplicate()).toString();
        } catch (CharacterCodingException other) {
            return StandardCharsets.ISO_8859_1.decode(name.duplicate()).toString();
        }
    }
}
