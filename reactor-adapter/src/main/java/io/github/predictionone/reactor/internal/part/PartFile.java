package io.github.predictionone.reactor.internal.part;

import com.google.errorprone.annotations.concurrent.GuardedBy;
import io.github.predictionone.reactor.internal.storage.StorageAnswer;
import io.github.predictionone.reactor.internal.storage.Validator;
import io.github.predictionone.reactor.internal.support.Time;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.List;
import java.util.Objects;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * An incomplete download: {@code NAME.part} beside the target, {@code NAME.part.validator}, from which a later run
 * decides whether it may resume the download, and {@code NAME.part.lock}, which excludes other downloads to the target.
 * Its methods may block.
 */
public final class PartFile implements AutoCloseable {

    private final Target target;
    private final Path part;

    @GuardedBy("this")
    private final PartState state;

    private final FileChannel channel;
    private final TargetLock.Holder holder;
    private final TargetLock lock;
    private final @Nullable Object identity;
    private final PrefixChecksums checksums;

    @GuardedBy("this")
    private ByteRanges written = ByteRanges.upTo(0);

    @GuardedBy("this")
    private boolean published;

    private PartFile(Target target, Path part, FileChannel channel, TargetLock.Holder holder, TargetLock lock)
            throws IOException {
        this.target = target;
        this.part = part;
        this.state = new PartState(part);
        this.channel = channel;
        this.holder = holder;
        this.lock = lock;
        this.identity = identity(part);
        this.checksums = new PrefixChecksums(channel, Time.files());
    }

    /** Opens a partial file, which releases the lock when it is closed. */
    static PartFile open(Target target, Path part, TargetLock.Holder holder, TargetLock lock) throws IOException {
        FileChannel channel = FileChannel.open(
                part,
                StandardOpenOption.CREATE,
                StandardOpenOption.READ,
                StandardOpenOption.WRITE,
                // A symbolic link would lead to a file that the application has not named.
                LinkOption.NOFOLLOW_LINKS);
        boolean opened = false;
        try {
            PartFile file = new PartFile(target, part, channel, holder, lock);
            file.resume();
            opened = true;
            return file;
        } finally {
            if (!opened) {
                channel.close();
            }
        }
    }

    private static @Nullable Object identity(Path file) throws IOException {
        return Files.readAttributes(file, BasicFileAttributes.class, LinkOption.NOFOLLOW_LINKS)
                .fileKey();
    }

    /** Resumes what an earlier run has left, or restarts at byte 0. */
    private synchronized void resume() throws IOException {
        ByteRanges earlier = state.resume(channel.size());
        if (earlier == null) {
            reset();
            return;
        }
        written = earlier;
        requireSpace(Objects.requireNonNull(state.validator()).total());
        checksums.reached(written.prefixLength());
    }

    @GuardedBy("this")
    private void requireSpace(long total) throws IOException {
        target.limits().requireAllowed(total);
        target.limits().requireDiskSpace(Objects.requireNonNull(target.file().getParent()), total, written.bytes());
    }

    /** Returns the number of bytes from byte 0 to the first gap. */
    public synchronized long prefixLength() {
        return written.prefixLength();
    }

    /** Returns the number of bytes that have been written. */
    public synchronized long bytes() {
        return written.bytes();
    }

    /** Returns whether the file has gaps, or may have some. */
    public synchronized boolean hasGaps() {
        return state.hasGaps();
    }

    public synchronized @Nullable Validator validator() {
        return state.validator();
    }

    /**
     * Restarts at byte 0, with any object. Does nothing once closed: the file may belong to another download by then.
     */
    public synchronized void reset() throws IOException {
        if (!channel.isOpen()) {
            return;
        }
        state.forget();
        channel.truncate(0);
        written = ByteRanges.upTo(0);
        checksums.restart(Checksums.unchecked());
    }

