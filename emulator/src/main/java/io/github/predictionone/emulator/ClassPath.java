package io.github.predictionone.emulator;

import java.util.Objects;
import java.util.function.Supplier;

/** Refuses a class path on which an emulator can't answer: in an event loop, an error would leave requests unanswered. */
final class ClassPath {

    private ClassPath() {}

    static <T> T linked(Supplier<T> emulator) {
        try {
            // Loads Jackson and its annotations.
            Objects.requireNonNull(Call.JSON);
            return emulator.get();
        } catch (LinkageError e) {
            Throwable cause = e;
            while (cause.getCause() != null) {
                cause = cause.getCause();
            }
            String remedy = cause.toString().replace('/', '.').contains("com.fasterxml.jackson.annotation.")
                    ? "Jackson 3.1 needs com.fasterxml.jackson.core:jackson-annotations 2.21 or newer: take Spring Boot "
                            + "3.5.13 or newer, or manage jackson-annotations 2.21."
                    : "Use the libraries in versions that one release of Spring Boot has.";
            throw new IllegalStateException(
                    "Cannot start the emulator: the class path lacks a class, or has another one than expected ("
                            + cause + "). " + remedy,
                    e);
        }
    }
}
