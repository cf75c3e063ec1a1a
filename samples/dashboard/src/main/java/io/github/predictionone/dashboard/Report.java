package io.github.predictionone.dashboard;

import io.github.predictionone.TransferException;
import io.github.predictionone.training.ResultArchive;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The most important parts of a result. The service decides which files an archive contains.
 *
 * @param entries the names of the archive's files
 * @param metrics the metrics of the model, or null if the archive does not contain them
 * @param contributions the contribution of each column, or null if the archive does not contain them
 */
record Report(
        List<String> entries,
        @Nullable Table metrics,
        @Nullable Table contributions) {

    private static final Logger LOG = LoggerFactory.getLogger(Report.class);
    private static final int MAX_ROWS = 1_000;

    /**
     * A table of the archive.
     *
     * @param columns the header
     * @param rows the first rows, at most 1,000
     */
    record Table(List<String> columns, List<List<String>> rows) {}

    /** Reads the archive. */
    static Report of(ResultArchive archive) {
        List<String> entries = archive.entries();
        return new Report(
                entries, table(archive, entries, "metrics.csv"), table(archive, entries, "analysis_summary.csv"));
    }

    private static @Nullable Table table(ResultArchive archive, List<String> entries, String name) {
        return entries.stream()
                .filter(entry -> entry.equals(name) || entry.endsWith("/" + name))
                .findFirst()
                .map(entry -> read(archive, entry))
                .orElse(null);
    }

    private static @Nullable Table read(ResultArchive archive, String entry) {
        try {
            List<Map<String, String>> rows = archive.table(entry);
            return rows.isEmpty()
                    ? null
                    : new Table(
                            List.copyOf(rows.get(0).keySet()),
                            rows.stream()
                                    .limit(MAX_ROWS)
                                    .map(row -> List.copyOf(row.values()))
                                    .toList());
        } catch (TransferException noTable) {
            LOG.debug("cannot read {} as a table", entry, noTable);
            return null;
        }
    }
}
