package io.github.predictionone.reactor.internal.upload;

import java.nio.file.Path;

/** A content that comes from files. */
public interface UploadContent extends Content {

    /** Returns the file that progress names. */
    Path file();
}
