package io.github.predictionone.reactor.internal.transfer;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/**
 * What tells one version of an object from another.
 *
 * @param etag a strong entity tag, with its quotes
 * @param total the object's length in bytes
 */
record Validator(String etag, long total) {

    private static final int LONGEST = 4096;

    /** As an earlier run wrote it; null if there is none that can be read. */
    static @Nullable Validator read(Path file) throws IOException {
        if (!Files.isRegularFile(file) || Files.size(file) > LONGEST) {
            return null;
        }
        String[] lines = Files.readString(file, StandardCharsets.ISO_8859_1).split("\n", -1);
        boolean whole = lines.length == 3 && lines[0].startsWith("\"") && lines[1].matches("\\d{1,18}");
        return whole ? new Validator(lines[0], Long.parseLong(lines[1])) : null;
    }

    void write(Path file) throws IOException {
        Files.writeString(file, etag + "\n" + total + "\n", StandardCharsets.ISO_8859_1);
    }

    boolean matches(StorageAnswer answer) {
        return etag.equals(answer.etag()) && total == answer.total();
    }
}
