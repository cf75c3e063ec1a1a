package io.github.predictionone.quickstart;

import de.siegmar.fastcsv.reader.CsvReader;
import de.siegmar.fastcsv.reader.NamedCsvRecord;
import io.github.predictionone.training.ResultArchive;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.PrintWriter;
import java.io.Reader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import picocli.CommandLine;
import picocli.CommandLine.Help;
import picocli.CommandLine.Help.Ansi;
import picocli.CommandLine.Help.Column;
import picocli.CommandLine.Help.TextTable;

/** The parts of a result that a person wants to see first. */
final class ResultReport {

    private static final int MOST_COLUMNS = 5;

    private ResultReport() {}

    /** Shows the metrics, and the columns that matter most. What is not in the archive is not shown. */
    static void print(Path file, CommandLine command) {
        ResultArchive archive = ResultArchive.of(file);
        PrintWriter out = command.getOut();
        for (String entry : archive.entries()) {
            if (entry.endsWith("metrics.csv")) {
                out.println();
                out.println("Metrics");
                out.print(table(rows(archive, entry), Integer.MAX_VALUE));
            } else if (entry.endsWith("analysis_summary.csv")) {
                out.println();
                out.println("Columns that contribute most");
                out.print(table(rows(archive, entry), MOST_COLUMNS));
            }
        }
        out.flush();
    }

    private static List<NamedCsvRecord> rows(ResultArchive archive, String entry) {
        try (Reader text = new InputStreamReader(archive.open(entry), StandardCharsets.UTF_8);
                CsvReader<NamedCsvRecord> csv = CsvReader.builder().ofNamedCsvRecord(text)) {
            return csv.stream().toList();
        } catch (IOException e) {
            throw new Failure.CommandException(Failure.FILE, entry + " in the archive can't be read: " + e.getMessage());
        }
    }

    private static TextTable table(List<NamedCsvRecord> rows, int most) {
        TextTable table = TextTable.forColumns(
                Help.defaultColorScheme(Ansi.AUTO), new Column(34, 2, Column.Overflow.SPAN), new Column(24, 2, Column.Overflow.SPAN));
        rows.stream().limit(most).forEach(row -> table.addRowValues(row.getField(0), row.getField(1)));
        return table;
    }
}
