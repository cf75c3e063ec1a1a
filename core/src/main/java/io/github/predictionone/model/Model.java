package io.github.predictionone.model;

import io.github.predictionone.training.TrainingConfig;
import java.time.Instant;
import java.util.Objects;
import java.util.Optional;

/**
 * A trained model as {@code GET /models} lists it.
 *
 * @param id names it
 * @param name what it was called when it was trained; empty where it has no name
 * @param targetType the service's word for what it predicts; empty where it gives none
 * @param version its version; empty where it has none
 * @param config how it was trained; empty where the service does not say so in terms of this client
 * @param apiOption whether the service's {@code is_api_option} is set; false where it is missing
 * @param ownerUserId whose it is; empty where the service does not say
 * @param created when it was created; empty when the service gave no time, or one that can't be read
 * @param updated when it last changed; empty when the service gave no time, or one that can't be read
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
     * Checks that all parts are there.
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
     * @throws NullPointerException if one is null
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
