package io.github.predictionone.quickstart;

import io.github.predictionone.reactor.WatchOptions;
import io.github.predictionone.training.TrainingId;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@Command(
        name = "watch",
        mixinStandardHelpOptions = true,
        description = "Show the status of a training until it ends.",
        footer = {"", "Example:", "  watch ID --heartbeats"})
final class WatchCommand implements Callable<Integer> {

    @Parameters(paramLabel = "ID", description = "The id of the training.")
    private String id;

    @Option(names = "--heartbeats", description = "Also show polls that find no change.")
    private boolean heartbeats;

    @Option(names = "--last-event-id", paramLabel = "EVENT", description = "Continue after the event with this id.")
    private @Nullable String lastEventId;

    @Mixin
    private ServiceOptions target;

    @Mixin
    private OutputOptions output;

    @Override
    public Integer call() {
        TrainingId training = TrainingId.of(id);
        WatchOptions options =
                WatchOptions.defaults().withHeartbeats(heartbeats).withLastEventId(lastEventId);
        try (Service service = target.real();
                Console console = output.console()) {
            new Watching(service.client(), options, console).toTheEnd(training);
            return 0;
        }
    }
}
