package io.github.predictionone.training;

import java.nio.file.Path;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The files of one upload ({@code GET /data-sets/upload-url}, then one {@code PUT} for each file). Creating an instance
 * does not access the file system; a missing file is reported by the upload. Immutable: every {@code with…} returns a
 * new value.
 */
public final class TrainingData {

    private final Values values;

    private TrainingData(Values values) {
        this.values = values;
    }

    private record Values(Path training, Optional<Path> evaluation, Optional<ColumnInfo> columnInfo) {

        Values {
            Objects.requireNonNull(training, "training");
            String extension = extensionOf(training);
            if (evaluation.isPresent() && !extensionOf(evaluation.get()).equals(extension)) {
                throw new IllegalArgumentException("the evaluation file must be a ." + extension
                        + " file like the training file, not " + evaluation.get());
            }
        }
    }

    /**
     * Returns the data of a training file alone.
     *
     * @param training a {@code .csv} (commas) or {@code .tsv} (tabs) file, in any case; a header line, then 100 to
     *     1,000,000 rows of 2 to 999 columns (time series: 20 to 10,000 rows of 2 to 200 columns)
     * @return the data
     * @throws NullPointerException if the path is null
     * @throws IllegalArgumentException if the file name has another extension
     */
    public static TrainingData of(Path training) {
        return new TrainingData(new Values(training, Optional.empty(), Optional.empty()));
    }

    /**
     * Returns the training file.
     *
     * @return a {@code .csv} or {@code .tsv} file
     */
    public Path training() {
        return values.training;
    }

    /**
     * Returns the file with which to evaluate the model.
     *
     * @return a file in the format of the training file; if empty, the service sets aside rows of the training file
     *     [empty]
     */
    public Optional<Path> evaluation() {
        return values.evaluation;
    }

    /**
     * Returns the types of the columns.
     *
     * @return the types; if empty, the service infers them [empty]
     */
    public Optional<ColumnInfo> columnInfo() {
        return values.columnInfo;
    }

    /**
     * Returns a copy with a file with which to evaluate the model.
     *
     * @param file in the format of the training file [none: the service sets aside rows of the training file]
     * @return a copy
     * @throws NullPointerException if the path is null
     * @throws IllegalArgumentException if the file has another format than the training file
     */
    public TrainingData withEvaluation(Path file) {
        Objects.requireNonNull(file, "file");
        return new TrainingData(new Values(values.training, Optional.of(file), values.columnInfo));
    }

    /**
     * Returns a copy with the types of the columns.
     *
     * @param info one type for each column of the training file [none: the service infers them]
     * @return a copy
     * @throws NullPointerException if it is null
     */
    public TrainingData withColumnInfo(ColumnInfo info) {
        Objects.requireNonNull(info, "info");
        return new TrainingData(new Values(values.training, values.evaluation, Optional.of(info)));
    }

    /**
     * Returns the format, in the service's words.
     *
     * @return {@code csv} or {@code tsv}
     */
    public String extension() {
        return extensionOf(values.training);
    }

    private static String extensionOf(Path file) {
        String name = file.toString().toLowerCase(Locale.ROOT);
        if (name.endsWith(".csv")) {
            return "csv";
        }
        if (name.endsWith(".tsv")) {
            return "tsv";
        }
        throw new IllegalArgumentException("the training and evaluation files must be .csv or .tsv files, not " + file);
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof TrainingData data && values.equals(data.values);
    }

    @Override
    public int hashCode() {
        return values.hashCode();
    }

    @Override
    public String toString() {
        return values.toString().replaceFirst("Values", "TrainingData");
    }
}
