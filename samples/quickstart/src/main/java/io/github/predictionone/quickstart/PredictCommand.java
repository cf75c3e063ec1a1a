package io.github.predictionone.quickstart;

import io.github.predictionone.classifier.Classifier;
import io.github.predictionone.inference.PredictOptions;
import io.github.predictionone.inference.Prediction;
import io.github.predictionone.quickstart.Failure.CommandException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

@Command(
        name = "predict",
        mixinStandardHelpOptions = true,
        description = {
            "Predict for each row of a file, with one request per row, in the order of the rows.",
            "The output has the columns `row`, `prediction` (the class or the value) and `probability of CLASS` for "
                    + "each class, followed by the columns that options add."
        },
        footer = {
            "",
            "Examples:",
            "  predict in.csv --out out.csv",
            "  predict in.csv --out out.csv --classifier ID --reasons --concurrency 8 --requests-per-second 0",
            "  predict in.tsv --json"
        })
final class PredictCommand implements Callable<Integer> {

    @Parameters(paramLabel = "ROWS", description = "The rows, a .csv or .tsv file in UTF-8 with a header line.")
    private Path rows;

    @Option(
            names = {"-o", "--out"},
            paramLabel = "FILE",
            description = "Write the predictions to this CSV file.")
    private @Nullable Path out;

    @Option(names = "--replace", description = "Replace the output file if it exists.")
    private boolean replace;

    @Option(
            names = "--classifier",
            paramLabel = "ID",
            description = "The id of the classifier. Default: the only running classifier.")
    private @Nullable String classifierId;

    @Option(
            names = "--concurrency",
            paramLabel = "N",
            defaultValue = "4",
            description = "Maximum number of requests at the same time. Default: ${DEFAULT-VALUE}.")
    private int concurrency;

    @Option(names = "--reasons", description = "Add a column `contribution of COLUMN` for each column of the input.")
    private boolean reasons;

    @Option(names = "--input-columns", description = "Add the columns of the input.")
    private boolean inputColumns;

    @Option(names = "--probabilities-only", description = "Leave out the predicted class.")
    private boolean probabilitiesOnly;

    @Option(
            names = "--keep-going",
            description =
                    "Continue after a failed row, and put the reason into a column `error`. The exit code is then 11.")
    private boolean keepGoing;

    @Mixin
    private ServiceOptions target;

    @Mixin
    private OutputOptions output;

    @Spec
    private CommandSpec command;

    @Override
    public Integer call() throws IOException {
        PredictOptions options = options();
        InputFile.require(rows);
        if (out != null && !replace && Files.exists(out)) {
            throw new CommandException(Failure.FILE, out + " exists; use --replace to replace it");
        }
        try (Service service = target.real();
                Console console = output.console()) {
            Classifier classifier = ClassifierChoice.of(service.client().classifiers(), classifierId);
            Predicting predicting = new Predicting(service.client(), options, console);
            long failed = out == null
                    ? predicting.forEach(classifier, rows, prediction -> show(prediction, console))
                    : predicting.toFile(classifier, rows, out);
            console.say("The predictions are in " + out + (failed == 0 ? "." : "; " + failed + " rows failed."));
            return failed == 0 ? 0 : Failure.ROWS;
        }
    }

    private PredictOptions options() {
        if ((out == null) != output.json()) {
            throw new ParameterException(command.commandLine(), "Specify either --out FILE or --json.");
        }
        return PredictOptions.defaults()
                .withConcurrency(concurrency)
                .withReasons(reasons)
                .withInputColumns(inputColumns)
                .withProbabilitiesOnly(probabilitiesOnly)
                .withFailedRows(keepGoing);
    }

    private static void show(Prediction prediction, Console console) {
        console.show(JsonPrediction.of(prediction), "");
    }
}
