package io.github.predictionone.training;

import java.nio.file.Path;

/**
 * How far an upload is.
 *
 * @param file the file that is being sent
 * @param bytesSent bytes of it that were handed to the network; falls back to 0 when an attempt starts over
 * @param totalBytes its length
 */
public record UploadProgress(Path file, long bytesSent, long totalBytes) {}
