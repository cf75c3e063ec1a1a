package io.github.predictionone.emulator.learning;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.function.Supplier;
import java.util.zip.ZipEntry;
import java.util.zip.ZipException;
import java.util.zip.ZipFile;
import org.jspecify.annotations.Nullable;

/** The upload of a retraining: rows to learn from and, if it is a zip, rows on which to compare the models. */
public record RetrainingData(DataTable training, @Nullable DataTable evaluation) {

    private static final byte[] ZIP = {'P', 'K', 3, 4};

    /** Reads an upload, unpacking a zip to new files; throws a {@code TrainingFailure} if it can't be read. */
    public static RetrainingData read(Path file, String name, Supplier<Path> newFile) throws IOException {
        if (!isZip(file)) {
            return new RetrainingData(DataTable.read(file, extension(name)), null);
        }
        try (ZipFile zip = new ZipFile(file.toFile())) {
            List<? extends ZipEntry> files =
                    zip.stream().filter(entry -> !entry.isDirectory()).toList();
            if (files.size() != 2) {
                throw new TrainingFailure("The zip holds " + files.size() + " files, not two.");
            }
            return new RetrainingData(
                    table(zip, files, "train_src/", newFile), table(zip, files, "eval_src/", newFile));
        } catch (ZipException e) {
            throw new TrainingFailure("The zip cannot be read: " + e.getMessage());
        }
    }

    private static boolean isZip(Path file) throws IOException {
        try (InputStream content = Files.newInputStream(file)) {
            return Arrays.equals(content.readNBytes(ZIP.length), ZIP);
        }
    }

    private static DataTable table(ZipFile zip, List<? extends ZipEntry> files, String folder, Supplier<Path> newFile)
            throws IOException {
        ZipEntry entry = files.stream()
                .filter(one -> one.getName().startsWith(folder))
                .findFirst()
                .orElseThrow(() -> new TrainingFailure("The zip has no file in " + folder + "."));
        Path file = newFile.get();
        try (InputStream content = zip.getInputStream(entry)) {
            Files.copy(content, file);
        }
        return DataTable.read(file, extension(entry.getName()));
    }

    private static String extension(String name) {
        return name.toLowerCase(Locale.ROOT).endsWith(".tsv") ? "tsv" : "csv";
    }
}
