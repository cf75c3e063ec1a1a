package io.github.predictionone.dashboard;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Random;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;

/** Archives as the service makes them. */
final class ResultArchives {

    private static final int MEGABYTE = 1 << 20;

    /** With metrics, contributions, and a megabyte that can't be packed. */
    static final byte[] USUAL = usual();

    private ResultArchives() {}

    private static byte[] usual() {
        byte[] noise = new byte[MEGABYTE];
        new Random(1).nextBytes(noise);
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (ZipOutputStream zip = new ZipOutputStream(bytes)) {
            add(zip, "metrics.csv", "metric,value\nAccuracy,0.9125\nAUC,0.9571\n".getBytes(StandardCharsets.UTF_8));
            add(
                    zip,
                    "analysis_summary.csv",
                    "column_name,contribution\n気温,0.7\nwind,0.2\nhumidity,0.1\n".getBytes(StandardCharsets.UTF_8));
            add(zip, "model.bin", noise);
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
        return bytes.toByteArray();
    }

    private static void add(ZipOutputStream zip, String name, byte[] content) throws IOException {
        zip.putNextEntry(new ZipEntry(name));
        zip.write(content);
        zip.closeEntry();
    }
}
