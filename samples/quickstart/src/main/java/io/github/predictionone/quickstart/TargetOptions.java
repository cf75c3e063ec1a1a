package io.github.predictionone.quickstart;

import io.github.predictionone.quickstart.Failure.CommandException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** Where a result is to lie. */
final class TargetOptions {

    @Option(
            names = {"-o", "--output"},
            paramLabel = "FILE",
            description = "Where the result archive is to lie. Default: result-ID.zip in this directory.")
    private @Nullable Path output;

    @Option(names = "--replace", description = "Replace that file if it exists.")
    private boolean replace;

    Path file(String id) {
        return output != null ? output : Path.of("result-" + id.replaceAll("[^\\p{L}\\p{N}._-]", "_") + ".zip");
    }

    /** Better now than after the training. */
    void requireFree() {
        if (output != null && !replace && Files.exists(output)) {
            throw new CommandException(Failure.FILE, output + " exists; --replace allows to replace it");
        }
    }

    boolean replace() {
        return replace;
    }
}
