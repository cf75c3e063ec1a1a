package io.github.predictionone;

import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The status of something that can be watched, at one moment. Every kind of watch compares and names statuses by it. */
public interface WatchStatus {

    /**
     * Returns the id of what is watched.
     *
     * @return the id, of a type of its own for every kind of watch
     */
    Object id();

    /**
     * Returns the status word.
     *
     * @return the status as the service wrote it, at most 500 characters of it; never blank
     */
    String word();

    /**
     * Returns when the service created what is watched.
     *
     * @return empty if the service gave no time, or one that can't be read
     */
    Optional<Instant> created();

    /**
     * Tells whether a watch ends with this status.
     *
     * @return false while a later status may follow
     */
    boolean isTerminal();

    /**
     * Names this status: the same in every process, another after every change that {@link #isSameAs} sees.
     *
     * @return 16 characters that can stand in an HTTP header
     */
    String eventId();

    /**
     * Compares two statuses of one id.
     *
     * @param other a status, or null
     * @return true if nothing has changed that the service tells
     */
    boolean isSameAs(@Nullable WatchStatus other);
}
