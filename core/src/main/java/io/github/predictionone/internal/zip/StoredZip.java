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
 * A zip whose files stand in it as they are, so that its length is known before it is made, and no copy is needed: what
 * comes before each file, and what comes after the last.
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
     * One file in its place.
     *
     * @param offset where its header begins
     */
    public record Entry(String name, Path file, FileMetadata metadata, long offset) {

        public long size() {
            return metadata.size();
        }

        long end() {
            return offset + header().length + size();
        }

        /** What stands before it. */
        public byte[] header() {
            return ZipFraming.header(name, metadata);
        }
    }

    /**
     * Reads each file once. Names are those in the zip; they follow one another in the map's order.
     *
     * @param cancelled is asked again and again; true ends it with an {@link InterruptedIOException}
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

    /** What stands after the last file. Not to be written to. */
    public byte[] directory() {
        return directory;
    }

    public long length() {
        return length;
    }

    /** A file that is no longer what it was when it was read. */
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
