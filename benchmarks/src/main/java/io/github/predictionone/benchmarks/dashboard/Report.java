package io.github.predictionone.benchmarks.dashboard;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.LongSummaryStatistics;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.LongStream;

/** The results of a run, as tables in Markdown. */
final class Report {

    private static final double MEBIBYTE = 1 << 20;

    private final List<Sample> samples = new ArrayList<>();

    /** The figures of the application at one time, and the number of events delivered until then. */
    private record Sample(String when, Duration at, ProcessFigures process, long events) {}

    void sample(String when, Duration at, ProcessFigures process, long events) {
        samples.add(new Sample(when, at, process, events));
    }

    String process() {
        StringBuilder table = new StringBuilder("""

                ### The application

                | | live heap, MiB | in memory, MiB | threads | CPU, cores | events delivered per second |
                |---|---:|---:|---:|---:|---:|
                """);
        Sample before = samples.get(0);
        for (Sample sample : samples) {
            table.append(line(
                    "| %s | %.1f | %.1f | %d | %s |\n",
                    sample.when,
                    sample.process.liveHeap() / MEBIBYTE,
                    sample.process.resident() / MEBIBYTE,
                    sample.process.threads(),
                    sample.equals(before) ? "– | –" : rates(before, sample)));
            before = sample;
        }
        return table.toString();
    }

    private static String rates(Sample before, Sample sample) {
        double nanos = sample.at.minus(before.at).toNanos();
        Duration cpu = sample.process.cpu().minus(before.process.cpu());
        return line("%.2f | %,.0f", cpu.toNanos() / nanos, (sample.events - before.events) / (nanos / 1e9));
    }

    static String clients(Map<Kind, Tally> tallies) {
        StringBuilder table = new StringBuilder("""

                ### Clients

                | | clients | connections | events | events per watched training | terminal events | expected | repeated | watches failed | connections lost |
                |---|---:|---:|---:|---:|---:|---:|---:|---:|---:|
                """);
        tallies.forEach((kind, tally) -> table.append(line(
                "| %s | %,d | %,d | %,d | %.1f | %,d | %,d | %,d | %,d | %,d |\n",
                kind,
                tally.clients.sum(),
                tally.connections.sum(),
                tally.events.sum(),
                (double) tally.events.sum() / tally.trainings.sum(),
                tally.terminalEvents.sum(),
                tally.trainings.sum(),
                tally.repetitions.sum(),
                tally.failures.sum(),
                tally.cuts.sum())));
        return table.toString();
    }

    /** Returns the table of polls. All trainings but {@code alone} have many viewers. */
    static String polls(List<Polls> all, String alone, Duration interval) {
        Map<Boolean, List<Polls>> byCompany = all.stream()
                .collect(Collectors.partitioningBy(polls -> !polls.training().equals(alone)));
        return """

                ### Polls per training

                | | polls to the end | most that one viewer can cause | polls after the end |
                |---|---:|---:|---:|
                """
                + polls("with many viewers", byCompany.get(true), interval)
                + polls("with one viewer", byCompany.get(false), interval);
    }

    private static String polls(String whose, List<Polls> trainings, Duration interval) {
        return line(
                "| %s | %s | %s | %s |\n",
                whose,
                range(trainings.stream().mapToLong(Polls::count)),
                range(trainings.stream().mapToLong(polls -> polls.mostOfOneViewer(interval))),
                range(trainings.stream().mapToLong(Polls::late)));
    }

    private static String range(LongStream values) {
        LongSummaryStatistics range = values.summaryStatistics();
        return range.getMin() == range.getMax()
                ? String.valueOf(range.getMin())
                : range.getMin() + "–" + range.getMax();
    }

    private static String line(String format, Object... values) {
        return String.format(Locale.ROOT, format, values);
    }
}
