package io.github.predictionone.quickstart;

import io.github.predictionone.model.Model;
import io.github.predictionone.model.ModelId;
import io.github.predictionone.quickstart.Failure.CommandException;
import io.github.predictionone.reactor.ModelOperations;
import java.time.Instant;
import java.util.Comparator;
import java.util.Optional;

/**
 * Which model a user means. The service tells no id of the model that comes of a training: what both have in common is the
 * name that the training was given.
 */
final class ModelChoice {

    static final String HELP = "A model: its number, or its name; of several with that name, the newest.";

    private static final Comparator<Model> BY_AGE = Comparator.comparing(
                    (Model model) -> model.created().orElse(Instant.MIN))
            .thenComparing(model -> model.id().value());

    private ModelChoice() {}

    static ModelId of(ModelOperations models, String idOrName) {
        if (idOrName.matches("[0-9]{1,18}")) {
            return ModelId.of(idOrName);
        }
        return newest(models, idOrName)
                .map(Model::id)
                .orElseThrow(() -> new CommandException(Failure.NOT_FOUND, "there is no model named " + idOrName));
    }

    static Optional<Model> newest(ModelOperations models, String name) {
        return models.list()
                .filter(model -> model.name().filter(name::equals).isPresent())
                .reduce((one, other) -> BY_AGE.compare(one, other) >= 0 ? one : other)
                .blockOptional();
    }
}
