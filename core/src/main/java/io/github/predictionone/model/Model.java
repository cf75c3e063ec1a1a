package io.github.predictionone.model;

import io.github.predictionone.training.TrainingConfig;
import java.time.Instant;
import java.util.Objects;
import java.util.Optional;

/**
 * A trained model as {@code GET /models} lists it.
 *
 * @param id its id
 * @param name the name that it got when it was trained; empty if it has none
 * @param targetType the service's word for what it predicts; empty if the service sent none
 * @param version its version; empty if it has none
 * @param config how it was trained; empty if the service does not say, or this client does not know the configuration
 * @param apiOption whether the service's {@code is_api_option} is set; false if it is missing
 * @param ownerUserId the id of the user that owns it; empty if the service does not say
 * @param created when it was created; empty if the service sent no time, or one that can't be parsed
 * @param updated when it last changed; empty if the service sent no time, or one that can't be parsed
 */
public record Model(
        ModelId id,
        Optional<String> name,
        Optional<String> targetType,
        Optional<String> version,
        Optional<TrainingConfig> config,
        boolean apiOption,
        Optional<String> ownerUserId,
        Optional<Instant> created,
        Optional<Instant> updated) {

    /**
     * Checks that no component is null.
     *
     * @param id see the component
     * @param name see the component
     * @param targetType see the component
     * @param version see the component
     * @param config see the component
     * @param apiOption see the component
     * @param ownerUserId see the component
     * @param created see the component
     * @param updated see the component
     * @throws NullPointerException if a component is null
     */
    public Model {
        Objects.requireNonNull(id, "id");
        Objects.requireNonNull(name, "name");
        Objects.requireNonNull(targetType, "targetType");
        Objects.requireNonNull(version, "version");
        Objects.requireNonNull(config, "config");
        Objects.requireNonNull(ownerUserId, "ownerUserId");
        Objects.requireNonNull(created, "created");
        Objects.requireNonNull(updated, "updated");
    }
}
