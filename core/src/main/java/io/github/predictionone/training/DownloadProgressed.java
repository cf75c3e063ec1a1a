package io.github.predictionone.training;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyOrder;
import com.fasterxml.jackson.annotation.JsonTypeName;
import java.time.Instant;
import java.util.OptionalLong;

/**
 * More bytes of the result archive have been written to disk.
 *
 * @param trainingId the training
 * @param eventId the id of the event
 * @param observedAt when it was observed
 * @param bytesReceived the number of bytes received so far, including those of an earlier attempt
 * @param totalBytes the archive's length; empty until the storage has sent it
 */
@JsonTypeName("download-progressed")
@JsonPropertyOrder({"eventId", "trainingId", "observedAt", "bytesReceived", "totalBytes"})
@JsonInclude(JsonInclude.Include.NON_ABSENT)
public record DownloadProgressed(
        TrainingId trainingId, String eventId, Instant observedAt, long bytesReceived, OptionalLong totalBytes)
        implements StatusEvent {}
