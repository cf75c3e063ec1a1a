package io.github.predictionone.quickstart;

import io.github.predictionone.classifier.Classifier;
import io.github.predictionone.classifier.ClassifierRequest;
import io.github.predictionone.classifier.CreatedClassifier;
import io.github.predictionone.model.ModelId;
import io.github.predictionone.reactor.PredictionOneClient;
import io.github.predictionone.reactor.WatchOptions;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@Command(
        name = "deploy",
        mixinStandardHelpOptions = true,
        description = "Create a classifier from a model, and wait until it runs.",
        footer = {"", "Examples:", "  deploy premium", "  deploy 1001 --rule allow:192.0.2.0/24 --rule deny:0.0.0.0/0"})
final class DeployCommand implements Callable<Integer> {

    @Parameters(paramLabel = "MODEL", description = ModelChoice.HELP)
    private String model;

    @Option(names = "--no-wait", description = "Do not wait until the classifier runs.")
    private boolean noWait;

    @Mixin
    private RuleOptions access;

    @Mixin
    private ServiceOptions target;

    @Mixin
    private OutputOptions output;

    @Override
    public Integer call() {
        try (Service service = target.real();
                Console console = output.console()) {
            PredictionOneClient client = service.client();
            ModelId id = ModelChoice.of(client.models(), model);
            CreatedClassifier created = client.classifiers()
                    .create(ClassifierRequest.of(id).withRules(access.rules()))
                    .blockOptional()
                    .orElseThrow();
            console.show(created, "Classifier " + created.id() + " of model " + id + " is being built.");
            if (!noWait) {
                Classifier running = new Watching(client, WatchOptions.defaults(), console).untilRunning(created.id());
                console.say(
                        "It answers at " + running.url().orElse("an address that the service does not report") + ".");
            }
            return 0;
        }
    }
}
