package io.github.predictionone.reactor.internal.part;

import io.github.predictionone.reactor.internal.storage.Validator;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import org.jspecify.annotations.Nullable;

/**
 * What stands beside a part for a later run: of which object it is, and, where it is written by several connections and so
 * has gaps, what of it is there. Without the latter everything up to its length is.
 *
 * <p>Ranges are noted without waiting for the disk, and so are true for as long as the machine runs: the boot's own
 * identity is noted with them, and {@link #FORCED} where the disk was waited for.
 *
 * @param validator the object
 * @param boot until when the ranges are true, or null without ranges
 * @param written the ranges, or null
 */
public record PartNote(
        Validator validator,
        @Nullable String boot,
        @Nullable ByteRanges written) {

    public static final String FORCED = "forced";

    private static final Path BOOT_ID = Path.of("/proc/sys/kernel/random/boot_id");
    private static final int MAX_LENGTH = 16 * 1024;

    /** The identity of the running system since its start, or null where there is none. */
    static @Nullable String currentBoot() {
        try {
            String id = Files.readString(BOOT_ID).strip();
            return id.matches("[0-9a-f-]{36}") ? id : null;
        } catch (IOException | SecurityException e) {
            return null;
        }
    }

    /** As an earlier run wrote it; null if there is none that can be read and is still true. */
    public static @Nullable PartNote read(Path file) throws IOException {
        if (!Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS) || Files.size(file) > MAX_LENGTH) {
            return null;
        }
        String[] lines = Files.readString(file, StandardCharsets.ISO_8859_1).split("\n", -1);
        if (lines.length < 3 || !lines[0].startsWith("\"") || !lines[1].matches("\\d{1,18}")) {
            return null;
        }
        Validator validator = new Validator(lines[0], Long.parseLong(lines[1]));
        if (lines.length == 3 && lines[2].isEmpty()) {
            return new PartNote(validator, null, null);
        }
        if (lines.length != 5 || !lines[4].isEmpty() || !(lines[2].equals(FORCED) || lines[2].equals(currentBoot()))) {
            return null;
        }
        ByteRanges written = ByteRanges.parse(lines[3]);
        return written == null || written.end() > validator.total() ? null : new PartNote(validator, lines[2], written);
    }

    /** Takes the place of what was noted before, at once and as a whole. */
    public void write(Path file) throws IOException {
        String ranges = written == null ? "" : boot + "\n" + written + "\n";
        Path next = file.resolveSibling(file.getFileName() + ".new");
        Files.deleteIfExists(next);
        Files.writeString(
                next,
                validator.etag() + "\n" + validator.total() + "\n" + ranges,
                StandardCharsets.ISO_8859_1,
                StandardOpenOption.CREATE_NEW,
                StandardOpenOption.WRITE);
        Files.move(next, file, StandardCopyOption.ATOMIC_MOVE);
    }
}
