package io.github.predictionone.internal.wire;

import io.github.predictionone.retraining.RetrainJobId;

/** The id and the upload URL for the file of one retraining (Retrain Data Upload). */
public record RetrainingSlot(RetrainJobId id, PresignedUrl url) {}
