package io.github.predictionone.benchmarks.transfer;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Random;
import java.util.zip.CRC32;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;

/** A result archive of any size, with one uncompressed entry of noise. */
final class SampleArchive {

    private static final int BATCH = 1 << 20;

    private SampleArchive() {}

    /** Writes the archive. */
    static void write(Path file, int mebibytes) throws IOException {
        byte[] noise = new byte[BATCH];
        new Random(1).nextBytes(noise);
        CRC32 sum = new CRC32();
        for (int i = 0; i < mebibytes; i++) {
            sum.update(numbered(noise, i));
        }
        ZipEntry entry = new ZipEntry("noise.bin");
        entry.setMethod(ZipEntry.STORED);
        entry.setSize((long) mebibytes * BATCH);
        entry.setCrc(sum.getValue());
        try (OutputStream out = Files.newOutputStream(file);
                ZipOutputStream zip = new ZipOutputStream(out)) {
            zip.putNextEntry(entry);
            for (int i = 0; i < mebibytes; i++) {
                zip.write(numbered(noise, i));
            }
        }
    }

    /** Numbers a block, so that no two mebibytes are the same. */
    private static byte[] numbered(byte[] noise, int number) {
        for (int i = 0; i < 4; i++) {
            noise[i] = (byte) (number >>> (8 * i));
        }
        return noise;
    }
}
