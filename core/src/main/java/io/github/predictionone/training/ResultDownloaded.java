package io.github.predictionone.training;

import com.fasterxml.jackson.annotation.JsonPropertyOrder;
import com.fasterxml.jackson.annotation.JsonTypeName;
import io.github.predictionone.internal.text.FileNameSerializer;
import java.nio.file.Path;
import java.time.Instant;
import tools.jackson.databind.annotation.JsonSerialize;

/**
 * The result archive is complete, verified, and has its final name.
 *
 * @param trainingId the training
 * @param eventId the id of the event
 * @param observedAt when it was observed
 * @param file the archive; the event's JSON has only the file's name, without its directory
 * @param size its length in bytes
 * @param sha256 its SHA-256, 64 lower-case hexadecimal digits
 */
@JsonTypeName("result-downloaded")
@JsonPropertyOrder({"eventId", "trainingId", "observedAt", "file", "size", "sha256"})
public record ResultDownloaded(
        TrainingId trainingId,
        String eventId,
        Instant observedAt,
        @JsonSerialize(using = FileNameSerializer.class) Path file,
        long size,
        String sha256)
        implements StatusEvent {}
