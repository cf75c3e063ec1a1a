package io.github.predictionone.quickstart;

import java.io.PrintWriter;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.ScopeType;

/** Trains, watches and downloads: against the real service, or against an emulator in this process. */
@Command(
        name = "quickstart",
        mixinStandardHelpOptions = true,
        version = "quickstart of the Prediction One client for Java",
        description = "Trains a Prediction One model, shows its status live, downloads and reads its results.",
        subcommands = {
            RunCommand.class,
            WatchCommand.class,
            StatusCommand.class,
            DownloadCommand.class,
            EmulatorCommand.class
        },
        synopsisSubcommandLabel = "COMMAND",
        footer = {
            "",
            "Environment:",
            "  PREDICTION_ONE_API_KEY or PREDICTION_ONE_SECRET_KEY   the key to the service",
            "  PREDICTION_ONE_BASE_URL                               where it is, if elsewhere",
            "Without a key, `run` starts an emulator in this process.",
            "",
            "Exit codes: 0 done, 2 bad arguments, 3 file trouble, 4 unknown column, 5 key refused,",
            "  6 training failed, 7 service or network trouble, 8 transfer failed, 1 anything else"
        })
public final class Quickstart {

    @Option(names = "--debug", scope = ScopeType.INHERIT, description = "Show the stack trace of a failure.")
    private boolean debug;

    Quickstart() {}

    static CommandLine commandLine() {
        Quickstart quickstart = new Quickstart();
        return new CommandLine(quickstart)
                .setCaseInsensitiveEnumValuesAllowed(true)
                .setExecutionExceptionHandler(
                        (failure, command, arguments) -> report(failure, command.getErr(), quickstart.debug));
    }

    private static int report(Exception failure, PrintWriter err, boolean debug) {
        Failure shown = Failure.of(failure);
        err.println("quickstart: " + shown.message());
        if (debug) {
            failure.printStackTrace(err);
        }
        err.flush();
        return shown.exitCode();
    }

    /**
     * Runs one command.
     *
     * @param arguments a command and its options
     */
    public static void main(String[] arguments) {
        int exitCode = commandLine().execute(arguments);
        // When all is well the caller's JVM, which may be Maven's, goes on.
        if (exitCode != 0) {
            System.exit(exitCode);
        }
    }
}
