package io.github.predictionone.benchmarks;

import io.github.predictionone.benchmarks.dashboard.DashboardBenchmark;
import io.github.predictionone.benchmarks.transfer.TransferBenchmark;
import io.github.predictionone.benchmarks.watch.WatchBenchmark;
import picocli.CommandLine;
import picocli.CommandLine.Command;

/** Measures the client beside what a user would write instead; prints tables in Markdown. */
@Command(
        name = "benchmarks",
        description = "Measures the client beside what a user would write instead; prints tables in Markdown.",
        mixinStandardHelpOptions = true,
        subcommands = {WatchBenchmark.class, TransferBenchmark.class, DashboardBenchmark.class})
public final class Benchmarks {

    private Benchmarks() {}

    /**
     * Runs what the arguments name.
     *
     * @param arguments a command and its options
     */
    public static void main(String[] arguments) {
        System.exit(new CommandLine(new Benchmarks()).execute(arguments));
    }
}
