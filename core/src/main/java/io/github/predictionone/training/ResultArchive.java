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
 * The result archive of a finished training on disk: the zip file that the {@code result_url} of {@code GET
 * /models/results} points to.
 *
 * <p>The service decides which files the archive contains; often {@code metrics.csv} (a metric's name and value),
 * {@code analysis_summary.csv} (the contribution of each column) and {@code evaluation_raw_data.csv} (predictions). The
 * content is not trusted: every call reads the file again and checks it. Memory use is independent of the archive's
 * size. An instance keeps nothing open and may be shared between threads.
 */
public final class ResultArchive {

    private static final int LARGEST_TABLE = 4 << 20;

    private final Path zip;

    private ResultArchive(Path zip) {
        this.zip = Objects.requireNonNull(zip, "zip");
    }

    /**
     * Returns the archive in a file, without reading it.
     *
     * @param zip the downloaded file
     * @return the archive
     * @throws NullPointerException if the file is null
     */
    public static ResultArchive of(Path zip) {
        return new ResultArchive(zip);
    }

    /**
     * Checks that the file is a complete zip: the central directory and every local header that it names, including
     * zip64, with all content inside the file. The content itself is checked when it is read.
     *
     * @throws TransferException if the file can't be read, is empty, is not a zip (the message recognises XML and HTML
     *     error pages), is cut short, or is damaged
     */
    public void verify() {
        reading(structure -> {
            structure.forEach(item -> {});
            return structure;
        });
    }

    /**
     * Returns the names of the entries.
     *
     * @return the names as stored and in that order, directories with a slash at the end; unmodifiable. Do not use them
     *     as paths without checks such as those of {@link #extractTo(Path)}
     * @throws TransferException if the file can't be read, is not a complete zip, or has more than 10,000 entries
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
     * Extracts everything into a new directory, which exists afterwards either with all files or not at all. The files
     * are written to a temporary directory beside the target, which is renamed when it is complete and all CRCs are
     * correct.
     *
     * <p>The archive is refused if it exceeds the limits, or if an entry is outside the directory ({@code ..} anywhere
     * in its name), has an absolute name (including {@code C:}) or control characters in its name, is a link or special
     * file, is encrypted, or overlaps another entry. It is also refused if two names are equal when case is ignored, or
     * if a name, size or CRC differs from the local header or the content. {@code \} counts as a separator. Times and
     * permissions are not restored.
     *
     * @param directory the directory to create; its parent must exist, the directory itself must not
     * @param limits the limits for the extraction
     * @throws NullPointerException if an argument is null
     * @throws IllegalArgumentException if the directory is a root
     * @throws TransferException if the directory exists, the archive can't be read or is refused, or a file can't be
     *     written; then nothing is left behind
     */
    public void extractTo(Path directory, ExtractionLimits limits) {
        Path target =
                Objects.requireNonNull(directory, "directory").toAbsolutePath().normalize();
        Objects.requireNonNull(limits, "limits");
        if (target.getFileName() == null) {
            throw new IllegalArgumentException("directory must not be a root, but is " + directory);
        }
        reading(structure -> {
            Extraction.extract(structure, target, limits);
            return target;
        });
    }

    /**
     * Opens the content of one entry.
     *
     * @param entry a name from {@link #entries()}
     * @return a stream that the caller must close. If the size or the CRC of the content is wrong, reading throws an
     *     {@link IOException}, at the end at the latest
     * @throws NullPointerException if the entry is null
     * @throws TransferException if the file can't be read, is not a complete zip, or has no such entry; or if the entry
     *     is encrypted, or its method is neither stored nor deflated
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
     * @return for each row, a map from the column names to its fields, in the order of the file; a missing value is
     *     empty; unmodifiable
     * @throws NullPointerException if the entry is null
     * @throws TransferException if it can't be read, is not such a table, or exceeds a limit, which the message names
     */
    public List<Map<String, String>> table(String entry) {
        Objects.requireNonNull(entry, "entry");
        return reading(structure -> {
            ZipDirectoryEntry item = find(structure, entry);
            if (item.size() > LARGEST_TABLE) {
                throw new ZipException(
                        "has '" + entry + "' with more than " + LARGEST_TABLE + " bytes: use open() instead");
            }
            try (InputStream content = structure.content(item, () -> {})) {
                TableRows rows = new TableRows();
                BoundedCsv.read(new InputStreamReader(content, StandardCharsets.UTF_8.newDecoder()), ',', rows);
                if (rows.exceeded != null) {
                    throw new ZipException("has '" + entry + "' with " + rows.exceeded + ": use open() instead");
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
                : " cannot be processed: " + failure.getClass().getSimpleName() + ": ";
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
