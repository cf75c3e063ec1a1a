package io.github.predictionone.training;

import java.nio.file.Path;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The files of one upload ({@code GET /data-sets/upload-url}, then a {@code PUT} each). Making one doesn't touch the
 * file system: whether the files are there shows when they are uploaded. Immutable: every {@code with…} returns a new
 * value.
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
                throw new IllegalArgumentException("The evaluation file must be a ." + extension
                        + " file as the training file is, not " + evaluation.get());
            }
        }
    }

    /**
     * One file to learn from.
     *
     * @param training a {@code .csv} (commas) or {@code .tsv} (tabs) file, in any case; a header line, then 100 to
     *     1,000,000 rows of 2 to 999 columns (time series: 20 to 10,000 rows of 2 to 200 columns)
     * @return the upload of that file alone
     * @throws NullPointerException if the path is null
     * @throws IllegalArgumentException if the file name ends otherwise
     */
    public static TrainingData of(Path training) {
        return new TrainingData(new Values(training, Optional.empty(), Optional.empty()));
    }

    /**
     * The file to learn from.
     *
     * @return a {@code .csv} or {@code .tsv} file
     */
    public Path training() {
        return values.training;
    }

    /**
     * The file to measure the model with.
     *
     * @return a file in the format of the training file; empty: the service sets rows of the training file aside [empty]
     */
    public Optional<Path> evaluation() {
        return values.evaluation;
    }

    /**
     * The types of the columns.
     *
     * @return empty: the service infers them [empty]
     */
    public Optional<ColumnInfo> columnInfo() {
        return values.columnInfo;
    }

    /**
     * The same with a file to measure the model with.
     *
     * @param file in the format of the training file [none: the service sets rows of the training file aside]
     * @return a copy
     * @throws NullPointerException if the path is null
     * @throws IllegalArgumentException if the file is of another format than the training file
     */
    public TrainingData withEvaluation(Path file) {
        Objects.requireNonNull(file, "file");
        return new TrainingData(new Values(values.training, Optional.of(file), values.columnInfo));
    }

    /**
     * The same with types of columns.
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
     * The format, as the service asks for it.
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
        throw new IllegalArgumentException("The service reads .csv and .tsv files, not " + file);
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
