package io.github.predictionone.quickstart;

import de.siegmar.fastcsv.reader.CsvReader;
import de.siegmar.fastcsv.reader.CsvRecord;
import de.siegmar.fastcsv.reader.FieldMismatchStrategy;
import io.github.predictionone.quickstart.Failure.CommandException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.stream.Stream;

/** Checks on a file that the user names. */
final class InputFile {

    private InputFile() {}

    static void require(Path file) {
        if (!Files.isRegularFile(file)) {
            throw new CommandException(Failure.FILE, file + ": no such file");
        }
    }

    /** Returns the number of rows below the header. */
    static long rows(Path file) throws IOException {
        boolean tabs = file.toString().toLowerCase(Locale.ROOT).endsWith(".tsv");
        try (CsvReader<CsvRecord> csv = CsvReader.builder()
                        .fieldSeparator(tabs ? '\t' : ',')
                        .extraFieldStrategy(FieldMismatchStrategy.IGNORE)
                        .missingFieldStrategy(FieldMismatchStrategy.IGNORE)
                        .ofCsvRecord(file);
                Stream<CsvRecord> records = csv.stream()) {
            return Math.max(0, records.count() - 1);
        }
    }
}
