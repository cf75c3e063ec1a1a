package io.github.predictionone.reactor.internal;

import io.netty.util.concurrent.GlobalEventExecutor;
import java.util.concurrent.Future;
import java.util.concurrent.LinkedTransferQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TransferQueue;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The threads that call application code, which may block there and must not block an event loop. All clients of the JVM
 * share them. There are few; while a task waits longer than a moment, their number doubles.
 *
 * <p>A {@code ThreadPoolExecutor} has a lock that an event loop would have to wait for, and makes threads either for every
 * burst of tasks or not for tasks that wait.
 */
final class Delivery {

    private static final Logger LOG = LoggerFactory.getLogger("io.github.predictionone.reactor.subscribers");
    private static final int CORES = Runtime.getRuntime().availableProcessors();
    private static final int FEW = Math.max(2, CORES);
    private static final int MOST = Math.max(100, 10 * CORES);
    private static final long LOOK_MILLIS = 10;
    private static final long STEP_MILLIS = 20;
    private static final int IDLE_STEPS = 500;

    private static final TransferQueue<Runnable> TASKS = new LinkedTransferQueue<>();
    private static final AtomicInteger THREADS = new AtomicInteger();
    private static final AtomicInteger NUMBER = new AtomicInteger();
    private static final AtomicBoolean LOOKING = new AtomicBoolean();
    private static final AtomicInteger LOOKS = new AtomicInteger();
    private static final AtomicInteger CLIENTS = new AtomicInteger();
    private static volatile int wanted = FEW;

    private Delivery() {}

    /** Keeps idle threads for a while, until {@link #end()}. */
    static void begin() {
        CLIENTS.incrementAndGet();
    }

    /** Ends idle threads if this was the last client. */
    static void end() {
        CLIENTS.decrementAndGet();
    }

    /** Runs a task that calls application code. Never blocks. */
    static void execute(Runnable task) {
        Task delivery = new Task(task);
        if (!TASKS.tryTransfer(delivery)) {
            TASKS.add(delivery);
            addThread();
            lookIfAnyWaits();
        }
    }

    private static void addThread() {
        if (mayServe()) {
            // Serves all clients, so it inherits nothing from the thread that happens to create it.
            Thread thread =
                    new Thread(null, Delivery::serve, "predictionone-events-" + NUMBER.incrementAndGet(), 0, false);
            thread.setContextClassLoader(Delivery.class.getClassLoader());
            thread.setDaemon(true);
            try {
                thread.start();
            } catch (OutOfMemoryError e) {
                THREADS.decrementAndGet();
                // Perhaps no thread is left to take what waits.
                for (Runnable task = TASKS.poll(); task != null; task = TASKS.poll()) {
                    task.run();
                }
            }
        }
    }

    /** Counts one thread more, if more are wanted. */
    private static boolean mayServe() {
        int most = wanted;
        return THREADS.getAndUpdate(threads -> threads < most ? threads + 1 : threads) < most;
    }

    private static void serve() {
        do {
            try {
                for (Runnable task = next(); task != null; task = next()) {
                    task.run();
                }
            } catch (InterruptedException e) {
                // Nothing of ours interrupts these threads; the next task gets another one.
            } finally {
                THREADS.decrementAndGet();
            }
            // A task may have come in between, when this thread still counted.
        } while (!TASKS.isEmpty() && mayServe());
    }

    /** Waits in short steps, so that an idle thread notices that the last client is closed. */
    private static @Nullable Runnable next() throws InterruptedException {
        Runnable task = TASKS.poll(STEP_MILLIS, TimeUnit.MILLISECONDS);
        for (int step = 1; task == null && step < IDLE_STEPS && CLIENTS.get() > 0; step++) {
            task = TASKS.poll(STEP_MILLIS, TimeUnit.MILLISECONDS);
        }
        return task;
    }

    private static void lookIfAnyWaits() {
        if (!TASKS.isEmpty() && LOOKING.compareAndSet(false, true)) {
            lookLater();
        }
    }

    // Neither a thread that stays nor a timer that tests of the application replace by virtual time.
    private static void lookLater() {
        Future<?> unused = GlobalEventExecutor.INSTANCE.schedule(Delivery::look, LOOK_MILLIS, TimeUnit.MILLISECONDS);
    }

    /** Adds threads while tasks wait too long, and goes back to a few when none waits. */
    private static void look() {
        int looks = LOOKS.incrementAndGet();
        if (TASKS.peek() instanceof Task first) {
            lookLater();
            if (looks - first.looksBefore > 1) {
                wanted = Math.min(MOST, 2 * Math.max(wanted, THREADS.get()));
                for (int waiting = TASKS.size(); waiting > 0 && THREADS.get() < wanted; waiting--) {
                    addThread();
                }
            }
        } else {
            wanted = FEW;
            LOOKING.set(false);
            lookIfAnyWaits();
        }
    }

    private static final class Task implements Runnable {

        private final Runnable task;
        private final int looksBefore = LOOKS.get();

        Task(Runnable task) {
            this.task = task;
        }

        @Override
        public void run() {
            try {
                task.run();
            } catch (Throwable e) {
                LOG.atWarn()
                        .setCause(e)
                        .log("a subscriber threw {}", e.getClass().getName());
            } finally {
                // An interrupt that the application left is not for the next task.
                Thread.interrupted();
            }
        }
    }
}
