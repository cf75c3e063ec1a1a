package io.github.predictionone.benchmarks.harness;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** The figures of all peers: printed as a table of medians, and of ratios to a reference peer. */
public final class Results {

    private final String title;
    private final Map<String, Map<String, List<Double>>> byPeer = new LinkedHashMap<>();

    /** Creates an empty table with this title. */
    public Results(String title) {
        this.title = title;
    }

    /** Adds one run of one peer. */
    public void add(String peer, Map<String, Double> figures) {
        Map<String, List<Double>> runs = byPeer.computeIfAbsent(peer, absent -> new LinkedHashMap<>());
        figures.forEach((name, value) ->
                runs.computeIfAbsent(name, absent -> new ArrayList<>()).add(value));
    }

    /** Returns a table with a line per peer: the median, the range and the ratio to the reference, for each figure. */
    public String toMarkdown(String reference) {
        TreeSet<String> names = new TreeSet<>();
        byPeer.values().forEach(figures -> names.addAll(figures.keySet()));
        StringBuilder table = new StringBuilder("\n### " + title + "\n\n| | ");
        names.forEach(
                name -> table.append(name).append(" | × ").append(reference).append(" | "));
        table.append("\n|---|").append("---:|---:|".repeat(names.size())).append('\n');
        byPeer.forEach((peer, figures) -> {
            table.append("| ").append(peer).append(" | ");
            names.forEach(name -> table.append(cell(figures.get(name)))
                    .append(" | ")
                    .append(ratio(
                            figures.get(name),
                            byPeer.getOrDefault(reference, Map.of()).get(name)))
                    .append(" | "));
            table.append('\n');
        });
        return table.toString();
    }

    private static String cell(@Nullable List<Double> runs) {
        if (runs == null) {
            return "–";
        }
        List<Double> sorted = runs.stream().sorted().toList();
        String median = number(median(runs));
        return runs.size() == 1
                ? median
                : median + " (" + number(sorted.get(0)) + "–" + number(sorted.get(sorted.size() - 1)) + ")";
    }

    private static String ratio(@Nullable List<Double> runs, @Nullable List<Double> reference) {
        return runs == null || reference == null || median(reference) == 0
                ? "–"
                : String.format(Locale.ROOT, "%.2f", median(runs) / median(reference));
    }

    private static double median(List<Double> runs) {
        List<Double> sorted = runs.stream().sorted().toList();
        int middle = sorted.size() / 2;
        return sorted.size() % 2 == 1 ? sorted.get(middle) : (sorted.get(middle - 1) + sorted.get(middle)) / 2;
    }

    private static String number(double value) {
        return String.format(Locale.ROOT, Math.abs(value) < 100 && value != Math.rint(value) ? "%.1f" : "%,.0f", value);
    }
}
