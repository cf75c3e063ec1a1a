package io.github.predictionone.reactor.internal.transfer;

import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import reactor.test.StepVerifier;

class FileWorkTest {

    @Test
    @DisplayName("work that ends with an error, and not just an exception, is waited for no longer")
    void error() {
        StepVerifier.create(FileWork.mono(() -> {
                    throw new AssertionError("broken");
                }))
                .verifyErrorMessage("broken");
    }

    @Test
    @DisplayName("work that brings nothing completes")
    void nothing() {
        StepVerifier.create(FileWork.mono(() -> null)).verifyComplete();
    }

    @Test
    @DisplayName("1.10 an error of the JVM during work on a file ends it")
    void fatal() {
        StepVerifier.create(FileWork.mono(() -> {
                    throw new OutOfMemoryError("Direct buffer memory");
                }))
                .verifyError(OutOfMemoryError.class);
    }
}
