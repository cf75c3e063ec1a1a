package io.github.predictionone.retraining;

import io.github.predictionone.internal.text.Ids;
import io.github.predictionone.model.ModelId;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;

/**
 * What a model is to learn from anew ({@code GET /retrain_jobs/upload_url}, then one {@code PUT}). Making one doesn't
 * touch the file system: whether the files are there shows when they are uploaded. Their names may be any Unicode text
 * without control characters.
 *
 * @param model the model that is to be retrained
 * @param training what to learn from: a {@code .csv} (commas) or {@code .tsv} (tabs) file, in any case, with the columns
 *     that the model was trained with
 * @param evaluation what to compare the old and the new model with, in the format of the training file; empty: left to the
 *     service. With one, both travel in one zip, as {@code train_src/NAME} and {@code eval_src/NAME}, which is made while
 *     it is sent: no copy of the files is written
 */
public record RetrainingData(ModelId model, Path training, Optional<Path> evaluation) {

    /**
     * Checks the names of the files.
     *
     * @param model see the component
     * @param training see the component
     * @param evaluation see the component
     * @throws NullPointerException if a component is null
     * @throws IllegalArgumentException if a file is neither {@code .csv} nor {@code .tsv}, they differ in that, or a name
     *     holds control characters
     */
    public RetrainingData {
        Objects.requireNonNull(model, "model");
        Objects.requireNonNull(training, "training");
        Objects.requireNonNull(evaluation, "evaluation");
        String extension = extensionOf(training);
        if (evaluation.isPresent() && !extensionOf(evaluation.get()).equals(extension)) {
            throw new IllegalArgumentException("The evaluation file must be a " + extension
                    + " file as the training file is, not " + evaluation.get());
        }
    }

    /**
     * One file to learn from.
     *
     * @param model the model that is to be retrained
     * @param training a {@code .csv} or {@code .tsv} file
     * @return the upload of that file alone
     * @throws NullPointerException if one is null
     * @throws IllegalArgumentException if the file name ends otherwise, or holds control characters
     */
    public static RetrainingData of(ModelId model, Path training) {
        return new RetrainingData(model, training, Optional.empty());
    }

    /**
     * The same with a file to compare the models with.
     *
     * @param file in the format of the training file
     * @return a copy
     * @throws NullPointerException if the path is null
     * @throws IllegalArgumentException if the file is of another format than the training file, or its name holds control
     *     characters
     */
    public RetrainingData withEvaluation(Path file) {
        return new RetrainingData(model, training, Optional.of(Objects.requireNonNull(file, "file")));
    }

    /**
     * What the service is told that the upload is called: the training file's name; that of a zip ends in {@code .zip}.
     *
     * @return the name, without a directory
     */
    public String fileName() {
        String name = nameOf(training);
        return evaluation.isEmpty()
                ? name
                : name.substring(0, name.length() - extensionOf(training).length()) + ".zip";
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
}
