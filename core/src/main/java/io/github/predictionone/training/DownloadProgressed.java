package io.github.predictionone.training;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyOrder;
import com.fasterxml.jackson.annotation.JsonTypeName;
import java.time.Instant;
import java.util.OptionalLong;

/**
 * More of the result archive is on the disk.
 *
 * @param trainingId the training
 * @param eventId names the event
 * @param observedAt when it was observed
 * @param bytesReceived bytes so far, those of an earlier attempt included
 * @param totalBytes the archive's length; empty while the storage has not told it
 */
@JsonTypeName("download-progressed")
@JsonPropertyOrder({"eventId", "trainingId", "observedAt", "bytesReceived", "totalBytes"})
@JsonInclude(JsonInclude.Include.NON_ABSENT)
public record DownloadProgressed(
        TrainingId trainingId, String eventId, Instant observedAt, long bytesReceived, OptionalLong totalBytes)
        implements StatusEvent {}
