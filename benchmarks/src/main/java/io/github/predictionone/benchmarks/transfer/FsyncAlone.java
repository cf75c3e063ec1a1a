package io.github.predictionone.benchmarks.transfer;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/** No transfer: writes 1 GiB and forces it to disk, which among the peers only our client does. */
final class FsyncAlone implements Peer {

    private static final long LENGTH = 1L << 30;

    @Override
    public void download(Path target) throws IOException {
        ByteBuffer batch = ByteBuffer.allocateDirect(1 << 18);
        try (FileChannel file = FileChannel.open(target, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE)) {
            for (long done = 0; done < LENGTH; done += batch.capacity()) {
                file.write(batch.rewind());
            }
            file.force(true);
        }
    }

    @Override
    public void upload(Path file) {
        throw new UnsupportedOperationException("uploads write no file");
    }
}
