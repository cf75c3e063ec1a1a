package io.github.predictionone.dashboard;

import io.github.predictionone.TransferException;
import io.github.predictionone.training.ResultArchive;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The parts of a result that a person wants to see first. Which files an archive has is up to the service.
 *
 * @param entries the names of its files
 * @param metrics how good the model is, or null where the archive doesn't say
 * @param contributions what each column contributed, or null where the archive doesn't say
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
     * @param columns its header
     * @param rows its first rows
     */
    record Table(List<String> columns, List<List<String>> rows) {}

    /** Reads the file. */
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
            LOG.debug("{} is no table", entry, noTable);
            return null;
        }
    }
}
