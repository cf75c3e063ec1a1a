package io.github.predictionone.emulator.learning;

import de.siegmar.fastcsv.writer.CsvWriter;
import io.github.predictionone.emulator.learning.RetrainingJob.Comparison;
import java.io.IOException;
import java.io.OutputStreamWriter;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;

/** Writes the archive of results. */
public final class ResultZip {

    private ResultZip() {}

    public static void write(Path file, Outcome outcome) throws IOException {
        write(file, List.of("metric", "value"), rows(outcome.metrics()), outcome);
    }

    /** Writes the archive of a retraining, with the metrics of the old model beside those of the new one. */
    public static void write(Path file, Comparison comparison) throws IOException {
        List<List<String>> metrics = comparison.now().metrics().entrySet().stream()
                .map(now -> List.of(
                        now.getKey(),
                        figure(comparison.before().getOrDefault(now.getKey(), Double.NaN)),
                        figure(now.getValue())))
                .toList();
        write(file, List.of("metric", "old model", "new model"), metrics, comparison.now());
    }

    private static void write(Path file, List<String> header, List<List<String>> metrics, Outcome outcome)
            throws IOException {
        try (ZipOutputStream zip = new ZipOutputStream(Files.newOutputStream(file))) {
            entry(zip, "metrics.csv", header, metrics);
            entry(zip, "analysis_summary.csv", List.of("column_name", "contribution"), rows(descending(outcome)));
            entry(zip, "evaluation_raw_data.csv", outcome.evaluationColumns(), outcome.evaluation());
        }
    }

    private static Map<String, Double> descending(Outcome outcome) {
        return outcome.contributions().entrySet().stream()
                .sorted(Map.Entry.<String, Double>comparingByValue().reversed())
                .collect(Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue, (a, b) -> a, LinkedHashMap::new));
    }

    private static List<List<String>> rows(Map<String, Double> figures) {
        return figures.entrySet().stream()
                .map(figure -> List.of(figure.getKey(), figure(figure.getValue())))
                .toList();
    }

    private static String figure(double value) {
        return String.format(Locale.ROOT, "%.4f", value);
    }

    private static void entry(ZipOutputStream zip, String name, List<String> header, List<List<String>> rows)
            throws IOException {
        zip.putNextEntry(new ZipEntry(name));
        Writer text = new OutputStreamWriter(zip, StandardCharsets.UTF_8);
        // Closing the writer would close the archive.
        @SuppressWarnings("resource")
        CsvWriter csv = CsvWriter.builder().build(text);
        csv.writeRecord(header);
        rows.forEach(csv::writeRecord);
        csv.flush();
        text.flush();
        zip.closeEntry();
    }
}
