package io.github.predictionone.reactor.internal.upload;

import java.nio.file.Path;

/** Content that is read from files. */
public interface UploadContent extends Content {

    /** Returns the file that progress reports name. */
    Path file();
}
