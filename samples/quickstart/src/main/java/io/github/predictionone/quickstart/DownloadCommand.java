package io.github.predictionone.quickstart;

import io.github.predictionone.reactor.WatchOptions;
import io.github.predictionone.training.TrainingId;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

@Command(
        name = "download",
        mixinStandardHelpOptions = true,
        description = "Download the result of a training when it has finished. Continues an interrupted download.",
        footer = {"", "Example:", "  download ID --output result.zip"})
final class DownloadCommand implements Callable<Integer> {

    @Parameters(paramLabel = "ID", description = "The id of the training.")
    private String id;

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
        TrainingId training = TrainingId.of(id);
        Path archive = result.file(id);
        WatchOptions options = WatchOptions.defaults().withDownloadTo(archive).withReplaceExisting(result.replace());
        try (Service service = target.real();
                Console console = output.console()) {
            new Watching(service.client(), options, console).toTheEnd(training);
            if (!output.json()) {
                ResultReport.print(archive, command.commandLine());
            }
            return 0;
        }
    }
}
