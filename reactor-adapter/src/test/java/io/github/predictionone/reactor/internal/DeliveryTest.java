package io.github.predictionone.reactor.internal;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

class DeliveryTest {

    private static final int TASKS = 100;

    @Test
    @DisplayName("4.6 a task that throws an Error or interrupts its thread leaves nothing of it to the next task")
    void isolated() throws InterruptedException {
        List<Boolean> interrupted = new CopyOnWriteArrayList<>();
        CountDownLatch all = new CountDownLatch(TASKS);
        for (int i = 0; i < TASKS; i++) {
            Delivery.execute(() -> {
                Thread.currentThread().interrupt();
                throw new NoClassDefFoundError("a class of the application's");
            });
            Delivery.execute(() -> {
                interrupted.add(Thread.currentThread().isInterrupted());
                all.countDown();
            });
        }
        all.await();
        assertThat(interrupted).hasSize(TASKS).containsOnly(false);
    }

    @Test
    @DisplayName("1.9 while tasks block, those that follow are run, also without any that come later")
    void blocked() throws InterruptedException {
        CountDownLatch goOn = new CountDownLatch(1);
        CountDownLatch last = new CountDownLatch(1);
        for (int i = 1; i < TASKS; i++) {
            Delivery.execute(() -> {
                try {
                    goOn.await();
                } catch (InterruptedException e) {
                    throw new AssertionError(e);
                }
            });
        }
        Delivery.execute(last::countDown);
        last.await();
        goOn.countDown();
    }
}
