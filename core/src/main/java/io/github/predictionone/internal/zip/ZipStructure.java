package io.github.predictionone.internal.zip;

import static io.github.predictionone.internal.zip.ZipBytes.require;

import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.nio.channels.FileChannel;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.zip.ZipException;

/**
 * The structure of a zip file: the central directory and every local header that it names, zip64 too. Whatever is wrong
 * is a {@link ZipException} whose message goes on after the name of the file.
 *
 * <p>Memory is flat: no number in the file decides how much is allocated, beyond the 64 KiB of a name or a field.
 */
public final class ZipStructure {

    private static final int LONGEST_NAME = 4_096;

    private final ZipBytes file;
    private final ZipDirectory directory;

    private ZipStructure(ZipBytes file, ZipDirectory directory) {
        this.file = file;
        this.directory = directory;
    }

    /** Takes the entries, one at a time. */
    @FunctionalInterface
    public interface Visitor {
        /**
         * Takes an entry.
         *
         * @param item the next of the directory
         * @throws IOException to end the walk
         */
        void visit(ZipItem item) throws IOException;
    }

    /**
     * Finds the central directory.
     *
     * @param file open for reading; stays open
     * @return the structure, of which no entry is read yet
     * @throws IOException if the file can't be read or is no zip
     */
    public static ZipStructure of(FileChannel file) throws IOException {
        ZipBytes bytes = ZipBytes.of(file);
        return new ZipStructure(bytes, ZipDirectory.find(bytes));
    }

    /**
     * Walks through the whole directory, and looks up the local header of each entry.
     *
     * @param visitor takes the entries
     * @throws IOException if the file can't be read or is damaged
     */
    public void forEach(Visitor visitor) throws IOException {
        long position = directory.start();
        long count = 0;
        while (position < directory.end()) {
            ZipItem item = ZipItem.read(file, position, directory);
            visitor.visit(item);
            position = item.next();
            count++;
        }
        require(
                count == directory.count(),
                "is damaged: it has " + count + " entries and promises " + Long.toUnsignedString(directory.count()));
    }

    /**
     * All entries at once, none of which shares a byte with another.
     *
     * @param most how many there may be
     * @return in the order of the directory
     * @throws IOException if the file can't be read, is damaged, or has more entries
     */
    public List<ZipItem> items(int most) throws IOException {
        List<ZipItem> items = new ArrayList<>();
        forEach(item -> {
            require(items.size() < most, "has more than " + most + " entries");
            require(item.name().length() <= LONGEST_NAME, "has a name of more than " + LONGEST_NAME + " characters");
            items.add(item);
        });
        List<ZipItem> byPosition = new ArrayList<>(items);
        byPosition.sort(Comparator.comparingLong(ZipItem::header));
        for (int i = 1; i < byPosition.size(); i++) {
            ZipItem before = byPosition.get(i - 1);
            ZipItem item = byPosition.get(i);
            require(before.end() <= item.header(), "has entries that overlap: " + before.name() + ", " + item.name());
        }
        return items;
    }

    /**
     * The content of an entry, whose size and CRC are checked at its end.
     *
     * @param item one of this file
     * @param release closed with the stream
     * @return reads the file as it is read
     * @throws IOException if it is encrypted, or compressed otherwise than stored or deflated
     */
    public InputStream content(ZipItem item, Closeable release) throws IOException {
        return ZipContent.of(file, item, release);
    }
}
