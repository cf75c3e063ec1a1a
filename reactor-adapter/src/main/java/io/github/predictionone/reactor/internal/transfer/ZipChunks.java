package io.github.predictionone.reactor.internal.transfer;

import io.github.predictionone.internal.StoredZip;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufAllocator;
import io.netty.channel.ChannelHandlerContext;
import io.netty.handler.stream.ChunkedInput;
import java.io.EOFException;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.StandardOpenOption;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/** The bytes of a zip in their order, one file open at a time. */
final class ZipChunks implements ChunkedInput<ByteBuf> {

    private final StoredZip zip;
    private int part;
    private long position;
    private @Nullable FileChannel file;
    private final AtomicLong progress = new AtomicLong();

    ZipChunks(StoredZip zip) throws IOException {
        this.zip = zip;
        // Before anything is sent, so that a file that is gone fails like any other.
        open(0);
    }

    private FileChannel open(int number) throws IOException {
        FileChannel opened = FileChannel.open(zip.entries().get(number).file(), StandardOpenOption.READ);
        file = opened;
        return opened;
    }

    @Override
    public boolean isEndOfInput() {
        return progress.get() == zip.length();
    }

    @Override
    public @Nullable ByteBuf readChunk(ByteBufAllocator allocator) throws IOException {
        if (isEndOfInput()) {
            return null;
        }
        return part == zip.entries().size() ? framing(allocator, zip.directory()) : readEntry(allocator);
    }

    private ByteBuf readEntry(ByteBufAllocator allocator) throws IOException {
        StoredZip.Entry entry = zip.entries().get(part);
        if (position == 0 && progress.get() == entry.offset()) {
            return framing(allocator, entry.header());
        }
        FileChannel channel = file == null ? open(part) : file;
        int length = (int) Math.min(UploadBody.CHUNK, entry.size() - position);
        ByteBuf chunk = allocator.buffer(length);
        boolean whole = false;
        try {
            while (chunk.readableBytes() < length) {
                if (chunk.writeBytes(channel, position + chunk.readableBytes(), length - chunk.readableBytes()) < 0) {
                    throw new EOFException(entry.file() + " has become shorter");
                }
            }
            whole = true;
        } finally {
            if (!whole) {
                chunk.release();
            }
        }
        position += length;
        progress.addAndGet(length);
        if (position == entry.size()) {
            close();
            part++;
            position = 0;
        }
        return chunk;
    }

    private ByteBuf framing(ByteBufAllocator allocator, byte[] bytes) {
        progress.addAndGet(bytes.length);
        return allocator.buffer(bytes.length).writeBytes(bytes);
    }

    @Override
    public void close() throws IOException {
        FileChannel open = file;
        file = null;
        if (open != null) {
            open.close();
        }
    }

    @Override
    public long length() {
        return zip.length();
    }

    @Override
    public long progress() {
        return progress.get();
    }

    @Override
    @SuppressWarnings("deprecation") // Netty's own, which no longer calls it.
    public @Nullable ByteBuf readChunk(ChannelHandlerContext context) throws Exception {
        return readChunk(context.alloc());
    }
}
