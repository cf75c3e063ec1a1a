package io.github.predictionone.training;

import com.fasterxml.jackson.annotation.JsonFormat;
import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import io.github.predictionone.internal.Json;
import java.time.Instant;

/**
 * Something that a watch observed. Plain data: no key, no URL, of the local disk no more than a file.
 *
 * <p>Any Jackson 3 mapper writes the same JSON as {@link #toJson()}.
 */
@JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "type")
public sealed interface StatusEvent
        permits StatusChanged,
                StatusUnchanged,
                PollFailed,
                TrainingFinished,
                TrainingFailed,
                DownloadProgressed,
                ResultDownloaded {

    /**
     * The training that was observed.
     *
     * @return its id
     */
    @JsonProperty
    TrainingId trainingId();

    /**
     * Names the event, the same in every process that observes the same status. Given back as the last event id of a
     * new watch, in whatever process, it lets that watch go on behind this event.
     *
     * @return characters that can stand in an HTTP header
     */
    @JsonProperty
    String eventId();

    /**
     * When it was observed, by the watch's clock.
     *
     * @return the time of observation
     */
    @JsonProperty
    @JsonFormat(shape = JsonFormat.Shape.STRING)
    Instant observedAt();

    /**
     * The record's name in kebab case, such as {@code status-changed}.
     *
     * @return the {@code type} of the JSON
     */
    String type();

    /**
     * The event as a dashboard receives it: one JSON object whose {@code type} says which event it is. Absent values
     * are left out.
     *
     * @return JSON without line breaks
     */
    default String toJson() {
        return Json.write(this);
    }
}
