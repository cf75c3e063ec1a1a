package io.github.predictionone.reactor.internal.part;

import io.github.predictionone.Retryability;
import io.github.predictionone.TransferException;
import java.io.IOException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Whether a download may and can be held, as far as that is known before it comes. */
public record Room(String doing, long maxSize) {

    /** Throws if there are, or will be, more bytes than the caller wants. */
    public void requireWanted(long bytes) {
        if (bytes > maxSize) {
            throw new TransferException(
                    doing + ": the result has at least " + bytes + " bytes, and " + maxSize + " are allowed",
                    null,
                    Retryability.NEVER);
        }
    }

    /** Throws if the disk has less room than an object of this length needs, of which some is there already. */
    void requireFree(Path directory, long total, long there) throws IOException {
        long needed = total - there;
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
