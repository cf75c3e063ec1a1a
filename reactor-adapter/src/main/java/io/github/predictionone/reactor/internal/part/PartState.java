package io.github.predictionone.reactor.internal.part;

import io.github.predictionone.reactor.internal.storage.Validator;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * The object that a partial file belongs to, and the file's gaps. Noted beside the file, so a later run can resume it.
 */
final class PartState {

    // How many bytes a crash may cost, besides those that are not written yet.
    private static final long NOTE_EVERY = 2 << 20;

    private final Path note;
    private final @Nullable String boot = PartNote.currentBoot();
    private @Nullable Validator validator;
    private boolean gaps;
    private long noted;

    /** The state of a partial file of which nothing is known. */
    PartState(Path part) {
        this.note = part.resolveSibling(part.getFileName() + ".validator");
    }

    /** Returns the ranges that an earlier run has left in a file of this length; null if they can't be resumed. */
    @Nullable
    ByteRanges resume(long length) throws IOException {
        PartNote earlier = PartNote.read(note);
        if (earlier == null || length > earlier.validator().total()) {
            return null;
        }
        ByteRanges ranges = earlier.written();
        if (ranges != null && ranges.end() > length) {
            return null;
        }
        validator = earlier.validator();
        gaps = ranges != null;
        ByteRanges written = ranges != null ? ranges : ByteRanges.upTo(length);
        noted = written.bytes();
        return written;
    }

    @Nullable
    Validator validator() {
        return validator;
    }

    /** Returns whether the file has gaps, or may have some. */
    boolean hasGaps() {
        return gaps;
    }

    /** Resets the state, and deletes the note. */
    void forget() throws IOException {
        deleteNote();
        validator = null;
        gaps = false;
        noted = 0;
    }

    void deleteNote() throws IOException {
        Files.deleteIfExists(note);
    }

    /** Notes that the file belongs to this object, and is written in order from byte 0. */
    void begins(Validator object) throws IOException {
        validator = object;
        new PartNote(object, null, null).write(note);
    }

    /** Notes that the file is written in any order from now on. Called before a gap, which a length can't show. */
    void hasGapsFrom(ByteRanges written) throws IOException {
        gaps = true;
        note(written, boot);
    }

    /** Notes the written ranges at intervals, if there are gaps. */
    void progressed(ByteRanges written) throws IOException {
        if (gaps && written.bytes() - noted >= NOTE_EVERY) {
            note(written, boot);
        }
    }

    /** Notes the written ranges for the last time. Without an id of the boot, forces the bytes to the disk first. */
    void close(ByteRanges written, FileChannel part) throws IOException {
        if (!gaps || (boot != null && written.bytes() <= noted)) {
            return;
        }
        if (boot != null) {
            note(written, boot);
        } else if (part.isOpen()) {
            part.force(true);
            note(written, PartNote.FORCED);
        }
    }

    private void note(ByteRanges written, @Nullable String trueUntil) throws IOException {
        noted = written.bytes();
        new PartNote(Objects.requireNonNull(validator), String.valueOf(trueUntil), written).write(note);
    }
}
