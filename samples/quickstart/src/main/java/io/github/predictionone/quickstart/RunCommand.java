package io.github.predictionone.quickstart;

import io.github.predictionone.quickstart.Failure.CommandException;
import io.github.predictionone.reactor.PredictionOneClient;
import io.github.predictionone.reactor.WatchOptions;
import io.github.predictionone.training.ColumnInfo;
import io.github.predictionone.training.TrainRequest;
import io.github.predictionone.training.TrainingConfig;
import io.github.predictionone.training.TrainingData;
import io.github.predictionone.training.TrainingId;
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
        name = "run",
        mixinStandardHelpOptions = true,
        description =
                "Upload a CSV or TSV file, train a model on it, watch the training, download and show the result.",
        footer = {
            "",
            "Examples:",
            "  run members.csv --target premium --type binary_classification --positive yes --name premium",
            "  run houses.tsv --target price --type regression --evaluation held-out.tsv"
        })
final class RunCommand implements Callable<Integer> {

    enum Type {
        BINARY_CLASSIFICATION,
        MULTI_CLASSIFICATION,
        REGRESSION
    }

    @Parameters(paramLabel = "DATA", description = "The training data, a .csv or .tsv file.")
    private Path data;

    @Option(names = "--target", required = true, paramLabel = "COLUMN", description = "The column to predict.")
    private String column;

    @Option(names = "--type", required = true, description = "One of: ${COMPLETION-CANDIDATES}.")
    private Type type;

    @Option(
            names = "--positive",
            paramLabel = "VALUE",
            description = "Binary classification: the value that counts as positive.")
    private @Nullable String positive;

    @Option(names = "--evaluation", paramLabel = "FILE", description = "Data to evaluate the model with.")
    private @Nullable Path evaluation;

    @Option(
            names = "--folds",
            defaultValue = "0",
            description = "Folds of the cross-validation. 0: the service decides by the data; 1: no cross-validation.")
    private int folds;

    @Option(names = "--name", description = "The name of the model. Default: the name of the data file.")
    private @Nullable String name;

    @Mixin
    private TargetOptions result;

    @Mixin
    private ServiceOptions target;

    @Mixin
    private OutputOptions output;

    @Spec
    private CommandSpec command;

    @Override
    public Integer call() {
        TrainingConfig config = config().withCrossValidation(folds);
        TrainingData files = files();
        result.requireFree();
        try (Console console = output.console();
                Service service = target.realOrEmulated(console)) {
            PredictionOneClient client = service.client();
            console.say("Uploading " + data + ".");
            TrainingId id = client.uploadTrainingData(files, console::show)
                    .blockOptional()
                    .orElseThrow();
            String title = name != null ? name : data.getFileName().toString();
            client.train(TrainRequest.of(id, title, config)).block();
            console.say("Training " + id + " has started.");
            Path archive = result.file(id.value());
            WatchOptions options =
                    WatchOptions.defaults().withDownloadTo(archive).withReplaceExisting(result.replace());
            new Watching(client, options, console).toTheEnd(id);
            if (!output.json()) {
                ResultReport.print(archive, command.commandLine());
                ModelChoice.newest(client.models(), title)
                        .ifPresent(model -> console.say("The model is " + model.id() + ", named " + title + "."));
            }
            return 0;
        }
    }

    private TrainingConfig config() {
        if ((positive != null) != (type == Type.BINARY_CLASSIFICATION)) {
            throw new ParameterException(
                    command.commandLine(),
                    "--positive is required with --type binary_classification, and not allowed with another type");
        }
        return switch (type) {
            case BINARY_CLASSIFICATION -> TrainingConfig.binaryClassification(column, String.valueOf(positive));
            case MULTI_CLASSIFICATION -> TrainingConfig.multiClassification(column);
            case REGRESSION -> TrainingConfig.regression(column);
        };
    }

    private TrainingData files() {
        for (Path file : evaluation == null ? new Path[] {data} : new Path[] {data, evaluation}) {
            if (!Files.isRegularFile(file)) {
                throw new CommandException(Failure.FILE, file + ": no such file");
            }
        }
        TrainingData files = TrainingData.of(data);
        ColumnInfo columns = ColumnInfo.infer(data);
        if (!columns.columns().containsKey(column)) {
            throw new CommandException(
                    Failure.UNKNOWN_COLUMN,
                    data + " has no column " + column + "; it has "
                            + String.join(", ", columns.columns().keySet()));
        }
        TrainingData described = files.withColumnInfo(columns);
        return evaluation == null ? described : described.withEvaluation(evaluation);
    }
}
