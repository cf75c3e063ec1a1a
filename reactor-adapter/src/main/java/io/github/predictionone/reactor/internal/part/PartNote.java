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
 * A note beside a partial file for a later run: the object that the file belongs to and, if several connections write
 * it and so leave gaps, the ranges that are present. Without ranges, everything up to the file's length is present.
 *
 * <p>Ranges are noted without forcing the bytes to the disk, so they are valid only until the machine restarts. The
 * note therefore holds the id of the current boot, or {@link #FORCED} if the bytes were forced to the disk.
 *
 * @param validator the validator of the object
 * @param boot the boot for which the ranges are valid, {@link #FORCED}, or null without ranges
 * @param written the ranges that are present, or null if there are no gaps
 */
public record PartNote(
        Validator validator,
        @Nullable String boot,
        @Nullable ByteRanges written) {

    public static final String FORCED = "forced";

    private static final Path BOOT_ID = Path.of("/proc/sys/kernel/random/boot_id");
    private static final int MAX_LENGTH = 16 * 1024;

    /** Returns the id of the current boot of the system, or null where it is not available. */
    static @Nullable String currentBoot() {
        try {
            String id = Files.readString(BOOT_ID).strip();
            return id.matches("[0-9a-f-]{36}") ? id : null;
        } catch (IOException | SecurityException e) {
            return null;
        }
    }

    /** Reads the note of an earlier run; returns null if it is missing, damaged or no longer valid. */
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

    /** Writes the note, and replaces an earlier one atomically. */
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
