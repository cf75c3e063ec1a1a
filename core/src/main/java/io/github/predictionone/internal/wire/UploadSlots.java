package io.github.predictionone.internal.wire;

import io.github.predictionone.training.TrainingId;

/** Where the files of one training go (Train Data Upload). */
public record UploadSlots(TrainingId id, PresignedUrl training, PresignedUrl evaluation, PresignedUrl columnInfo) {}
