package io.github.predictionone.benchmarks;

import io.github.predictionone.benchmarks.dashboard.DashboardBenchmark;
import io.github.predictionone.benchmarks.transfer.TransferBenchmark;
import io.github.predictionone.benchmarks.watch.WatchBenchmark;
import picocli.CommandLine;
import picocli.CommandLine.Command;

/** Compares the client with what a user would write instead, and prints tables in Markdown. */
@Command(
        name = "benchmarks",
        description = "Compares the client with what a user would write instead, and prints tables in Markdown.",
        mixinStandardHelpOptions = true,
        subcommands = {WatchBenchmark.class, TransferBenchmark.class, DashboardBenchmark.class})
public final class Benchmarks {

    private Benchmarks() {}

    /**
     * Runs the command that the arguments name.
     *
     * @param arguments a command and its options
     */
    public static void main(String[] arguments) {
        System.exit(new CommandLine(new Benchmarks()).execute(arguments));
    }
}
