package io.github.predictionone.reactor;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Random;
import java.util.zip.CRC32;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;

/** Files for tests. */
final class Samples {

    private Samples() {}

    /** A table with a pattern that a model can find. */
    static Path csv(Path directory, String name, int rows) throws IOException {
        Random random = new Random(7);
        StringBuilder text = new StringBuilder("age,plan,joined,hours,premium\n");
        for (int row = 0; row < rows; row++) {
            double hours = Math.round(random.nextDouble() * 200) / 10.0;
            boolean premium = hours + random.nextGaussian() > 10;
            text.append(20 + random.nextInt(50))
                    .append(',')
                    .append(random.nextBoolean() ? "一般" : "family")
                    .append(',')
                    .append("2024-0")
                    .append(1 + random.nextInt(9))
                    .append("-15,")
                    .append(hours)
                    .append(',')
                    .append(premium ? "yes" : "no")
                    .append('\n');
        }
        return Files.writeString(directory.resolve(name), text);
    }

    /** A zip of this many bytes of noise, stored, so that its length can't shrink. */
    static Path zip(Path file, long bytes) throws IOException {
        byte[] noise = new byte[1 << 20];
        new Random(11).nextBytes(noise);
        CRC32 crc = new CRC32();
        for (long left = bytes; left > 0; left -= noise.length) {
            crc.update(noise, 0, (int) Math.min(left, noise.length));
        }
        try (OutputStream out = Files.newOutputStream(file);
                ZipOutputStream zip = new ZipOutputStream(out)) {
            ZipEntry entry = new ZipEntry("noise.bin");
            entry.setMethod(ZipEntry.STORED);
            entry.setSize(bytes);
            entry.setCrc(crc.getValue());
            zip.putNextEntry(entry);
            for (long left = bytes; left > 0; left -= noise.length) {
                zip.write(noise, 0, (int) Math.min(left, noise.length));
            }
            zip.closeEntry();
        }
        return file;
    }
}
