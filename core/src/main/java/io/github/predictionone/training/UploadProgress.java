package io.github.predictionone.training;

import java.nio.file.Path;

/**
 * The progress of an upload.
 *
 * @param file the file being sent
 * @param bytesSent how many of its bytes were passed to the network; returns to 0 when the upload starts again
 * @param totalBytes the length of the file in bytes
 */
public record UploadProgress(Path file, long bytesSent, long totalBytes) {}
