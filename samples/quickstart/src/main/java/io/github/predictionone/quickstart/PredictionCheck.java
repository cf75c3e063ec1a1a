package io.github.predictionone.quickstart;

import de.siegmar.fastcsv.reader.CsvReader;
import de.siegmar.fastcsv.reader.NamedCsvRecord;
import io.github.predictionone.quickstart.Failure.CommandException;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;

/**
 * The outcome of comparing predictions with the true values.
 *
 * @param rows the number of rows
 * @param accuracy the share of correct predictions, 0 to 1
 */
record PredictionCheck(int rows, double accuracy) {

    /**
     * Compares two files.
     *
     * @param answered the rows, with the true values
     * @param predicted the predictions, with the columns of the input
     * @param target the column that was predicted
     */
    static PredictionCheck of(Path answered, Path predicted, String target) throws IOException {
        List<NamedCsvRecord> rows = read(answered);
        List<NamedCsvRecord> predictions = read(predicted);
        require(rows.size() == predictions.size(), predictions.size() + " predictions for " + rows.size() + " rows");
        int right = 0;
        for (int i = 0; i < rows.size(); i++) {
            NamedCsvRecord row = rows.get(i);
            NamedCsvRecord prediction = predictions.get(i);
            require(
                    prediction.getField("row").equals(Integer.toString(i + 1)),
                    "prediction " + (i + 1) + " is in the wrong place");
            require(
                    row.getHeader().stream()
                            .filter(column -> !column.equals(target))
                            .allMatch(column -> row.getField(column).equals(prediction.getField(column))),
                    "prediction " + (i + 1) + " belongs to another row");
            right += row.getField(target).equals(prediction.getField("prediction")) ? 1 : 0;
        }
        return new PredictionCheck(rows.size(), (double) right / rows.size());
    }

    private static List<NamedCsvRecord> read(Path file) throws IOException {
        try (CsvReader<NamedCsvRecord> csv = CsvReader.builder().ofNamedCsvRecord(file)) {
            return csv.stream().toList();
        }
    }

    static void require(boolean fulfilled, String otherwise) {
        if (!fulfilled) {
            throw new CommandException(1, otherwise);
        }
    }
}
