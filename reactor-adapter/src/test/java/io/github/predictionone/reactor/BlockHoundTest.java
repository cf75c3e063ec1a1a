package io.github.predictionone.reactor;

import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import reactor.blockhound.BlockingOperationError;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Schedulers;
import reactor.test.StepVerifier;

class BlockHoundTest {

    @Test
    @DisplayName("a call that blocks a Reactor thread fails its test")
    void blocking() {
        Mono.fromCallable(() -> new Semaphore(0).tryAcquire(1, TimeUnit.MILLISECONDS))
                .subscribeOn(Schedulers.parallel())
                .as(StepVerifier::create)
                .verifyError(BlockingOperationError.class);
    }
}
