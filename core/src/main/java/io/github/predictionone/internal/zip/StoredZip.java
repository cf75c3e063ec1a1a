package io.github.predictionone.internal.zip;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.BooleanSupplier;

/**
 * A zip whose files are stored uncompressed. So its length is known in advance and no copy of the files is needed: it
 * consists of a header before each file, and a directory after the last.
 */
public final class StoredZip {

    private final List<Entry> entries;
    private final byte[] directory;
    private final long length;

    private StoredZip(List<Entry> entries) {
        this.entries = List.copyOf(entries);
        long directoryAt =
                entries.isEmpty() ? 0 : entries.get(entries.size() - 1).end();
        this.directory = ZipFraming.directory(entries, directoryAt);
        this.length = directoryAt + directory.length;
    }

    /**
     * A file at its position.
     *
     * @param offset the position of its header
     */
    public record Entry(String name, Path file, FileMetadata metadata, long offset) {

        public long size() {
            return metadata.size();
        }

        long end() {
            return offset + header().length + size();
        }

        /** Returns the bytes before the file. */
        public byte[] header() {
            return ZipFraming.header(name, metadata);
        }
    }

    /**
     * Reads each file once and plans a zip of them, in the map's order.
     *
     * @param files the files, by their names in the zip
     * @param cancelled checked repeatedly; if true, the method throws an {@link InterruptedIOException}
     */
    public static StoredZip of(Map<String, Path> files, BooleanSupplier cancelled) throws IOException {
        List<Entry> entries = new ArrayList<>();
        long offset = 0;
        for (Map.Entry<String, Path> file : files.entrySet()) {
            FileMetadata metadata = FileMetadata.read(file.getValue(), cancelled);
            Entry entry = new Entry(file.getKey(), file.getValue(), metadata, offset);
            entries.add(entry);
            offset = entry.end();
        }
        return new StoredZip(entries);
    }

    public List<Entry> entries() {
        return entries;
    }

    /** Returns the bytes after the last file. The caller must not modify the array. */
    public byte[] directory() {
        return directory;
    }

    public long length() {
        return length;
    }

    /** Returns a file whose size or modification time has changed since it was read; empty if there is none. */
    public Optional<Path> changed() throws IOException {
        for (Entry entry : entries) {
            if (Files.size(entry.file) != entry.size()
                    || !Files.getLastModifiedTime(entry.file).equals(entry.metadata.modified())) {
                return Optional.of(entry.file);
            }
        }
        return Optional.empty();
    }
}
