package io.github.predictionone.reactor.internal.support;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Test;

class WorkerPoolTest {

    private static final int TASKS = 100;
    private static final int AT_ONCE = 50;

    @Test
    @DisplayName("4.6 a task that throws an Error or interrupts its thread does not affect the next task")
    void isolated() throws InterruptedException {
        List<Boolean> interrupted = new CopyOnWriteArrayList<>();
        CountDownLatch all = new CountDownLatch(TASKS);
        for (int i = 0; i < TASKS; i++) {
            WorkerPool.EVENTS.execute(() -> {
                Thread.currentThread().interrupt();
                throw new NoClassDefFoundError("a class of the application's");
            });
            WorkerPool.EVENTS.execute(() -> {
                interrupted.add(Thread.currentThread().isInterrupted());
                all.countDown();
            });
        }
        all.await();
        assertThat(interrupted).hasSize(TASKS).containsOnly(false);
    }

    @Test
    @DisplayName("1.9 tasks that block do not delay the tasks after them")
    void blocked() throws InterruptedException {
        CountDownLatch goOn = new CountDownLatch(1);
        CountDownLatch last = new CountDownLatch(1);
        for (int i = 1; i < TASKS; i++) {
            WorkerPool.EVENTS.execute(() -> await(goOn));
        }
        WorkerPool.EVENTS.execute(last::countDown);
        last.await();
        goOn.countDown();
    }

    @RepeatedTest(50)
    @DisplayName("1.7 all delivery threads end when their tasks are done if there is no client")
    void end() throws InterruptedException {
        CountDownLatch goOn = new CountDownLatch(1);
        for (int i = 0; i < TASKS; i++) {
            WorkerPool.EVENTS.execute(() -> await(goOn));
        }
        goOn.countDown();
        for (int i = 0; i < TASKS; i++) {
            WorkerPool.EVENTS.execute(Thread::onSpinWait);
        }
        for (Thread thread : Thread.getAllStackTraces().keySet()) {
            if (thread.getName().startsWith("predictionone-events")) {
                thread.join(10_000);
                assertThat(thread.isAlive()).as(thread.getName()).isFalse();
            }
        }
    }

    @Test
    @DisplayName(
            "1.9 a delivery thread has the library's class loader and no thread local of the thread that creates it")
    void inheritsNothing() throws InterruptedException {
        InheritableThreadLocal<String> user = new InheritableThreadLocal<>();
        user.set("of another request");
        Thread.currentThread().setContextClassLoader(ClassLoader.getPlatformClassLoader());
        List<ClassLoader> loaders = new CopyOnWriteArrayList<>();
        List<String> users = new CopyOnWriteArrayList<>();
        CountDownLatch all = new CountDownLatch(AT_ONCE);
        try {
            // The tasks run at the same time, which needs new threads.
            for (int i = 0; i < AT_ONCE; i++) {
                WorkerPool.EVENTS.execute(() -> {
                    loaders.add(Thread.currentThread().getContextClassLoader());
                    users.add(String.valueOf(user.get()));
                    all.countDown();
                    await(all);
                });
            }
            all.await();
        } finally {
            Thread.currentThread().setContextClassLoader(getClass().getClassLoader());
            user.remove();
        }
        assertThat(loaders).hasSize(AT_ONCE).containsOnly(WorkerPool.class.getClassLoader());
        assertThat(users).hasSize(AT_ONCE).containsOnly("null");
    }

    private static void await(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
    }
}
