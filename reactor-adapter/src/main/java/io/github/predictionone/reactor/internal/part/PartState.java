package io.github.predictionone.reactor.internal.part;

import io.github.predictionone.reactor.internal.storage.Validator;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Which object a part is of, and whether it has gaps: noted beside the part, so that a later run can continue it. */
final class PartState {

    // What a crash may cost, beside that which is on its way.
    private static final long NOTE_EVERY = 2 << 20;

    private final Path note;
    private final @Nullable String boot = PartNote.currentBoot();
    private @Nullable Validator validator;
    private boolean gaps;
    private long noted;

    /** Of a part that nothing is known of. */
    PartState(Path part) {
        this.note = part.resolveSibling(part.getFileName() + ".validator");
    }

    /** Returns what an earlier run wrote into a part of this length; null if that can't be continued. */
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

    /** Whether there are, or may be, gaps in the part. */
    boolean hasGaps() {
        return gaps;
    }

    /** Nothing is known any more. */
    void forget() throws IOException {
        deleteNote();
        validator = null;
        gaps = false;
        noted = 0;
    }

    void deleteNote() throws IOException {
        Files.deleteIfExists(note);
    }

    /** The part is of this object, and is written from byte 0 on. */
    void begins(Validator object) throws IOException {
        validator = object;
        new PartNote(object, null, null).write(note);
    }

    /** The part is written in any order from now on. Noted before there is a first gap: a length alone would tell nothing then. */
    void hasGapsFrom(ByteRanges written) throws IOException {
        gaps = true;
        note(written, boot);
    }

    /** Notes what has been written now and then, if there are gaps. */
    void progressed(ByteRanges written) throws IOException {
        if (gaps && written.bytes() - noted >= NOTE_EVERY) {
            note(written, boot);
        }
    }

    /** Notes the last of what has been written. Where the start of the system is not known, waits for the disk once. */
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
