package io.github.predictionone.reactor.internal.part;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Mono;
import reactor.core.publisher.Sinks;

/**
 * A lock that admits one download at a time to a target, across all processes. It locks a separate file, since the
 * partial file is opened, closed and moved meanwhile.
 */
public final class TargetLock implements AutoCloseable {

    // The keys are names, so that a second download does not wait for a disk that hangs. They are also file identities,
    // since a file may have several names: on POSIX systems, closing any channel to a file releases all locks that the
    // process has on it, so a file that is held here must not be opened a second time.
    private static final Map<String, TargetLock> HELD = new ConcurrentHashMap<>();
    // System properties with the same keys, for copies of this library in other class loaders of the JVM.
    private static final String PROPERTY = "io.github.predictionone.target-lock.";

    /** The download that holds a lock. */
    public static final class Holder {

        private volatile boolean leaving;

        /** Notes that the download has ended, and only has to close its files. */
        void leaves() {
            leaving = true;
        }

        boolean isLeaving() {
            return leaving;
        }
    }

    /** Thrown if the download that holds the lock will release it soon. */
    static final class Leaving extends RuntimeException {

        private static final long serialVersionUID = 1L;

        private final transient Mono<Void> released;

        private Leaving(Mono<Void> released) {
            super("the previous download is closing its files", null, false, false);
            this.released = released;
        }

        Mono<Void> released() {
            return released;
        }
    }

    private final Path file;
    private final Holder holder;
    private final List<String> keys = new ArrayList<>();
    private final Sinks.Empty<Void> released = Sinks.empty();
    private @Nullable FileChannel channel;
    private boolean held;

    private TargetLock(Path file, Holder holder) {
        this.file = file;
        this.holder = holder;
    }

    /**
     * Claims the lock by name, without access to the disk. Returns null if another download holds it. Throws
     * {@link Leaving} if that download will release it soon.
     */
    static @Nullable TargetLock claim(Path file, Holder holder) {
        TargetLock lock = new TargetLock(file, holder);
        if (lock.enter(name(file))) {
            return lock;
        }
        lock.leave();
        return null;
    }

    /**
     * Returns false if another download holds the lock. Throws {@link Leaving} if that download will release it soon.
     */
    boolean acquire() throws IOException {
        held = enter(realName(file)) && lock();
        return held;
    }

    private static String name(Path file) {
        boolean isOfTheSystem = file.getFileSystem() == FileSystems.getDefault();
        return (isOfTheSystem ? "" : System.identityHashCode(file.getFileSystem()) + ":")
                + file.toAbsolutePath().normalize();
    }

    private static String realName(Path file) throws IOException {
        Path directory = Objects.requireNonNull(file.getParent()).toRealPath();
        return name(directory.resolve(Objects.requireNonNull(file.getFileName())));
    }

    /** Returns false if another download holds the key. */
    private boolean enter(String key) {
        TargetLock other = HELD.putIfAbsent(key, this);
        if (other == this) {
            return true;
        }
        if (other != null && other.holder.isLeaving()) {
            throw new Leaving(other.released.asMono());
        }
        if (other == null && System.getProperties().putIfAbsent(PROPERTY + key, "held") != null) {
            HELD.remove(key);
            return false;
        }
        return other == null && keys.add(key);
    }

    private boolean lock() throws IOException {
        while (true) {
            createUnlessThere();
            String key = "";
            try {
                key = key();
                return enter(key) && lock(key);
            } catch (NoSuchFileException deleted) {
                // The process that held the lock until now has deleted the file: try again.
                closeChannel();
                leave(key);
            }
        }
    }

    private void createUnlessThere() throws IOException {
        try {
            Files.createFile(file);
        } catch (FileAlreadyExistsException there) {
            // Created by another download, or left by a process that was killed.
        }
    }

    private String key() throws IOException {
        BasicFileAttributes attributes =
                Files.readAttributes(file, BasicFileAttributes.class, LinkOption.NOFOLLOW_LINKS);
        if (!attributes.isRegularFile()) {
            // Opening a FIFO could block without end.
            throw new IOException(file + " is not a regular file");
        }
        return Objects.requireNonNullElseGet(attributes.fileKey(), () -> name(file))
                .toString();
    }

    private boolean lock(String key) throws IOException {
        FileChannel opened = FileChannel.open(file, StandardOpenOption.WRITE, LinkOption.NOFOLLOW_LINKS);
        channel = opened;
        try {
            if (opened.tryLock() == null) {
                return false;
            }
        } catch (OverlappingFileLockException ofTheJvm) {
            // Locked by code outside of this library.
            return false;
        }
        if (!key.equals(key())) {
            // The file was deleted before it was locked, so the lock excludes no other process.
            throw new NoSuchFileException(file.toString());
        }
        return true;
    }

    @Override
    public void close() throws IOException {
        boolean deleted = false;
        try {
            deleted = held && Files.deleteIfExists(file);
        } finally {
            if (deleted) {
                // The keys first: while the channel is open, no other file can get the same identity.
                leave();
                closeChannel();
            } else {
                closeThenLeave();
            }
        }
    }

    private void closeThenLeave() throws IOException {
        try {
            closeChannel();
        } finally {
            leave();
        }
    }

    private void closeChannel() throws IOException {
        if (channel != null) {
            channel.close();
        }
    }

    private void leave() {
        List.copyOf(keys).forEach(this::leave);
        released.tryEmitEmpty();
    }

    private void leave(String key) {
        if (keys.remove(key)) {
            System.getProperties().remove(PROPERTY + key);
            HELD.remove(key);
        }
    }
}
