package io.github.predictionone.retraining;

import io.github.predictionone.internal.text.Ids;
import io.github.predictionone.model.ModelId;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The data for the retraining of a model ({@code GET /retrain_jobs/upload_url}, then one {@code PUT}). Creating an
 * instance does not access the file system; a missing file is reported by the upload. File names may be any Unicode
 * text without control characters. Immutable: every {@code with…} returns a new value.
 */
public final class RetrainingData {

    private final Values values;

    private RetrainingData(Values values) {
        this.values = values;
    }

    private record Values(ModelId model, Path training, Optional<Path> evaluation) {

        Values {
            Objects.requireNonNull(model, "model");
            Objects.requireNonNull(training, "training");
            String extension = extensionOf(training);
            if (evaluation.isPresent() && !extensionOf(evaluation.get()).equals(extension)) {
                throw new IllegalArgumentException("the evaluation file must be a " + extension
                        + " file like the training file, not " + evaluation.get());
            }
        }
    }

    /**
     * Returns the data of a training file alone.
     *
     * @param model the model to retrain
     * @param training a {@code .csv} (commas) or {@code .tsv} (tabs) file, in any case, with the columns of the
     *     model's training
     * @return the data
     * @throws NullPointerException if one is null
     * @throws IllegalArgumentException if the file name has another extension or contains control characters
     */
    public static RetrainingData of(ModelId model, Path training) {
        return new RetrainingData(new Values(model, training, Optional.empty()));
    }

    /**
     * Returns the model to retrain.
     *
     * @return its id
     */
    public ModelId model() {
        return values.model;
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
     * Returns the file with which to compare the old and the new model.
     *
     * @return a file in the format of the training file; if empty, the service decides [empty]
     */
    public Optional<Path> evaluation() {
        return values.evaluation;
    }

    /**
     * Returns a copy with a file with which to compare the old and the new model. Both files are then sent in one zip,
     * as {@code train_src/NAME} and {@code eval_src/NAME}. The zip is created while it is sent; no copy of the files is
     * written.
     *
     * @param file in the format of the training file [none: the service decides]
     * @return a copy
     * @throws NullPointerException if the path is null
     * @throws IllegalArgumentException if the file has another format than the training file, or its name contains
     *     control characters
     */
    public RetrainingData withEvaluation(Path file) {
        Objects.requireNonNull(file, "file");
        return new RetrainingData(new Values(values.model, values.training, Optional.of(file)));
    }

    /**
     * Returns the name of the upload for the service: the training file's name, with the extension {@code .zip} if both
     * files are sent in a zip.
     *
     * @return the name, without a directory
     */
    public String fileName() {
        String name = nameOf(values.training);
        return values.evaluation.isEmpty()
                ? name
                : name.substring(0, name.length() - extensionOf(values.training).length()) + ".zip";
    }

    private static String extensionOf(Path file) {
        String name = nameOf(file).toLowerCase(Locale.ROOT);
        for (String extension : new String[] {".csv", ".tsv"}) {
            if (name.endsWith(extension)) {
                Ids.check("file name", name);
                return extension;
            }
        }
        throw new IllegalArgumentException("the training and evaluation files must be .csv or .tsv files, not " + file);
    }

    private static String nameOf(Path file) {
        return String.valueOf(file.getFileName());
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof RetrainingData data && values.equals(data.values);
    }

    @Override
    public int hashCode() {
        return values.hashCode();
    }

    @Override
    public String toString() {
        return values.toString().replaceFirst("Values", "RetrainingData");
    }
}
