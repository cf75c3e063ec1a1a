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
            "Predict for every row of a file, by one request per row, in order.",
            "The output has the columns row, prediction (the class, or the value) and `probability of CLASS` for each "
                    + "class; then those that options ask for."
        },
        footer = {
            "",
            "Examples:",
            "  predict in.csv --out out.csv",
            "  predict in.csv --out out.csv --classifier ID --reasons --concurrency 8 --requests-per-second 0",
            "  predict in.tsv --json"
        })
final class PredictCommand implements Callable<Integer> {

    @Parameters(paramLabel = "ROWS", description = "A header line and rows, a .csv or .tsv file in UTF-8.")
    private Path rows;

    @Option(
            names = {"-o", "--out"},
            paramLabel = "FILE",
            description = "Where the predictions are to lie, as CSV.")
    private @Nullable Path out;

    @Option(names = "--replace", description = "Replace that file if it exists.")
    private boolean replace;

    @Option(names = "--classifier", paramLabel = "ID", description = "Default: the only one that is running.")
    private @Nullable String classifierId;

    @Option(
            names = "--concurrency",
            paramLabel = "N",
            defaultValue = "4",
            description = "How many requests are under way at a time. Default: ${DEFAULT-VALUE}.")
    private int concurrency;

    @Option(names = "--reasons", description = "Add `contribution of COLUMN` for each column of the input.")
    private boolean reasons;

    @Option(names = "--input-columns", description = "Add the columns of the input.")
    private boolean inputColumns;

    @Option(names = "--probabilities-only", description = "Leave out the class.")
    private boolean probabilitiesOnly;

    @Option(
            names = "--keep-going",
            description =
                    "Go on after a row that fails, with the reason in a column `error`. The exit code is then 11.")
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
            throw new CommandException(Failure.FILE, out + " exists; --replace allows to replace it");
        }
        try (Service service = target.real();
                Console console = output.console()) {
            Classifier classifier = ClassifierChoice.of(service.client().classifiers(), classifierId);
            Predicting predicting = new Predicting(service.client(), options, console);
            long failed = out == null
                    ? predicting.forEach(classifier, rows, prediction -> show(prediction, console))
                    : predicting.toFile(classifier, rows, out);
            console.say(out + " has the predictions" + (failed == 0 ? "." : "; " + failed + " rows failed."));
            return failed == 0 ? 0 : Failure.ROWS;
        }
    }

    private PredictOptions options() {
        if ((out == null) != output.json()) {
            throw new ParameterException(command.commandLine(), "give either --out FILE or --json");
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
