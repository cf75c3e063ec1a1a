package io.github.predictionone;

import io.github.predictionone.internal.text.JsonWriter;
import java.time.Instant;

/**
 * What the events of every kind of watch have in common, for who hands them on. Plain data: no key, no URL, of the local
 * disk no more than a file. Any Jackson 3 mapper writes the same JSON as {@link #toJson()}.
 */
public interface WatchEvent {

    /**
     * Names the event, the same in every process that observes the same status. Given back as the last event id of a
     * new watch, in whatever process, it lets that watch go on behind this event.
     *
     * @return characters that can stand in an HTTP header
     */
    String eventId();

    /**
     * When it was observed, by the watch's clock.
     *
     * @return the time of observation
     */
    Instant observedAt();

    /**
     * The record's name in kebab case, such as {@code status-changed}.
     *
     * @return the {@code type} of the JSON
     */
    default String type() {
        return JsonWriter.typeName(getClass());
    }

    /**
     * The event as a dashboard receives it: one JSON object whose {@code type} says which event it is. Absent values
     * are left out.
     *
     * @return JSON without line breaks
     */
    default String toJson() {
        return JsonWriter.write(this);
    }
}
