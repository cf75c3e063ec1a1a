package io.github.predictionone.training;

import io.github.predictionone.Retryability;
import io.github.predictionone.TransferException;
import io.github.predictionone.internal.text.BoundedCsv;
import io.github.predictionone.internal.text.TableBound;
import io.github.predictionone.internal.zip.ZipDirectoryEntry;
import io.github.predictionone.internal.zip.ZipStructure;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.zip.ZipException;
import org.jspecify.annotations.Nullable;

/**
 * The archive that a finished training leaves: the zip file behind the {@code result_url} of {@code GET
 * /models/results}, once it is on disk.
 *
 * <p>Which files are inside is up to the service; often {@code metrics.csv} (a metric's name and value), {@code
 * analysis_summary.csv} (what each column contributed) and {@code evaluation_raw_data.csv} (predictions). Nothing is
 * trusted: every call reads the file anew and checks what it reads. Memory stays flat whatever the archive's size. An
 * instance holds nothing open and may be shared between threads.
 */
public final class ResultArchive {

    private static final int LARGEST_TABLE = 4 << 20;

    private final Path zip;

    private ResultArchive(Path zip) {
        this.zip = Objects.requireNonNull(zip, "zip");
    }

    /**
     * An archive on disk, which isn't touched yet.
     *
     * @param zip the downloaded file
     * @return the archive
     * @throws NullPointerException if the file is null
     */
    public static ResultArchive of(Path zip) {
        return new ResultArchive(zip);
    }

    /**
     * Checks that the file is a whole zip: the central directory and every local header that it names, zip64 too, with
     * all content inside the file. The content itself is checked when it is read.
     *
     * @throws TransferException if the file can't be read, is empty, is something else (an XML or HTML error page is
     *     named so), is cut short or damaged
     */
    public void verify() {
        reading(structure -> {
            structure.forEach(item -> {});
            return structure;
        });
    }

    /**
     * The names of the entries.
     *
     * @return as stored and in that order, directories with a slash at the end; never to be used as paths without
     *     checks such as those of {@link #extractTo(Path)}; unmodifiable
     * @throws TransferException if the file can't be read, is no whole zip, or has more than 10,000 entries
     */
    public List<String> entries() {
        return reading(structure ->
                items(structure).stream().map(ZipDirectoryEntry::name).toList());
    }

    /**
     * Extracts everything within {@link ExtractionLimits#defaults()}.
     *
     * @param directory see {@link #extractTo(Path, ExtractionLimits)}
     * @throws NullPointerException if the directory is null
     * @throws IllegalArgumentException if the directory is a root
     * @throws TransferException see {@link #extractTo(Path, ExtractionLimits)}
     */
    public void extractTo(Path directory) {
        extractTo(directory, ExtractionLimits.defaults());
    }

    /**
     * Extracts everything into a new directory, which either is there with all files or not at all: it is written beside
     * its place under a name of its own, and moved there when it is whole and every CRC was right.
     *
     * <p>Refused are: an entry that leaves the directory ({@code ..} anywhere in its name), an absolute name (also
     * {@code C:}), a link or special file, two names that are one where case is ignored, control characters, an encrypted
     * entry, entries that overlap, a name, size or CRC that differs from the local header or from the content, and what
     * goes beyond the limits. {@code \} counts as a separator. Times and permissions are not restored.
     *
     * @param directory what to create; its parent exists, itself doesn't
     * @param limits how much it may be
     * @throws NullPointerException if an argument is null
     * @throws IllegalArgumentException if the directory is a root
     * @throws TransferException if the directory exists, the archive can't be read or is refused, or a file can't be
     *     written; nothing is left behind then
     */
    public void extractTo(Path directory, ExtractionLimits limits) {
        Path target =
                Objects.requireNonNull(directory, "directory").toAbsolutePath().normalize();
        Objects.requireNonNull(limits, "limits");
        if (target.getFileName() == null) {
            throw new IllegalArgumentException("A root can't be created: " + directory);
        }
        reading(structure -> {
            Extraction.extract(structure, target, limits);
            return target;
        });
    }

