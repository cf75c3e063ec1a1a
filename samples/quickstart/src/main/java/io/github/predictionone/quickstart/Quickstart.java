package io.github.predictionone.quickstart;

import java.io.PrintWriter;
import java.util.Map;
import picocli.AutoComplete.GenerateCompletion;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.ScopeType;

/** A command line for Prediction One. It talks to the real service, or to an emulator in this process. */
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
            "0:success",
            "1:any other failure",
            "2:invalid arguments, or not exactly one key in the environment",
            "3:a local file cannot be read or written, or has an invalid row",
            "4:the data has no such target column",
            "5:the service refuses the key or the caller",
            "6:training or retraining failed",
            "7:a request to the service failed",
            "8:an upload or download failed",
            "9:classifier failed or is not running",
            "10:no such model or classifier, or not exactly one running classifier",
            "11:done, but rows failed"
        },
        footer = {
            "",
            "Environment:",
            "  PREDICTION_ONE_API_KEY or PREDICTION_ONE_SECRET_KEY   the API key or the secret key; set exactly one",
            "  PREDICTION_ONE_BASE_URL                               the URL of the service, if it is not the default",
            "With a secret key, each command requests the API keys that it needs. Without a key, `run` starts an",
            "emulator in this process; `lifecycle` always does.",
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

    /** Returns the environment variables, which choose the service. */
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
        // On success, do not exit: this may run in Maven's JVM (exec:java), which must continue.
        if (exitCode != 0) {
            System.exit(exitCode);
        }
    }
}
