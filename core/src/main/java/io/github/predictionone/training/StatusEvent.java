package io.github.predictionone.training;

import com.fasterxml.jackson.annotation.JsonFormat;
import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import io.github.predictionone.WatchEvent;
import java.time.Instant;

/**
 * Something that a watch observed. Plain data: no key, no URL, of the local disk no more than a file.
 *
 * <p>Any Jackson 3 mapper writes the same JSON as {@link #toJson()}.
 */
@JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "type")
public sealed interface StatusEvent extends WatchEvent
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

    @Override
    @JsonProperty
    String eventId();

    @Override
    @JsonProperty
    @JsonFormat(shape = JsonFormat.Shape.STRING)
    Instant observedAt();
}
