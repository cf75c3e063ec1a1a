package io.github.predictionone.reactor.internal.download;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/** The last bytes of a stream, which show whether a zip archive is complete (APPNOTE 4.3.16). */
final class ZipTail {

    private static final int END = 0x06054b50;
    private static final int END_LENGTH = 22;
    private static final int MAX_LENGTH = END_LENGTH + 0xFFFF;

    private final ByteBuffer last = ByteBuffer.allocate(2 * MAX_LENGTH).order(ByteOrder.LITTLE_ENDIAN);
    private long received;

    /** Adds the remaining bytes of the buffer, whose position does not change. */
    void add(ByteBuffer bytes) {
        received += bytes.remaining();
        ByteBuffer more = bytes.duplicate();
        more.position(Math.max(more.position(), more.limit() - MAX_LENGTH));
        if (more.remaining() > last.remaining()) {
            last.flip().position(Math.max(0, last.limit() - MAX_LENGTH));
            last.compact();
        }
        last.put(more);
    }

    /** Returns whether the stream ends with an end record, and the central directory ends where that begins. */
    boolean isWhole() {
        for (int at = last.position() - END_LENGTH; at >= 0 && at >= last.position() - MAX_LENGTH; at--) {
            int rest = last.position() - END_LENGTH - at;
            if (last.getInt(at) == END && Short.toUnsignedInt(last.getShort(at + 20)) == rest) {
                long size = Integer.toUnsignedLong(last.getInt(at + 12));
                long start = Integer.toUnsignedLong(last.getInt(at + 16));
                // A zip64 archive keeps its numbers elsewhere.
                boolean elsewhere = size == 0xFFFFFFFFL || start == 0xFFFFFFFFL;
                boolean many = last.getShort(at + 10) == -1;
                return elsewhere || many || size + start == received - END_LENGTH - rest;
            }
        }
        return false;
    }
}
