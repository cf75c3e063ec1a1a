package io.github.predictionone.training;

import io.github.predictionone.internal.zip.ZipDirectoryEntry;
import io.github.predictionone.internal.zip.ZipStructure;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NotDirectoryException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.Comparator;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Stream;

/**
 * Writes the entries of an archive into a draft directory beside the target, and renames the draft when it is complete.
 */
final class Extraction {

    private static final int BUFFER = 1 << 16;

    private Extraction() {}

    static void extract(ZipStructure zip, Path target, ExtractionLimits limits) throws IOException {
        requireFree(target);
        Path draft = target.resolveSibling("." + target.getFileName() + "." + UUID.randomUUID() + ".tmp");
        ExtractionPlan plan = ExtractionPlan.of(zip.entries(limits.maxEntries()), draft, limits);
        try {
            Files.createDirectory(draft);
            write(zip, plan);
            requireFree(target);
            Files.move(draft, target, StandardCopyOption.ATOMIC_MOVE);
        } finally {
            delete(draft);
        }
    }

    private static void requireFree(Path target) throws IOException {
        if (Files.exists(target, LinkOption.NOFOLLOW_LINKS)) {
            throw new FileAlreadyExistsException(target.toString(), null, "the target already exists");
        }
        if (!Files.isDirectory(target.resolveSibling(""))) {
            throw new NotDirectoryException(target.resolveSibling("").toString());
        }
    }

    private static void write(ZipStructure zip, ExtractionPlan plan) throws IOException {
        for (Path directory : plan.directories()) {
            Files.createDirectories(directory);
        }
        byte[] buffer = new byte[BUFFER];
        for (Map.Entry<Path, ZipDirectoryEntry> file : plan.files().entrySet()) {
            Files.createDirectories(file.getKey().resolveSibling(""));
            try (InputStream content = zip.content(file.getValue(), () -> {});
                    OutputStream output = Files.newOutputStream(
                            file.getKey(), StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE)) {
                for (int count = content.read(buffer); count >= 0; count = content.read(buffer)) {
                    output.write(buffer, 0, count);
                }
            }
        }
    }

    /**
     * Deletes the draft. After the move there is nothing to delete. Before it, a failed deletion is ignored so that it
     * does not hide why the extraction failed.
     */
    private static void delete(Path draft) {
        try (Stream<Path> files = Files.walk(draft)) {
            files.sorted(Comparator.reverseOrder())
                    .forEach(file -> file.toFile().delete());
        } catch (IOException | UncheckedIOException gone) {
            draft.toFile().delete();
        }
    }
}
