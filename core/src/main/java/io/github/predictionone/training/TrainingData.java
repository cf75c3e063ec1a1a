package io.github.predictionone.training;

import java.nio.file.Path;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;

/**
 * The files of one upload ({@code GET /data-sets/upload-url}, then a {@code PUT} each). Making one doesn't touch the
 * file system: whether the files are there shows when they are uploaded.
 *
 * @param training what to learn from: {@code .csv} (commas) or {@code .tsv} (tabs), in any case; a header line, then 100
 *     to 1,000,000 rows of 2 to 999 columns (time series: 20 to 10,000 rows of 2 to 200 columns)
 * @param evaluation what to measure the model with, in the format of the training file; empty: the service sets rows of
 *     the training file aside
 * @param columnInfo the types of the columns; empty: the service infers them
 */
public record TrainingData(Path training, Optional<Path> evaluation, Optional<ColumnInfo> columnInfo) {

    /**
     * Checks the names of the files.
     *
     * @param training see the component
     * @param evaluation see the component
     * @param columnInfo see the component
     * @throws NullPointerException if a component is null
     * @throws IllegalArgumentException if a file is neither {@code .csv} nor {@code .tsv}, or they differ in that
     */
    public TrainingData {
        Objects.requireNonNull(training, "training");
        Objects.requireNonNull(evaluation, "evaluation");
        Objects.requireNonNull(columnInfo, "columnInfo");
        String extension = extensionOf(training);
        if (evaluation.isPresent() && !extensionOf(evaluation.get()).equals(extension)) {
            throw new IllegalArgumentException("The evaluation file must be a ." + extension
                    + " file as the training file is, not " + evaluation.get());
        }
    }

    /**
     * One file to learn from.
     *
     * @param training a {@code .csv} or {@code .tsv} file
     * @return the upload of that file alone
     * @throws NullPointerException if the path is null
     * @throws IllegalArgumentException if the file name ends otherwise
     */
    public static TrainingData of(Path training) {
        return new TrainingData(training, Optional.empty(), Optional.empty());
    }

    /**
     * The same with a file to measure the model with.
     *
     * @param file in the format of the training file
     * @return a copy
     * @throws NullPointerException if the path is null
     * @throws IllegalArgumentException if the file is of another format than the training file
     */
    public TrainingData withEvaluation(Path file) {
        return new TrainingData(training, Optional.of(Objects.requireNonNull(file, "file")), columnInfo);
    }

    /**
     * The same with types of columns.
     *
     * @param info one type for each column of the training file
     * @return a copy
     * @throws NullPointerException if it is null
     */
    public TrainingData withColumnInfo(ColumnInfo info) {
        return new TrainingData(training, evaluation, Optional.of(Objects.requireNonNull(info, "info")));
    }

    /**
     * The format, as the service asks for it.
     *
     * @return {@code csv} or {@code tsv}
     */
    public String extension() {
        return extensionOf(training);
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
}
