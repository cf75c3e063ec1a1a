package io.github.predictionone.quickstart;

import de.siegmar.fastcsv.writer.CsvWriter;
import io.github.predictionone.inference.Prediction;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A CSV file of predictions, which is called {@code NAME.part} until it is complete. */
final class PredictionFile implements AutoCloseable {

    private final Path target;
    private final boolean failures;
    private final CsvWriter csv;
    // Failed rows that wait for the first prediction, because that determines the columns.
    private final List<Prediction> failedFirst = new ArrayList<>();
    private @Nullable PredictionColumns columns;
    private long rows;
    private boolean closed;

    PredictionFile(Path target, boolean failures) throws IOException {
        this.target = target;
        this.failures = failures;
        this.csv = CsvWriter.builder().build(part());
    }

    Path part() {
        return target.resolveSibling(target.getFileName() + ".part");
    }

    long rows() {
        return rows;
    }

    void add(Prediction prediction) {
        rows++;
        if (columns != null) {
            csv.writeRecord(columns.values(prediction));
        } else if (prediction.isFailed()) {
            failedFirst.add(prediction);
        } else {
            begin(prediction);
            csv.writeRecord(columns(prediction).values(prediction));
        }
    }

    private void begin(Prediction first) {
        PredictionColumns known = columns(first);
        csv.writeRecord(known.names());
        failedFirst.forEach(failed -> csv.writeRecord(known.values(failed)));
        failedFirst.clear();
    }

    private PredictionColumns columns(Prediction first) {
        if (columns == null) {
            columns = new PredictionColumns(first, failures);
        }
        return columns;
    }

    /** Completes the file, and gives it its final name. */
    void complete() throws IOException {
        if (!failedFirst.isEmpty()) {
            begin(failedFirst.get(0));
        }
        close();
        Files.move(part(), target, StandardCopyOption.REPLACE_EXISTING);
    }

    /** Closes the file; an incomplete one keeps the name {@code NAME.part}. */
    @Override
    public void close() throws IOException {
        if (!closed) {
            closed = true;
            csv.close();
        }
    }
}
