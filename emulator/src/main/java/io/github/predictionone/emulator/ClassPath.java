package io.github.predictionone.emulator;

import java.util.Objects;
import java.util.function.Supplier;

/** Refuses a class path that lacks a class: later, in an event loop, such an error would leave requests unanswered. */
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
                    ? "Jackson 3.1 needs com.fasterxml.jackson.core:jackson-annotations 2.21 or newer: use Spring Boot "
                            + "3.5.13 or newer, or manage jackson-annotations 2.21."
                    : "Use the versions of the libraries that belong to one release of Spring Boot.";
            throw new IllegalStateException(
                    "Cannot start the emulator: the class path lacks a class, or has an unexpected version of it ("
                            + cause + "). " + remedy,
                    e);
        }
    }
}
