package io.github.predictionone.dashboard;

import io.github.predictionone.testsupport.Zips;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Random;

/** Archives as the service creates them. */
final class ResultArchives {

    private static final int MEGABYTE = 1 << 20;

    /** Contains metrics, contributions and a megabyte that can't be compressed. */
    static final byte[] USUAL = usual();

    private ResultArchives() {}

    private static byte[] usual() {
        byte[] noise = new byte[MEGABYTE];
        new Random(1).nextBytes(noise);
        Map<String, byte[]> files = new LinkedHashMap<>();
        files.put("metrics.csv", utf8("metric,value\nAccuracy,0.9125\nAUC,0.9571\n"));
        files.put("analysis_summary.csv", utf8("column_name,contribution\n気温,0.7\nwind,0.2\nhumidity,0.1\n"));
        files.put("model.bin", noise);
        return Zips.of(files);
    }

    private static byte[] utf8(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
