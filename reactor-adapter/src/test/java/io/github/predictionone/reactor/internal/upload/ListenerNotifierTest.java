package io.github.predictionone.reactor.internal.upload;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.predictionone.reactor.internal.support.Time;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import reactor.test.StepVerifier;

class ListenerNotifierTest {

    private final CountDownLatch called = new CountDownLatch(1);
    private final CountDownLatch goOn = new CountDownLatch(1);
    private final List<Integer> values = new CopyOnWriteArrayList<>();
    private final ListenerNotifier<Integer> notifier = new ListenerNotifier<>(this::block, Time.system());

    private void block(int value) {
        values.add(value);
        called.countDown();
        try {
            goOn.await();
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
    }

    @Test
    @DisplayName("6.6 a listener that blocks receives the latest value next, and always the last one")
    void latest() throws InterruptedException {
        notifier.post(1);
        called.await();
        notifier.post(2);
        notifier.post(3);
        goOn.countDown();
        notifier.end().as(StepVerifier::create).verifyComplete();
        assertThat(values).containsExactly(1, 3);
    }

    @Test
    @DisplayName("6.6 a listener that blocks is not called again after its upload has failed")
    void stopped() throws InterruptedException {
        notifier.post(1);
        called.await();
        notifier.post(2);
        notifier.stop();
        goOn.countDown();
        notifier.end().as(StepVerifier::create).verifyComplete();
        assertThat(values).containsExactly(1);
    }
}
