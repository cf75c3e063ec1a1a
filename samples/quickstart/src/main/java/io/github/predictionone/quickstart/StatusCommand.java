package io.github.predictionone.quickstart;

import io.github.predictionone.training.StatusChanged;
import io.github.predictionone.training.TrainingId;
import io.github.predictionone.training.TrainingStatus;
import java.time.Instant;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

@Command(
        name = "status",
        mixinStandardHelpOptions = true,
        description = "Show the current status of a training.",
        footer = {"", "Example:", "  status ID --json"})
final class StatusCommand implements Callable<Integer> {

    @Parameters(paramLabel = "ID", description = "The id of the training.")
    private String id;

    @Mixin
    private ServiceOptions target;

    @Mixin
    private OutputOptions output;

    @Override
    public Integer call() {
        TrainingId training = TrainingId.of(id);
        try (Service service = target.real();
                Console console = output.console()) {
            TrainingStatus status =
                    service.client().trainingStatus(training).blockOptional().orElseThrow();
            console.show(new StatusChanged(status, status.eventId(), Instant.now()));
            return 0;
        }
    }
}
