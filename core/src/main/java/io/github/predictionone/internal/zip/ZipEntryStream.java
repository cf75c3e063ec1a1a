package io.github.predictionone.internal.zip;

import static io.github.predictionone.internal.zip.ZipReader.require;

import java.io.Closeable;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.util.zip.CRC32;
import java.util.zip.Inflater;
import java.util.zip.InflaterInputStream;
import java.util.zip.ZipException;

/**
 * The content of one entry. It never returns more bytes than declared, and fails at the end if the size or the CRC
 * differs.
 */
final class ZipEntryStream extends InputStream {

    private static final int STORED = 0;
    private static final int DEFLATED = 8;
    private static final int BUFFER = 1 << 16;

    private final ZipDirectoryEntry entry;
    private final InputStream plain;
    private final Closeable release;
    private final CRC32 crc = new CRC32();
    private long count;

    private ZipEntryStream(ZipDirectoryEntry entry, InputStream plain, Closeable release) {
        this.entry = entry;
        this.plain = plain;
        this.release = release;
    }

    static ZipEntryStream of(ZipReader file, ZipDirectoryEntry entry, Closeable release) throws IOException {
        require(!entry.encrypted(), "has an encrypted entry: '" + entry.name() + "'");
        InputStream raw = new Raw(file, entry.data(), entry.end());
        return switch (entry.method()) {
            case STORED -> new ZipEntryStream(entry, raw, release);
            case DEFLATED -> {
                Inflater inflater = new Inflater(true);
                InputStream inflated = new InflaterInputStream(raw, inflater, BUFFER);
                yield new ZipEntryStream(entry, inflated, () -> {
                    inflater.end();
                    release.close();
                });
            }
            default ->
                throw new ZipException("has '" + entry.name() + "' compressed by an unknown method: " + entry.method());
        };
    }

    @Override
    public int read() throws IOException {
        byte[] one = new byte[1];
        return read(one, 0, 1) < 0 ? -1 : Byte.toUnsignedInt(one[0]);
    }

    @Override
    public int read(byte[] bytes, int offset, int length) throws IOException {
        if (length == 0) {
            return 0;
        }
        int read = readPlain(bytes, offset, length);
        if (read < 0) {
            require(
                    count == entry.size() && crc.getValue() == entry.crc(),
                    "is damaged: '" + entry.name() + "' does not match its directory entry: its size or CRC differs");
            return read;
        }
        count += read;
        require(count <= entry.size(), "is damaged: '" + entry.name() + "' is larger than the directory says");
        crc.update(bytes, offset, read);
        return read;
    }

    private int readPlain(byte[] bytes, int offset, int length) throws IOException {
        try {
            return plain.read(bytes, offset, length);
        } catch (EOFException cut) {
            throw damaged(cut);
        } catch (ZipException garbage) {
            throw damaged(garbage);
        }
    }

    private ZipException damaged(IOException cause) {
        ZipException failure = new ZipException("is damaged: '" + entry.name() + "' cannot be decompressed");
        failure.initCause(cause);
        return failure;
    }

    @Override
    public void close() throws IOException {
        release.close();
    }

    /** The bytes of the file from one position to another. */
    private static final class Raw extends InputStream {

        private final ZipReader file;
        private final long end;
        private long position;

        Raw(ZipReader file, long position, long end) {
            this.file = file;
            this.position = position;
            this.end = end;
        }

        @Override
        public int read() throws IOException {
            byte[] one = new byte[1];
            return read(one, 0, 1) < 0 ? -1 : Byte.toUnsignedInt(one[0]);
        }

        @Override
        public int read(byte[] bytes, int offset, int length) throws IOException {
            if (position == end) {
                return -1;
            }
            int read = file.fill(ByteBuffer.wrap(bytes, offset, (int) Math.min(length, end - position)), position);
            position += read;
            return read;
        }
    }
}
