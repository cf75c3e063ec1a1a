package io.github.predictionone.quickstart;

import io.github.predictionone.training.ResultArchive;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import picocli.CommandLine;
import picocli.CommandLine.Help;
import picocli.CommandLine.Help.Ansi;
import picocli.CommandLine.Help.Column;
import picocli.CommandLine.Help.TextTable;

/** Prints the parts of a result that users look at first. */
final class ResultReport {

    private static final int MAX_COLUMNS = 5;

    private ResultReport() {}

    /** Prints the metrics and the columns that contribute most, as far as the archive has them. */
    static void print(Path file, CommandLine command) {
        ResultArchive archive = ResultArchive.of(file);
        PrintWriter out = command.getOut();
        for (String entry : archive.entries()) {
            if (entry.endsWith("metrics.csv")) {
                out.println();
                out.println("Metrics");
                out.print(table(archive.table(entry), Integer.MAX_VALUE));
            } else if (entry.endsWith("analysis_summary.csv")) {
                out.println();
                out.println("Columns that contribute most");
                out.print(table(archive.table(entry), MAX_COLUMNS));
            }
        }
        out.flush();
    }

    private static TextTable table(List<Map<String, String>> rows, int most) {
        int width = rows.stream().mapToInt(Map::size).max().orElse(1);
        Column[] columns = new Column[width];
        Arrays.setAll(columns, index -> new Column(index == 0 ? 34 : 24, 2, Column.Overflow.SPAN));
        TextTable table = TextTable.forColumns(Help.defaultColorScheme(Ansi.AUTO), columns);
        rows.stream().limit(most).forEach(row -> table.addRowValues(row.values().toArray(String[]::new)));
        return table;
    }
}
