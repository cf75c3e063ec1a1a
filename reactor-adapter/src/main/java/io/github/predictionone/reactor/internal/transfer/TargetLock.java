package io.github.predictionone.reactor.internal.transfer;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.HashSet;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The right to download to one target, which one download has at a time, whichever process it is in. It is a lock on a file
 * of its own: the part can be opened, closed and moved meanwhile.
 */
final class TargetLock implements AutoCloseable {

    // By what the files are, not by their names. On POSIX systems, closing any channel to a file gives up all locks
    // that the
    // process has on it: what is held here must not be opened a second time.
    private static final Set<Object> HELD = new HashSet<>();

    private final Path file;
    private final Object key;
    private final FileChannel channel;

    private TargetLock(Path file, Object key, FileChannel channel) {
        this.file = file;
        this.key = key;
        this.channel = channel;
        HELD.add(key);
    }

    /** Null if another download has it. */
    static @Nullable TargetLock acquire(Path file) throws IOException {
        synchronized (HELD) {
            createUnlessThere(file);
            try {
                Object key = key(file);
                return HELD.contains(key) ? null : lock(file, key);
            } catch (NoSuchFileException deleted) {
                // By another process, which had it until now.
                return null;
            }
        }
    }

    private static void createUnlessThere(Path file) throws IOException {
        try {
            Files.createFile(file);
        } catch (FileAlreadyExistsException there) {
            // By another download, or left by a process that was killed.
        }
    }

    private static Object key(Path file) throws IOException {
        Object key = Files.readAttributes(file, BasicFileAttributes.class, LinkOption.NOFOLLOW_LINKS)
                .fileKey();
        return Objects.requireNonNullElse(key, file);
    }

    private static @Nullable TargetLock lock(Path file, Object key) throws IOException {
        FileChannel channel = FileChannel.open(file, StandardOpenOption.WRITE, LinkOption.NOFOLLOW_LINKS);
        boolean locked = false;
        try {
            // A lock on a file that was deleted before we got it holds nobody off.
            locked = channel.tryLock() != null && key.equals(key(file));
        } finally {
            if (!locked) {
                channel.close();
            }
        }
        return locked ? new TargetLock(file, key, channel) : null;
    }

    @Override
    public void close() throws IOException {
        synchronized (HELD) {
            try (channel) {
                Files.deleteIfExists(file);
            } finally {
                HELD.remove(key);
            }
        }
    }
}