    /**
     * The content of one entry.
     *
     * @param entry a name as {@link #entries()} has it
     * @return to be closed. Reading it is an {@link IOException} where the content isn't what was stored, by its size or
     *     its CRC, at the latest at the end
     * @throws NullPointerException if the entry is null
     * @throws TransferException if the file can't be read, is no whole zip or has no such entry; if the entry is encrypted
     *     or compressed otherwise than deflated
     */
    public InputStream open(String entry) {
        Objects.requireNonNull(entry, "entry");
        try {
            FileChannel file = FileChannel.open(zip, StandardOpenOption.READ);
            try {
                ZipStructure structure = ZipStructure.of(file);
                return structure.content(find(structure, entry), file);
            } catch (IOException failure) {
                file.close();
                throw failure;
            }
        } catch (IOException failure) {
            throw failed(failure);
        }
    }

    /**
     * Reads a small table, such as {@code metrics.csv}, into memory: at most 4 MiB of CSV, 10,000 rows, 16,384 columns
     * and 500,000 fields in all. For a larger one, use {@link #open(String)} and a CSV parser that reads row by row.
     *
     * @param entry the name of a CSV file in UTF-8 with a header line
     * @return a map for each row from the names of the columns to its fields, in the order of the file; a missing value
     *     is empty; unmodifiable
     * @throws NullPointerException if the entry is null
     * @throws TransferException if it can't be read, is no such table, or goes beyond a limit, which the message names
     */
    public List<Map<String, String>> table(String entry) {
        Objects.requireNonNull(entry, "entry");
        return reading(structure -> {
            ZipDirectoryEntry item = find(structure, entry);
            if (item.size() > LARGEST_TABLE) {
                throw new ZipException(
                        "has '" + entry + "' with more than " + LARGEST_TABLE + " bytes: open it instead");
            }
            try (InputStream content = structure.content(item, () -> {})) {
                TableRows rows = new TableRows();
                BoundedCsv.read(new InputStreamReader(content, StandardCharsets.UTF_8.newDecoder()), ',', rows);
                if (rows.exceeded != null) {
                    throw new ZipException("has '" + entry + "' with " + rows.exceeded + ": open it instead");
                }
                return List.copyOf(rows.rows);
            }
        });
    }

    @Override
    public String toString() {
        return "ResultArchive[" + zip.getFileName() + "]";
    }

    private static List<ZipDirectoryEntry> items(ZipStructure structure) throws IOException {
        return structure.entries(ExtractionLimits.defaults().maxEntries());
    }

    private static ZipDirectoryEntry find(ZipStructure structure, String entry) throws IOException {
        return items(structure).stream()
                .filter(item -> item.name().equals(entry))
                .findFirst()
                .orElseThrow(() -> new NoSuchFileException(entry));
    }

    private <T> T reading(Reading<T> reading) {
        try (FileChannel file = FileChannel.open(zip, StandardOpenOption.READ)) {
            return reading.of(ZipStructure.of(file));
        } catch (IOException failure) {
            throw failed(failure);
        }
    }

    private TransferException failed(IOException failure) {
        String what = failure instanceof ZipException
                ? " "
                : ": " + failure.getClass().getSimpleName() + " ";
        return new TransferException("The archive " + zip + what + failure.getMessage(), failure, Retryability.NEVER);
    }

    private interface Reading<T> {
        T of(ZipStructure structure) throws IOException;
    }

    private static final class TableRows implements BoundedCsv.RowReader {

        private final TableBound bound = new TableBound();
        private final List<Map<String, String>> rows = new ArrayList<>();
        private @Nullable String exceeded;
        private List<String> names = List.of();

        @Override
        public void header(List<String> columns) {
            names = columns;
        }

        @Override
        public boolean row(List<String> fields) {
            exceeded = bound.exceededBy(fields.size());
            if (exceeded != null) {
                return false;
            }
            Map<String, String> row = new LinkedHashMap<>();
            for (int i = 0; i < fields.size(); i++) {
                row.put(names.get(i), fields.get(i));
            }
            rows.add(Collections.unmodifiableMap(row));
            return true;
        }
    }
}
