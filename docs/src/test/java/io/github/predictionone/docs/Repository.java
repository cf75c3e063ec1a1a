package io.github.predictionone.docs;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;

/** The files of this repository, as text. */
final class Repository {

    static final Path ROOT = Path.of("..");
    private static final Set<String> NO_SOURCES = Set.of("target", ".git");

    private Repository() {}

    static String read(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Returns the files below a directory, in order of their paths, without those that the build has made. */
    static List<Path> files(Path directory, String extension) {
        List<Path> files = new ArrayList<>();
        try {
            Files.walkFileTree(directory, new SimpleFileVisitor<>() {
                @Override
                public FileVisitResult preVisitDirectory(Path entered, BasicFileAttributes attributes) {
                    boolean sources = !NO_SOURCES.contains(entered.getFileName().toString());
                    return sources ? FileVisitResult.CONTINUE : FileVisitResult.SKIP_SUBTREE;
                }

                @Override
                public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) {
                    if (file.toString().endsWith(extension)) {
                        files.add(file);
                    }
                    return FileVisitResult.CONTINUE;
                }
            });
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return files.stream().sorted().toList();
    }

    static String className(Path file) {
        return file.getFileName().toString().replace(".java", "");
    }

    static List<MatchResult> all(Pattern pattern, String text) {
        return pattern.matcher(text).results().toList();
    }

    /** Writes a page that the build generates, which is therefore not under version control. */
    static void generate(String page, CharSequence content) throws IOException {
        Files.writeString(Files.createDirectories(Path.of("target")).resolve(page), content);
    }
}
