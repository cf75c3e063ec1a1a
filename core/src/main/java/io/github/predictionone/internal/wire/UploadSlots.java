package io.github.predictionone.internal.wire;

import io.github.predictionone.training.TrainingId;

/** The id and the upload URLs for the files of one training (Train Data Upload). */
public record UploadSlots(TrainingId id, PresignedUrl training, PresignedUrl evaluation, PresignedUrl columnInfo) {}
