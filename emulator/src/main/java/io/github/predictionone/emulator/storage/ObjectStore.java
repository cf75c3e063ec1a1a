package io.github.predictionone.emulator.storage;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** The objects of the storage: files by path, in a temporary directory that the emulator deletes when it is closed. */
public final class ObjectStore implements AutoCloseable {

    private final Path directory;
    private final AtomicLong files = new AtomicLong();
    private final Map<String, Stored> objects = new ConcurrentHashMap<>();

    public ObjectStore() {
        try {
            directory = Files.createTempDirectory("predictionone-emulator");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** A file and its strong validator. */
    public record Stored(Path file, long size, String etag) {}

    /** Returns a path that is not in use yet. A counter makes it unique: a source of randomness may block. */
    public Path newFile() {
        return directory.resolve("object-" + files.incrementAndGet());
    }

    public Stored put(String path, Path file) throws IOException {
        String etag = '"' + UUID.randomUUID().toString().replace("-", "") + '"';
        Stored stored = new Stored(file, Files.size(file), etag);
        objects.put(path, stored);
        return stored;
    }

    public @Nullable Stored get(String path) {
        return objects.get(path);
    }

    public void remove(String path) {
        objects.remove(path);
    }

    @Override
    public void close() {
        try (Stream<Path> files = Files.list(directory)) {
            for (Path file : files.toList()) {
                Files.deleteIfExists(file);
            }
            Files.deleteIfExists(directory);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
