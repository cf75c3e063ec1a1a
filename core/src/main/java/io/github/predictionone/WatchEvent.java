package io.github.predictionone;

import io.github.predictionone.internal.text.JsonWriter;
import java.time.Instant;

/**
 * The common supertype of the events of all kinds of watch, for code that passes them on. An event is plain data: it
 * has no key and no URL, and its JSON names a file without its directory. Any Jackson 3 mapper writes the same JSON as
 * {@link #toJson()}.
 */
public interface WatchEvent {

    /**
     * Returns the id of the event, which is the same in every process that observes the same status. A new watch, in
     * any process, continues after this event if it receives this id as its last event id.
     *
     * @return characters that are valid in an HTTP header
     */
    String eventId();

    /**
     * Returns when the event was observed, by the watch's clock.
     *
     * @return the time of observation
     */
    Instant observedAt();

    /**
     * Returns the record's name in kebab case, such as {@code status-changed}.
     *
     * @return the {@code type} of the JSON
     */
    default String type() {
        return JsonWriter.typeName(getClass());
    }

    /**
     * Returns the event as a dashboard receives it: one JSON object whose {@code type} names the kind of event. Absent
     * values are omitted.
     *
     * @return JSON without line breaks
     */
    default String toJson() {
        return JsonWriter.write(this);
    }
}
