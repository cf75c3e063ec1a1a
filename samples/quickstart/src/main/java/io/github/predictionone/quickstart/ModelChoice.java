package io.github.predictionone.quickstart;

import io.github.predictionone.model.Model;
import io.github.predictionone.model.ModelId;
import io.github.predictionone.quickstart.Failure.CommandException;
import io.github.predictionone.reactor.ModelOperations;
import java.time.Instant;
import java.util.Comparator;
import java.util.Optional;

/**
 * Finds the model that the user means. The service does not report the id of the model that a training creates; the
 * two have only the name in common that the user gives to the training.
 */
final class ModelChoice {

    static final String HELP = "The number or name of a model. If several models have the name, the newest is used.";

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
