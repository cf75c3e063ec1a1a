package io.github.predictionone.retraining;

import io.github.predictionone.internal.text.Ids;
import io.github.predictionone.model.ModelId;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What a model is to learn from anew ({@code GET /retrain_jobs/upload_url}, then one {@code PUT}). Making one doesn't
 * touch the file system: whether the files are there shows when they are uploaded. Their names may be any Unicode text
 * without control characters. Immutable: every {@code with…} returns a new value.
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
                throw new IllegalArgumentException("The evaluation file must be a " + extension
                        + " file as the training file is, not " + evaluation.get());
            }
        }
    }

    /**
     * One file to learn from.
     *
     * @param model the model to retrain
     * @param training a {@code .csv} (commas) or {@code .tsv} (tabs) file, in any case, with the columns that the model was
     *     trained with
     * @return the upload of that file alone
     * @throws NullPointerException if one is null
     * @throws IllegalArgumentException if the file name ends otherwise, or holds control characters
     */
    public static RetrainingData of(ModelId model, Path training) {
        return new RetrainingData(new Values(model, training, Optional.empty()));
    }

    /**
     * The model to retrain.
     *
     * @return its id
     */
    public ModelId model() {
        return values.model;
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
     * The file to compare the old and the new model with.
     *
     * @return a file in the format of the training file; empty: left to the service [empty]
     */
    public Optional<Path> evaluation() {
        return values.evaluation;
    }

    /**
     * The same with a file to compare the old and the new model with. Both files then travel in one zip, as
     * {@code train_src/NAME} and {@code eval_src/NAME}, which is made while it is sent: no copy of the files is written.
     *
     * @param file in the format of the training file [none: left to the service]
     * @return a copy
     * @throws NullPointerException if the path is null
     * @throws IllegalArgumentException if the file is of another format than the training file, or its name holds control
     *     characters
     */
    public RetrainingData withEvaluation(Path file) {
        Objects.requireNonNull(file, "file");
        return new RetrainingData(new Values(values.model, values.training, Optional.of(file)));
    }

    /**
     * What the service is told that the upload is called: the training file's name; that of a zip ends in {@code .zip}.
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
        throw new IllegalArgumentException("The service reads .csv and .tsv files, not " + file);
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
