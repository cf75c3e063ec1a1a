package io.github.predictionone.reactor.internal.upload;

import io.netty.buffer.ByteBuf;
import java.io.Closeable;
import java.io.EOFException;
import java.io.IOException;
import java.nio.channels.FileChannel;

/** Bytes that are read in order, on a thread that may block. */
interface ByteSource extends Closeable {

    /** Returns the total number of bytes. */
    long length();

    /** Reads as many of the next bytes as the buffer has room for. */
    void read(ByteBuf into) throws IOException;

    /** Adds {@code length} bytes to the buffer, from a position in a file. */
    static void fill(ByteBuf into, int length, FileChannel file, long position) throws IOException {
        int end = into.writerIndex() + length;
        while (into.writerIndex() < end) {
            int left = end - into.writerIndex();
            if (into.writeBytes(file, position + length - left, left) < 0) {
                throw new EOFException("the file has become shorter");
            }
        }
    }
}
