package io.github.predictionone.reactor.internal.transfer;

import io.github.predictionone.Retryability;
import io.github.predictionone.TransferException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.Objects;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * A download that is not whole yet: {@code NAME.part} beside the target, {@code NAME.part.validator} with what tells
 * whether a later run may continue it, and {@code NAME.part.lock} against every other download to it. All of it is file
 * work.
 */
final class PartFile implements AutoCloseable {

    private static final int READ = 1 << 18;

    private final String doing;
    private final Path target;
    private final boolean replaceExisting;
    private final Path part;
    private final Path note;
    private final FileChannel channel;
    private final TargetLock lock;
    private @Nullable Validator validator;
    private Checksums checksums = Checksums.unchecked();
    private long length;

    private PartFile(
            String doing,
            Path target,
            boolean replaceExisting,
            Path part,
            Path note,
            FileChannel channel,
            TargetLock lock) {
        this.doing = doing;
        this.target = target;
        this.replaceExisting = replaceExisting;
        this.part = part;
        this.note = note;
        this.channel = channel;
        this.lock = lock;
    }

    static PartFile open(String doing, Path target, boolean replaceExisting) throws IOException {
        Path absolute = target.toAbsolutePath();
        requireFree(absolute, replaceExisting);
        Path directory = Objects.requireNonNullElse(absolute.getParent(), absolute);
        if (!Files.isDirectory(directory)) {
            throw new NoSuchFileException(directory.toString());
        }
        Path part = absolute.resolveSibling(absolute.getFileName() + ".part");
        Path note = absolute.resolveSibling(absolute.getFileName() + ".part.validator");
        TargetLock lock = TargetLock.acquire(absolute.resolveSibling(absolute.getFileName() + ".part.lock"));
        if (lock == null) {
            throw new TransferException(
                    doing + ": another download to the same target is under way", null, Retryability.LATER);
        }
        try {
            return open(doing, absolute, replaceExisting, part, note, lock);
        } catch (IOException | RuntimeException e) {
            lock.close();
            throw e;
        }
    }

    private static PartFile open(
            String doing, Path target, boolean replaceExisting, Path part, Path note, TargetLock lock)
            throws IOException {
        // A link there would have us write into whatever it names.
        FileChannel channel = FileChannel.open(
                part,
                StandardOpenOption.CREATE,
                StandardOpenOption.READ,
                StandardOpenOption.WRITE,
                LinkOption.NOFOLLOW_LINKS);
        try {
            PartFile file = new PartFile(doing, target, replaceExisting, part, note, channel, lock);
            file.takeUp();
            return file;
        } catch (IOException | RuntimeException e) {
            channel.close();
            throw e;
        }
    }

    static void requireFree(Path target, boolean replaceExisting) throws IOException {
        if (Files.isDirectory(target) || (Files.exists(target, LinkOption.NOFOLLOW_LINKS) && !replaceExisting)) {
            throw new FileAlreadyExistsException(target.toString());
        }
    }

    /** What an earlier run left, if it can be continued. */
    private void takeUp() throws IOException {
        validator = Validator.read(note);
        length = channel.size();
        if (validator == null || length > validator.total()) {
            reset();
            return;
        }
        ByteBuffer buffer = ByteBuffer.allocate(READ);
        while (channel.read(buffer) >= 0) {
            checksums.update(buffer.flip());
            buffer.clear();
        }
    }

    long length() {
        return length;
    }

    @Nullable
    Validator validator() {
        return validator;
    }

    /** From byte 0, of whatever comes. */
    synchronized void reset() throws IOException {
        Files.deleteIfExists(note);
        validator = null;
        channel.truncate(0);
        length = 0;
        checksums = Checksums.unchecked();
    }

    /** From byte 0, of the object that this answer begins. */
    synchronized void restart(StorageAnswer answer) throws IOException {
        reset();
        checksums = Checksums.promisedBy(answer.headers());
        if (answer.etag() != null && answer.total() >= 0) {
            validator = new Validator(answer.etag(), answer.total());
            validator.write(note);
        }
    }

    /** Appends what remains in the buffer; a part that was closed meanwhile stays as it is. */
    synchronized void write(ByteBuffer bytes) throws IOException {
        if (!channel.isOpen()) {
            return;
        }
        // Fewer bytes than that tell nothing yet; the whole is looked at in the end.
        if (length == 0 && bytes.remaining() >= Archive.HEAD) {
            byte[] head = new byte[Archive.HEAD];
            bytes.duplicate().get(head);
            Archive.require(doing, head);
        }
        checksums.update(bytes);
        while (bytes.hasRemaining()) {
            length += channel.write(bytes, length);
        }
    }

    /** Makes the part the target: on the disk, checked, moved into place. Returns its SHA-256. */
    synchronized String publish(Consumer<Path> verify) throws IOException {
        if (length < Archive.HEAD) {
            ByteBuffer head = ByteBuffer.allocate((int) length);
            channel.read(head, 0);
            Archive.require(doing, head.array());
        }
        channel.force(true);
        String sha256 = checksums.verify(doing, Retryability.IF_IDEMPOTENT);
        verify.accept(part);
        requireFree(target, replaceExisting);
        Files.move(part, target, StandardCopyOption.ATOMIC_MOVE);
        Files.deleteIfExists(note);
        try (FileChannel directory = FileChannel.open(target.getParent(), StandardOpenOption.READ)) {
            directory.force(true);
        }
        return sha256;
    }

    /** Leaves nothing behind: what came is of no use to anybody. */
    synchronized void discard() throws IOException {
        Files.deleteIfExists(note);
        Files.deleteIfExists(part);
    }

    @Override
    public synchronized void close() throws IOException {
        try (lock) {
            channel.close();
            // Nothing that anybody could continue.
            if (Files.exists(part) && Files.size(part) == 0) {
                discard();
            }
        }
    }
}
