package io.github.predictionone.reactor.internal.support;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import reactor.test.StepVerifier;
import reactor.test.scheduler.VirtualTimeScheduler;

class FileWorkTest {

    @Test
    @DisplayName("file work that throws an Error fails its subscriber")
    void error() {
        StepVerifier.create(FileWork.mono(() -> {
                    throw new AssertionError("broken");
                }))
                .verifyErrorMessage("java.lang.AssertionError: broken");
    }

    @Test
    @DisplayName("file work that returns null completes empty")
    void nothing() {
        StepVerifier.create(FileWork.mono(() -> null)).verifyComplete();
    }

    @Test
    @DisplayName("1.10 a JVM error during file work fails its subscriber")
    void fatal() {
        StepVerifier.create(FileWork.mono(() -> {
                    throw new OutOfMemoryError("Direct buffer memory");
                }))
                .verifyErrorSatisfies(
                        failure -> assertThat(JvmError.findIn(failure)).isInstanceOf(OutOfMemoryError.class));
    }

    @Test
    @DisplayName("1.6 5.3 file work begins only when its subscriber can cancel it")
    void subscriptionFirst() {
        VirtualTimeScheduler.getOrSet();
        try {
            AtomicBoolean subscribed = new AtomicBoolean();
            StepVerifier.create(FileWork.mono(subscribed::get).doOnSubscribe(subscription -> subscribed.set(true)))
                    .expectNext(true)
                    .verifyComplete();
        } finally {
            VirtualTimeScheduler.reset();
        }
    }
}
