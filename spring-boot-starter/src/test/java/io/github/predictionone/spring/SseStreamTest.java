package io.github.predictionone.spring;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.predictionone.testsupport.LostCancellations;
import io.github.predictionone.training.StatusEvent;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import reactor.core.Disposable;
import reactor.core.publisher.Flux;

class SseStreamTest {

    private final AtomicInteger watching = new AtomicInteger();
    private final AtomicInteger concats = new AtomicInteger();
    private final Flux<StatusEvent> events = Flux.<StatusEvent>never()
            .doOnSubscribe(subscription -> watching.incrementAndGet())
            .doOnCancel(watching::decrementAndGet);

    @Test
    @DisplayName("1.6 a watch ends even if Reactor loses the browser's cancellation after the first frame")
    void leavesAtOnce() {
        Disposable browser = LostCancellations.in(
                // The first such operator appends the end of the stream; the second prepends the first frame.
                operator -> operator.stepName().contains("ConcatArray") && concats.incrementAndGet() == 2,
                () -> SseStream.ofOne(events, null, false, SseOptions.defaults())
                        .subscribe());
        assertThat(watching).hasValue(1);
        browser.dispose();
        assertThat(watching).hasValue(0);
    }
}
