package io.github.predictionone.dataset;

import java.time.Instant;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * An uploaded data set as {@code GET /data-sets} lists it. Where its file lies is not part of it: that URL is a secret.
 *
 * @param id names it
 * @param name its name; empty where it has none
 * @param extension the format of its file, such as {@code csv}; empty where the service does not say
 * @param columnCount how many columns it has; empty where the service does not say
 * @param rowCount how many rows it has ({@code data_count}); empty where the service does not say
 * @param size the length of its file in bytes; empty where the service does not say
 * @param ownerUserId whose it is; empty where the service does not say
 * @param created when it was created; empty when the service gave no time, or one that can't be read
 * @param updated when it last changed; empty when the service gave no time, or one that can't be read
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
     * Checks that all parts are there.
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
     * @throws NullPointerException if one is null
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
