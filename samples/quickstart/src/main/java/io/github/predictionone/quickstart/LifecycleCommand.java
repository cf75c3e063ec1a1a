package io.github.predictionone.quickstart;

import io.github.predictionone.emulator.PredictionOneEmulator;
import io.github.predictionone.inference.PredictOptions;
import io.github.predictionone.policy.PollSchedule;
import io.github.predictionone.reactor.WatchOptions;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

@Command(
        name = "lifecycle",
        mixinStandardHelpOptions = true,
        description = {
            "Run the whole life of a model: train, list, deploy, predict for a file, retrain with new data, switch, "
                    + "predict again, clean up. Each step is checked.",
            "It always runs on an emulator in this process, with generated data, because the service's trial is "
                    + "limited to a hundred predictions."
        },
        footer = {"", "Examples:", "  lifecycle", "  lifecycle --rows 200 --concurrency 8 --directory kept"})
final class LifecycleCommand implements Callable<Integer> {

    private static final Duration PACE = Duration.ofMillis(500);

    @Option(
            names = "--rows",
            paramLabel = "N",
            defaultValue = "1000",
            description = "Number of rows to predict for. Default: ${DEFAULT-VALUE}.")
    private int rows;

    @Option(
            names = "--concurrency",
            paramLabel = "N",
            defaultValue = "4",
            description = "Maximum number of predictions at the same time. Default: ${DEFAULT-VALUE}.")
    private int concurrency;

    @Option(
            names = "--directory",
            paramLabel = "DIRECTORY",
            description = "Directory for the data, predictions and archives. Default: a temporary directory.")
    private @Nullable Path directory;

    @Mixin
    private OutputOptions output;

    @Override
    public Integer call() throws IOException {
        PredictionOneEmulator.Builder settings =
                PredictionOneEmulator.builder().pace(PACE).classifierBuildTime(PACE.multipliedBy(2));
        Path files = directory == null
                ? Files.createTempDirectory("prediction-one-lifecycle")
                : Files.createDirectories(directory);
        InferenceCount inferences = new InferenceCount();
        try (Console console = output.console();
                Service service = Service.emulated(
                        settings, console, client -> client.requestsPerSecond(0).instrumentation(inferences))) {
            WatchOptions quick = WatchOptions.defaults().withPollSchedule(PollSchedule.fixed(PACE.dividedBy(2)));
            PredictOptions options =
                    PredictOptions.defaults().withConcurrency(concurrency).withInputColumns(true);
            new Lifecycle(
                            service.client(),
                            new Watching(service.client(), quick, console),
                            new Predicting(service.client(), options, console),
                            console,
                            files)
                    .run(rows);
            PredictionCheck.require(
                    inferences.most() <= concurrency, inferences.most() + " inferences ran at the same time");
            console.say("Never more than " + inferences.most() + " inferences ran at the same time.");
            console.say("The model's life is complete. Its files are in " + files + ".");
            return 0;
        }
    }
}
