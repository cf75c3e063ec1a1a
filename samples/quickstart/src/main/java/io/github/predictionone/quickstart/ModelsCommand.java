package io.github.predictionone.quickstart;

import io.github.predictionone.model.Model;
import io.github.predictionone.model.ModelId;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@Command(
        name = "models",
        mixinStandardHelpOptions = true,
        description = "List and delete models.",
        synopsisSubcommandLabel = "COMMAND")
final class ModelsCommand {

    @Command(
            mixinStandardHelpOptions = true,
            description = "List the models.",
            footer = {"", "Examples:", "  models list", "  models list --name premium --json"})
    int list(
            @Option(names = "--name", paramLabel = "NAME", description = "List only models with this name.") @Nullable
                    String name,
            @Mixin ServiceOptions target,
            @Mixin OutputOptions output) {
        try (Service service = target.real();
                Console console = output.console()) {
            for (Model model : service.client().models().list().toIterable()) {
                if (name == null || model.name().filter(name::equals).isPresent()) {
                    console.show(model, text(model));
                }
            }
            return 0;
        }
    }

    private static String text(Model model) {
        return String.join(
                "  ",
                model.id().toString(),
                model.name().orElse("-"),
                model.targetType().orElse("-"),
                "version " + model.version().orElse("-"),
                model.created().map(Object::toString).orElse("-"));
    }

    @Command(
            mixinStandardHelpOptions = true,
            description = "Delete models.",
            footer = {"", "Example:", "  models delete 1001 1002"})
    int delete(
            @Parameters(paramLabel = "ID", arity = "1..*", description = "The numbers of the models.") List<Long> ids,
            @Mixin ServiceOptions target,
            @Mixin OutputOptions output) {
        try (Service service = target.real();
                Console console = output.console()) {
            for (Long id : ids) {
                service.client().models().delete(ModelId.of(id)).block();
                console.show(Map.of("deleted", id), "Deleted model " + id + ".");
            }
            return 0;
        }
    }
}
