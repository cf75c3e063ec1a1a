package io.github.predictionone.quickstart;

import io.github.predictionone.AuthenticationException;
import io.github.predictionone.InvalidRowException;
import io.github.predictionone.PredictionOneException;
import io.github.predictionone.TransferException;
import io.github.predictionone.classifier.ClassifierNotRunningException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.FileSystemException;
import reactor.core.Exceptions;

/** A failure as the user sees it: one line and an exit code. */
record Failure(String message, int exitCode) {

    static final int FILE = 3;
    static final int UNKNOWN_COLUMN = 4;
    static final int KEY_REFUSED = 5;
    static final int TRAINING_FAILED = 6;
    static final int SERVICE = 7;
    static final int TRANSFER = 8;
    static final int CLASSIFIER = 9;
    static final int NOT_FOUND = 10;
    static final int ROWS = 11;

    /** A failure that a command itself detects. */
    static final class CommandException extends RuntimeException {

        private static final long serialVersionUID = 1L;

        private final int exitCode;

        CommandException(int exitCode, String message) {
            super(message);
            this.exitCode = exitCode;
        }

        /** Adds a hint to the message of a failure and keeps its exit code. */
        CommandException(Throwable cause, String hint) {
            super(Failure.of(cause).message() + hint, cause);
            this.exitCode = Failure.of(cause).exitCode();
        }
    }

    static Failure of(Throwable thrown) {
        Throwable failure = Exceptions.unwrap(thrown);
        String message = String.valueOf(failure.getMessage());
        if (failure instanceof CommandException own) {
            return new Failure(message, own.exitCode);
        }
        if (failure instanceof IllegalArgumentException || failure instanceof IllegalStateException) {
            return new Failure(message, 2);
        }
        if (failure instanceof AuthenticationException || failure.getCause() instanceof AuthenticationException) {
            return new Failure("the service refuses the key: " + message, KEY_REFUSED);
        }
        if (failure instanceof ClassifierNotRunningException) {
            return new Failure(message, CLASSIFIER);
        }
        if (failure instanceof InvalidRowException) {
            return new Failure(message, FILE);
        }
        if (failure instanceof TransferException) {
            return new Failure(message, failure.getCause() instanceof FileSystemException ? FILE : TRANSFER);
        }
        if (failure instanceof PredictionOneException) {
            return new Failure(message, SERVICE);
        }
        if (failure instanceof IOException || failure instanceof UncheckedIOException) {
            // Some, such as NoSuchFileException, have only the file's name as their message.
            return new Failure(failure.getClass().getSimpleName() + ": " + message, FILE);
        }
        return new Failure(message, 1);
    }
}
