package io.github.predictionone.quickstart;

import java.io.PrintWriter;
import java.util.Map;
import picocli.AutoComplete.GenerateCompletion;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.ScopeType;

/** Prediction One on the command line: against the real service, or against an emulator in this process. */
@Command(
        name = "quickstart",
        mixinStandardHelpOptions = true,
        version = "quickstart of the Prediction One client for Java",
        description = "Trains, retrains and deploys Prediction One models, and predicts with them.",
        subcommands = {
            RunCommand.class,
            WatchCommand.class,
            StatusCommand.class,
            DownloadCommand.class,
            ModelsCommand.class,
            DataSetsCommand.class,
            DeployCommand.class,
            ClassifiersCommand.class,
            PredictCommand.class,
            RetrainCommand.class,
            LifecycleCommand.class,
            EmulatorCommand.class,
            GenerateCompletion.class
        },
        synopsisSubcommandLabel = "COMMAND",
        exitCodeListHeading = "%nExit codes:%n",
        exitCodeList = {
            "0:done",
            "1:anything that is not below",
            "2:bad arguments, or no key",
            "3:trouble with a local file, or with a row in it",
            "4:unknown column",
            "5:key or caller refused",
            "6:training or retraining failed",
            "7:service or network trouble",
            "8:transfer failed",
            "9:classifier failed, or is not running",
            "10:no such model or classifier",
            "11:done, but rows failed"
        },
        footer = {
            "",
            "Environment:",
            "  PREDICTION_ONE_API_KEY or PREDICTION_ONE_SECRET_KEY   the key to the service",
            "  PREDICTION_ONE_BASE_URL                               where it is, if elsewhere",
            "With a secret key every command gets the keys that it needs. Without a key, `run` starts an emulator in",
            "this process; `lifecycle` always does.",
            "",
            "Examples:",
            "  lifecycle",
            "  run members.csv --target premium --type binary_classification --positive yes --name premium",
            "  deploy premium",
            "  predict in.csv --out out.csv"
        })
public final class Quickstart {

    @Option(names = "--debug", scope = ScopeType.INHERIT, description = "Show the stack trace of a failure.")
    private boolean debug;

    private final Map<String, String> environment;

    Quickstart(Map<String, String> environment) {
        this.environment = environment;
    }

    /** The variables that say which service to talk to. */
    Map<String, String> environment() {
        return environment;
    }

    static CommandLine commandLine(Map<String, String> environment) {
        Quickstart quickstart = new Quickstart(environment);
        return new CommandLine(quickstart)
                .setCaseInsensitiveEnumValuesAllowed(true)
                .setUsageHelpWidth(120)
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
        int exitCode = commandLine(System.getenv()).execute(arguments);
        // When all is well the caller's JVM, which may be Maven's, goes on.
        if (exitCode != 0) {
            System.exit(exitCode);
        }
    }
}
