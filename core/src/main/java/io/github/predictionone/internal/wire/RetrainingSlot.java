package io.github.predictionone.internal.wire;

import io.github.predictionone.retraining.RetrainJobId;

/** Where the file of one retraining goes (Retrain Data Upload). */
public record RetrainingSlot(RetrainJobId id, PresignedUrl url) {}
