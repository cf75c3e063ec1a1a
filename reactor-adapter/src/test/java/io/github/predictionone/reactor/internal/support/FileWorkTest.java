package io.github.predictionone.reactor.internal.support;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import reactor.test.StepVerifier;
import reactor.test.scheduler.VirtualTimeScheduler;

class FileWorkTest {

    @Test
    @DisplayName("work that ends with an error, and not just an exception, is waited for no longer")
    void error() {
        StepVerifier.create(FileWork.mono(() -> {
                    throw new AssertionError("broken");
                }))
                .verifyErrorMessage("java.lang.AssertionError: broken");
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
                .verifyErrorSatisfies(
                        failure -> assertThat(JvmError.findIn(failure)).isInstanceOf(OutOfMemoryError.class));
    }

    @Test
    @DisplayName("1.6 5.3 work begins when its subscriber can cancel it")
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
