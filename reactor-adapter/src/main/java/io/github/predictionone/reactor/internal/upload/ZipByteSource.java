package io.github.predictionone.reactor.internal.upload;

import io.github.predictionone.internal.zip.StoredZip;
import io.netty.buffer.ByteBuf;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.StandardOpenOption;
import org.jspecify.annotations.Nullable;

/** The bytes of a zip archive in order. Keeps one file open at a time. */
final class ZipByteSource implements ByteSource {

    private final StoredZip zip;
    private int part;
    // The position in the part, which is a header and then a file.
    private long position;
    private @Nullable FileChannel file;

    ZipByteSource(StoredZip zip) throws IOException {
        this.zip = zip;
        // Opened before anything is sent, so that a missing file fails as in any other upload.
        open(0);
    }

    private FileChannel open(int number) throws IOException {
        FileChannel opened = FileChannel.open(zip.entries().get(number).file(), StandardOpenOption.READ);
        file = opened;
        return opened;
    }

    @Override
    public long length() {
        return zip.length();
    }

    @Override
    public void read(ByteBuf into) throws IOException {
        while (into.isWritable()) {
            if (part == zip.entries().size()) {
                copy(zip.directory(), into);
            } else {
                readEntry(into);
            }
        }
    }

    private void readEntry(ByteBuf into) throws IOException {
        StoredZip.Entry entry = zip.entries().get(part);
        byte[] header = entry.header();
        if (position < header.length) {
            copy(header, into);
            return;
        }
        FileChannel channel = file == null ? open(part) : file;
        long from = position - header.length;
        int length = (int) Math.min(into.writableBytes(), entry.size() - from);
        ByteSource.fill(into, length, channel, from);
        position += length;
        if (from + length == entry.size()) {
            close();
            part++;
            position = 0;
        }
    }

    private void copy(byte[] framing, ByteBuf into) {
        int length = (int) Math.min(into.writableBytes(), framing.length - position);
        into.writeBytes(framing, (int) position, length);
        position += length;
    }

    @Override
    public void close() throws IOException {
        FileChannel open = file;
        file = null;
        if (open != null) {
            open.close();
        }
    }
}
