package io.github.predictionone.quickstart;

import io.github.predictionone.classifier.AccessRule;
import io.github.predictionone.classifier.Classifier;
import io.github.predictionone.classifier.ClassifierId;
import io.github.predictionone.classifier.ClassifierUpdate;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@Command(
        name = "classifiers",
        mixinStandardHelpOptions = true,
        description = "List, change and delete classifiers.",
        synopsisSubcommandLabel = "COMMAND")
final class ClassifiersCommand {

    @Command(
            mixinStandardHelpOptions = true,
            description = "List the classifiers.",
            footer = {"", "Examples:", "  classifiers list", "  classifiers list --json"})
    int list(@Mixin ServiceOptions target, @Mixin OutputOptions output) {
        try (Service service = target.real();
                Console console = output.console()) {
            for (Classifier classifier : service.client().classifiers().list().toIterable()) {
                console.show(classifier, text(classifier));
            }
            return 0;
        }
    }

    private static String text(Classifier classifier) {
        return String.join(
                "  ",
                classifier.id().toString(),
                classifier.status().word(),
                "model " + classifier.modelId().map(Object::toString).orElse("-"),
                "version " + classifier.version().orElse("-"),
                classifier.url().orElse("-"));
    }

    @Command(
            mixinStandardHelpOptions = true,
            description = "Change the access rules of a classifier, start it or stop it.",
            footer = {
                "",
                "Examples:",
                "  classifiers update ID --active false",
                "  classifiers update ID --rule allow:::1"
            })
    int update(
            @Parameters(paramLabel = "ID", description = "The id of the classifier.") String id,
            @Option(
                            names = "--active",
                            arity = "1",
                            paramLabel = "true|false",
                            description = "true starts it, false stops it.")
                    @Nullable
                    Boolean active,
            @Mixin RuleOptions access,
            @Mixin ServiceOptions target,
            @Mixin OutputOptions output) {
        List<AccessRule> rules = access.rules();
        ClassifierUpdate rulesOnly = rules.isEmpty()
                ? ClassifierUpdate.none()
                : ClassifierUpdate.none().withRules(rules);
        ClassifierUpdate update = active == null ? rulesOnly : rulesOnly.withActive(active);
        try (Service service = target.real();
                Console console = output.console()) {
            Classifier changed = service.client()
                    .classifiers()
                    .update(ClassifierId.of(id), update)
                    .blockOptional()
                    .orElseThrow();
            console.show(changed, text(changed));
            return 0;
        }
    }

    @Command(
            mixinStandardHelpOptions = true,
            description = "Delete classifiers.",
            footer = {"", "Example:", "  classifiers delete ID"})
    int delete(
            @Parameters(paramLabel = "ID", arity = "1..*", description = "The ids of the classifiers.")
                    List<String> ids,
            @Mixin ServiceOptions target,
            @Mixin OutputOptions output) {
        try (Service service = target.real();
                Console console = output.console()) {
            for (String id : ids) {
                service.client().classifiers().delete(ClassifierId.of(id)).block();
                console.show(Map.of("deleted", id), "Deleted classifier " + id + ".");
            }
            return 0;
        }
    }
}
