package io.github.predictionone.emulator;

import java.util.List;

/** The words of a status. The manual documents only the words for success. */
record StatusWords(List<String> way, String finished, String failed) {

    static final StatusWords TRAINING =
            new StatusWords(List.of("waiting", "preprocessing", "training", "evaluating"), "finished", "failed");
    static final StatusWords RETRAINING =
            new StatusWords(List.of("job_accepted", "job_training", "job_comparing"), "job_finished", "job_failed");
}
