package io.github.predictionone.benchmarks.watch;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonProperty;

/** The answer, as a hand-written client would declare it. */
@JsonIgnoreProperties(ignoreUnknown = true)
record Status(
        String status,
        @JsonProperty("created_datetime") String created,
        @JsonProperty("updated_datetime") String updated) {}
