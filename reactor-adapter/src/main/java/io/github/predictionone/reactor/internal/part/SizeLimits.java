package io.github.predictionone.reactor.internal.part;

import io.github.predictionone.Retryability;
import io.github.predictionone.TransferException;
import java.io.IOException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;

/** The limits on the size of one download: the configured maximum, and the free space on the disk. */
public record SizeLimits(String doing, long maxSize) {

    /** Throws if there are, or will be, more bytes than the maximum. */
    public void requireAllowed(long bytes) {
        if (bytes > maxSize) {
            throw new TransferException(
                    doing + ": the result has at least " + bytes + " bytes, and " + maxSize + " are allowed",
                    null,
                    Retryability.NEVER);
        }
    }

    /** Throws if the disk has too little free space for the rest of an object; {@code present} bytes exist already. */
    void requireDiskSpace(Path directory, long total, long present) throws IOException {
        long needed = total - present;
        long available = Files.getFileStore(directory).getUsableSpace();
        if (needed > available) {
            throw new TransferException(
                    doing + ": not enough room on the disk: " + needed + " bytes are needed, " + available
                            + " are available",
                    new FileSystemException(directory.toString(), null, "not enough room"),
                    Retryability.NEVER);
        }
    }
}
