package io.github.predictionone.internal.zip;

import static io.github.predictionone.internal.zip.ZipReader.require;

import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.nio.channels.FileChannel;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.zip.ZipException;

/**
 * The structure of a zip file: the central directory and every local header that it names, including zip64. Every
 * defect is a {@link ZipException} whose message continues a sentence that begins with the file's name.
 *
 * <p>Memory use is constant: no number in the file determines how much is allocated, except up to 64 KiB for a name or
 * a field.
 */
public final class ZipStructure {

    private static final int MAX_NAME_LENGTH = 4_096;

    private final ZipReader file;
    private final ZipDirectory directory;

    private ZipStructure(ZipReader file, ZipDirectory directory) {
        this.file = file;
        this.directory = directory;
    }

    /** Receives the entries, one at a time. */
    @FunctionalInterface
    public interface Visitor {
        /**
         * Receives an entry.
         *
         * @param entry the next entry of the directory
         * @throws IOException to end the walk
         */
        void visit(ZipDirectoryEntry entry) throws IOException;
    }

    /**
     * Finds the central directory.
     *
     * @param file the file, open for reading; stays open
     * @return the structure; its entries have not been read yet
     * @throws IOException if the file can't be read or is not a zip
     */
    public static ZipStructure of(FileChannel file) throws IOException {
        ZipReader bytes = ZipReader.of(file);
        return new ZipStructure(bytes, ZipDirectory.find(bytes));
    }

    /**
     * Visits all entries of the directory, and checks the local header of each.
     *
     * @param visitor receives the entries
     * @throws IOException if the file can't be read or is damaged
     */
    public void forEach(Visitor visitor) throws IOException {
        long position = directory.start();
        long count = 0;
        while (position < directory.end()) {
            ZipDirectoryEntry entry = ZipDirectoryEntry.read(file, position, directory);
            visitor.visit(entry);
            position = entry.next();
            count++;
        }
        require(
                count == directory.count(),
                "is damaged: it has " + count + " entries, but declares " + Long.toUnsignedString(directory.count()));
    }

    /**
     * Returns all entries as a list, after checking that no two of them overlap.
     *
     * @param maxEntries the maximum number of entries
     * @return the entries, in the order of the directory
     * @throws IOException if the file can't be read, is damaged, or has more entries
     */
    public List<ZipDirectoryEntry> entries(int maxEntries) throws IOException {
        List<ZipDirectoryEntry> entries = new ArrayList<>();
        forEach(entry -> {
            require(entries.size() < maxEntries, "has more than " + maxEntries + " entries");
            require(
                    entry.name().length() <= MAX_NAME_LENGTH,
                    "has a name of more than " + MAX_NAME_LENGTH + " characters");
            entries.add(entry);
        });
        List<ZipDirectoryEntry> byPosition = new ArrayList<>(entries);
        byPosition.sort(Comparator.comparingLong(ZipDirectoryEntry::header));
        for (int i = 1; i < byPosition.size(); i++) {
            ZipDirectoryEntry before = byPosition.get(i - 1);
            ZipDirectoryEntry entry = byPosition.get(i);
            require(before.end() <= entry.header(), "has entries that overlap: " + before.name() + ", " + entry.name());
        }
        return entries;
    }

    /**
     * Returns the content of an entry. Its size and CRC are checked at the end.
     *
     * @param entry an entry of this file
     * @param release closed with the stream
     * @return a stream that reads the file while it is read
     * @throws IOException if it is encrypted, or its method is neither stored nor deflated
     */
    public InputStream content(ZipDirectoryEntry entry, Closeable release) throws IOException {
        return ZipEntryStream.of(file, entry, release);
    }
}
