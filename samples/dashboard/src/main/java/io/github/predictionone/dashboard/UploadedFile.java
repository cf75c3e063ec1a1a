package io.github.predictionone.dashboard;

import com.fasterxml.jackson.annotation.JsonIgnore;
import com.fasterxml.jackson.annotation.JsonUnwrapped;
import java.nio.file.Path;
import java.time.Instant;

/**
 * A file that waits for its training.
 *
 * @param id names it until it is used
 * @param name as its owner calls it
 * @param path where it lies
 * @param at when it came
 * @param summary what is in it
 */
record UploadedFile(
        String id,
        String name,
        @JsonIgnore Path path,
        @JsonIgnore Instant at,
        @JsonUnwrapped CsvSummary summary) {}
