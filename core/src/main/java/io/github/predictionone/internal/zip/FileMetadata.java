package io.github.predictionone.internal.zip;

import java.io.IOException;
import java.io.InputStream;
import java.io.InterruptedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.function.BooleanSupplier;
import java.util.zip.CRC32;

/** The size and CRC-32 of a file, for the zip, and its modification time, which shows a later change. */
record FileMetadata(long size, long crc, FileTime modified) {

    private static final int BUFFER = 1 << 18;

    static FileMetadata read(Path file, BooleanSupplier cancelled) throws IOException {
        FileTime modified = Files.getLastModifiedTime(file);
        CRC32 crc = new CRC32();
        byte[] buffer = new byte[BUFFER];
        long size = 0;
        try (InputStream in = Files.newInputStream(file)) {
            for (int count = in.read(buffer); count >= 0; count = in.read(buffer)) {
                if (cancelled.getAsBoolean()) {
                    throw new InterruptedIOException(file + " was not read to its end");
                }
                crc.update(buffer, 0, count);
                size += count;
            }
        }
        return new FileMetadata(size, crc.getValue(), modified);
    }
}
