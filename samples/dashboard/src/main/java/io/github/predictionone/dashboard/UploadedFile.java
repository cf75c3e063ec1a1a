package io.github.predictionone.dashboard;

import com.fasterxml.jackson.annotation.JsonIgnore;
import com.fasterxml.jackson.annotation.JsonUnwrapped;
import java.nio.file.Path;
import java.time.Instant;

/**
 * An uploaded file whose training has not been started yet.
 *
 * @param id the id with which a page orders the training
 * @param name the user's name for the file
 * @param path the path on this machine
 * @param at when the file was received
 * @param summary the description of the content
 */
record UploadedFile(
        String id,
        String name,
        @JsonIgnore Path path,
        @JsonIgnore Instant at,
        @JsonUnwrapped CsvSummary summary) {}