    /** Restarts at byte 0, with the object of this answer. Does nothing once closed. */
    public synchronized void restart(StorageAnswer answer) throws IOException {
        if (!channel.isOpen()) {
            return;
        }
        reset();
        if (answer.total() >= 0) {
            requireSpace(answer.total());
        }
        checksums.restart(Checksums.promisedBy(answer.headers()));
        if (answer.etag() != null && answer.total() >= 0) {
            state.begins(new Validator(answer.etag(), answer.total()));
        }
    }

    /** Returns the missing pieces of the object, which may be written in any order from now on. Empty once closed. */
    public synchronized List<ByteRange> missing(long size) throws IOException {
        if (!channel.isOpen()) {
            return List.of();
        }
        state.hasGapsFrom(written);
        return written.missing(Objects.requireNonNull(state.validator()).total(), size);
    }

    /** Writes the remaining bytes of the buffer. Does nothing once closed. */
    public synchronized void write(long offset, ByteBuffer bytes) throws IOException {
        if (!channel.isOpen()) {
            return;
        }
        target.limits().requireAllowed(offset + bytes.remaining());
        // Fewer bytes than a signature can't be checked yet; publish() checks the whole file.
        if (offset == 0 && bytes.remaining() >= ZipSignature.LENGTH) {
            byte[] head = new byte[ZipSignature.LENGTH];
            bytes.duplicate().get(head);
            ZipSignature.require(doing(), head);
        }
        ByteBuffer content = bytes.duplicate();
        long end = offset;
        while (bytes.hasRemaining()) {
            end += channel.write(bytes, end);
        }
        written.add(offset, end);
        if (state.hasGaps()) {
            checksums.reached(written.prefixLength());
            state.progressed(written);
        } else {
            checksums.reached(end, content);
        }
    }

    /** Forces the partial file to the disk, verifies it, and moves it to the target. Returns its SHA-256. */
    public synchronized String publish(Consumer<Path> verify) throws IOException {
        if (written.prefixLength() < ZipSignature.LENGTH) {
            ByteBuffer head = ByteBuffer.allocate((int) written.prefixLength());
            channel.read(head, 0);
            ZipSignature.require(doing(), head.array());
        }
        channel.force(true);
        String sha256 = checksums.verify(doing());
        requireSameFile();
        verify.accept(part);
        target.requireFree();
        requireSameFile();
        if (holder.isLeaving()) {
            // Cancelled in the meantime. The next download has to request the last byte only.
            throw new IOException(doing() + ": cancelled");
        }
        Files.move(part, target.file(), StandardCopyOption.ATOMIC_MOVE);
        published = true;
        try (FileChannel directory = FileChannel.open(target.file().getParent(), StandardOpenOption.READ)) {
            directory.force(true);
        }
        return sha256;
    }

    private void requireSameFile() throws IOException {
        if (!Objects.equals(identity, identity(part))) {
            throw new NoSuchFileException(part.toString(), null, "no longer the file that was written");
        }
    }

    @Override
    public synchronized void close() throws IOException {
        try (lock;
                channel) {
            if (published && !retract()) {
                state.deleteNote();
            }
            if (!isSameFile()) {
                return;
            }
            if (written.bytes() == 0) {
                // There is nothing to resume.
                state.deleteNote();
                Files.deleteIfExists(part);
            } else {
                state.close(written, channel);
            }
        }
    }

    /**
     * Turns the target of a cancelled download back into a partial file, unless it replaced another file. The
     * subscriber has not received the target and may start the download again. Returns whether the file was moved.
     */
    @GuardedBy("this")
    private boolean retract() throws IOException {
        boolean retracts = holder.isLeaving()
                && !target.replaceExisting()
                && identity != null
                && Files.exists(target.file(), LinkOption.NOFOLLOW_LINKS)
                && identity.equals(identity(target.file()));
        if (retracts) {
            Files.move(target.file(), part, StandardCopyOption.ATOMIC_MOVE);
        }
        return retracts;
    }

    private boolean isSameFile() throws IOException {
        return Files.exists(part, LinkOption.NOFOLLOW_LINKS) && Objects.equals(identity, identity(part));
    }

    private String doing() {
        return target.limits().doing();
    }
}
