package io.github.predictionone;

import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The status of something that can be watched, at one moment. Every kind of watch compares and identifies statuses
 * through this interface.
 */
public interface WatchStatus {

    /**
     * Returns the id of the watched object.
     *
     * @return the id; each kind of watch has its own type of id
     */
    Object id();

    /**
     * Returns the status word.
     *
     * @return the status as the service wrote it, cut to 500 characters; never blank
     */
    String word();

    /**
     * Returns when the service created the watched object.
     *
     * @return empty if the service sent no time, or one that can't be parsed
     */
    Optional<Instant> created();

    /**
     * Returns whether a watch ends with this status.
     *
     * @return false if another status may follow
     */
    boolean isTerminal();

    /**
     * Returns the id of this status: the same in every process, and a different one after each change that
     * {@link #isSameAs} detects.
     *
     * @return 16 characters that are valid in an HTTP header
     */
    String eventId();

    /**
     * Compares two statuses of one id.
     *
     * @param other a status, or null
     * @return true if nothing that the service reports has changed
     */
    boolean isSameAs(@Nullable WatchStatus other);
}
