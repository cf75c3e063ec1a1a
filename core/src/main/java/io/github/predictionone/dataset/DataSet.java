package io.github.predictionone.dataset;

import java.time.Instant;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * An uploaded data set as {@code GET /data-sets} lists it. The URL of its file is left out because it is a secret.
 *
 * @param id its id
 * @param name its name; empty if it has none
 * @param extension the format of its file, such as {@code csv}; empty if the service does not say
 * @param columnCount how many columns it has; empty if the service does not say
 * @param rowCount how many rows it has ({@code data_count}); empty if the service does not say
 * @param size the length of its file in bytes; empty if the service does not say
 * @param ownerUserId the id of the user that owns it; empty if the service does not say
 * @param created when it was created; empty if the service sent no time, or one that can't be parsed
 * @param updated when it last changed; empty if the service sent no time, or one that can't be parsed
 */
public record DataSet(
        DataSetId id,
        Optional<String> name,
        Optional<String> extension,
        OptionalLong columnCount,
        OptionalLong rowCount,
        OptionalLong size,
        Optional<String> ownerUserId,
        Optional<Instant> created,
        Optional<Instant> updated) {

    /**
     * Checks that no component is null.
     *
     * @param id see the component
     * @param name see the component
     * @param extension see the component
     * @param columnCount see the component
     * @param rowCount see the component
     * @param size see the component
     * @param ownerUserId see the component
     * @param created see the component
     * @param updated see the component
     * @throws NullPointerException if a component is null
     */
    public DataSet {
        Objects.requireNonNull(id, "id");
        Objects.requireNonNull(name, "name");
        Objects.requireNonNull(extension, "extension");
        Objects.requireNonNull(columnCount, "columnCount");
        Objects.requireNonNull(rowCount, "rowCount");
        Objects.requireNonNull(size, "size");
        Objects.requireNonNull(ownerUserId, "ownerUserId");
        Objects.requireNonNull(created, "created");
        Objects.requireNonNull(updated, "updated");
    }
}
