package io.github.predictionone.quickstart;

import io.github.predictionone.model.ModelId;
import io.github.predictionone.quickstart.Failure.CommandException;
import io.github.predictionone.reactor.PredictionOneClient;
import io.github.predictionone.reactor.WatchOptions;
import io.github.predictionone.retraining.RetrainJobId;
import io.github.predictionone.retraining.RetrainingData;
import io.github.predictionone.retraining.RetrainingStatus;
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
        name = "retrain",
        mixinStandardHelpOptions = true,
        description = "Retrain a model with new data: upload, watch, download and show the comparison, switch.",
        footer = {
            "",
            "Examples:",
            "  retrain premium new.csv --evaluation held-out.csv",
            "  retrain 1001 --job JOB --switch --replace    after a look at the result of `retrain 1001 new.csv`",
        })
final class RetrainCommand implements Callable<Integer> {

    @Parameters(index = "0", paramLabel = "MODEL", description = ModelChoice.HELP)
    private String model;

    @Parameters(index = "1", paramLabel = "DATA", arity = "0..1", description = "The new data, a .csv or .tsv file.")
    private @Nullable Path data;

    @Option(
            names = "--job",
            paramLabel = "JOB",
            description = "Continue with this retraining instead of starting one with DATA.")
    private @Nullable String job;

    @Option(names = "--evaluation", paramLabel = "FILE", description = "A file with data to compare both models with.")
    private @Nullable Path evaluation;

    @Option(names = "--switch", description = "At the end, let the classifiers of the model use the retrained one.")
    private boolean switchModel;

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
        if ((data == null) == (job == null)) {
            throw new ParameterException(command.commandLine(), "Specify either DATA or --job JOB.");
        }
        result.requireFree();
        try (Console console = output.console();
                Service service = target.real()) {
            PredictionOneClient client = service.client();
            RetrainJobId id = begin(client, ModelChoice.of(client.models(), model), console);
            Path archive = result.file(id.value());
            WatchOptions options =
                    WatchOptions.defaults().withDownloadTo(archive).withReplaceExisting(result.replace());
            new Watching(client, options, console).toTheEnd(id);
            if (!output.json()) {
                ResultReport.print(archive, command.commandLine());
            }
            client.retraining()
                    .status(id)
                    .blockOptional()
                    .flatMap(RetrainingStatus::modelId)
                    .ifPresent(learnt -> console.say("The retrained model is " + learnt + "."));
            if (switchModel) {
                client.retraining().switchModel(id).block();
                console.say("The classifiers of model " + id.model() + " now use the retrained one.");
            }
            return 0;
        }
    }

    private RetrainJobId begin(PredictionOneClient client, ModelId id, Console console) {
        if (data == null) {
            return RetrainJobId.of(id, String.valueOf(job));
        }
        RetrainingData files = RetrainingData.of(id, data);
        RetrainJobId begun = client.retraining()
                .upload(evaluation == null ? files : files.withEvaluation(evaluation), console::show)
                .blockOptional()
                .orElseThrow(() -> new CommandException(Failure.SERVICE, "the service returned no id of a retraining"));
        console.say("Retraining " + begun + " of model " + id + " has started.");
        return begun;
    }
}
