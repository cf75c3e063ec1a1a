package io.github.predictionone.benchmarks.transfer;

import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;

/** No transfer: computes the SHA-256 of 1 GiB, which among the peers only our client does. */
final class Sha256Alone implements Peer {

    private static final long LENGTH = 1L << 30;

    @Override
    public void download(Path target) {
        ByteBuffer batch = ByteBuffer.allocateDirect(1 << 18);
        try {
            MessageDigest digest = MessageDigest.getInstance("SHA-256");
            for (long done = 0; done < LENGTH; done += batch.capacity()) {
                digest.update(batch.rewind());
            }
            digest.digest();
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }

    @Override
    public void upload(Path file) {
        throw new UnsupportedOperationException("uploads compute no checksum");
    }
}
