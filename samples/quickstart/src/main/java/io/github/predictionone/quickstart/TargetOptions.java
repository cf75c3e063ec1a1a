package io.github.predictionone.quickstart;

import io.github.predictionone.quickstart.Failure.CommandException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** The file that a result archive is written to. */
final class TargetOptions {

    @Option(
            names = {"-o", "--output"},
            paramLabel = "FILE",
            description = "The file for the result archive. Default: result-ID.zip in the current directory.")
    private @Nullable Path output;

    @Option(names = "--replace", description = "Replace the output file if it exists.")
    private boolean replace;

    Path file(String id) {
        return output != null ? output : Path.of("result-" + id.replaceAll("[^\\p{L}\\p{N}._-]", "_") + ".zip");
    }

    /** Fails if the file exists: now rather than after the training. */
    void requireFree() {
        if (output != null && !replace && Files.exists(output)) {
            throw new CommandException(Failure.FILE, output + " exists; use --replace to replace it");
        }
    }

    boolean replace() {
        return replace;
    }
}
