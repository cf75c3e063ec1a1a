package io.github.predictionone.internal.zip;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.util.zip.ZipException;

/** Reads bytes of a file by their position. A position outside the file is an error before any memory is allocated. */
record ZipReader(FileChannel file, long size) {

    static ZipReader of(FileChannel file) throws IOException {
        return new ZipReader(file, file.size());
    }

    ByteBuffer read(long position, int count) throws IOException {
        if (position < 0 || position > size - count) {
            throw new ZipException("is cut short or damaged: it points to byte " + position + " of " + size);
        }
        ByteBuffer bytes = ByteBuffer.allocate(count).order(ByteOrder.LITTLE_ENDIAN);
        while (bytes.hasRemaining()) {
            fill(bytes, position + bytes.position());
        }
        return bytes.flip();
    }

    int fill(ByteBuffer bytes, long position) throws IOException {
        int count = file.read(bytes, position);
        if (count < 0) {
            throw new ZipException("became shorter while it was being read");
        }
        return count;
    }

    static int u16(ByteBuffer bytes, int index) {
        return Short.toUnsignedInt(bytes.getShort(index));
    }

    static long u32(ByteBuffer bytes, int index) {
        return Integer.toUnsignedLong(bytes.getInt(index));
    }

    static void require(boolean fits, String otherwise) throws ZipException {
        if (!fits) {
            throw new ZipException(otherwise);
        }
    }
}
