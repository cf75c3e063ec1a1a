package io.github.predictionone.reactor.internal.support;

import java.util.Deque;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedDeque;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import reactor.core.scheduler.Schedulers;

/**
 * Threads for work that may block and must not block an event loop: application code, and work on files. All clients of
 * the JVM share them. A few threads run all tasks. If a task waits longer than a moment, the number of threads doubles.
 *
 * <p>A {@code ThreadPoolExecutor} has a lock that an event loop would have to wait for, and wakes a thread for each
 * task. It creates threads either for every burst of tasks, or not at all for waiting tasks. Here, a thread without a
 * task naps before it parks, so no thread has to be woken while many tasks arrive. The JDK's
 * {@code LinkedTransferQueue} has no lock, either, but in Java 17 a {@code poll} with a time limit may spin without
 * end.
 */
public final class WorkerPool {

    // As many threads as may block according to the documentation, and a few for the other tasks.
    private static final int MAX_THREADS =
            Math.max(100, 10 * Runtime.getRuntime().availableProcessors()) + 4;
    private static final long NAP_NANOS = 1_000_000;
    private static final long CHECK_NANOS = 10_000_000;
    private static final long BLOCKED_NANOS = 1_000_000_000;
    private static final long STEP_NANOS = 20_000_000;
    private static final int IDLE_STEPS = 500;
    private static final int FILE_THREADS = 16;
    private static final AtomicInteger CLIENTS = new AtomicInteger();

    /** For subscribers. */
    static final WorkerPool EVENTS = new WorkerPool("predictionone-events-", 1, NAP_NANOS);

    /**
     * For callbacks that a blocked subscriber may wait for: an answer waits for a status classifier, an upload for a
     * listener.
     */
    static final WorkerPool CALLBACKS = new WorkerPool("predictionone-callbacks-", 1, NAP_NANOS);

    /**
     * For work on files, which may take as long as the disk does. The network waits for this work, so the threads do
     * not nap, and several are allowed from the start.
     */
    static final WorkerPool FILES = new WorkerPool("predictionone-files-", FILE_THREADS, 0);

    private final String prefix;
    private final int minThreads;
    private final long napNanos;
    private final Queue<WorkerTask> tasks = new ConcurrentLinkedQueue<>();
    private final Deque<Worker> parked = new ConcurrentLinkedDeque<>();
    private final Set<Worker> workers = ConcurrentHashMap.newKeySet();
    private final AtomicInteger number = new AtomicInteger();
    private final AtomicInteger threads = new AtomicInteger();
    // The number of threads that are not parked.
    private final AtomicInteger awake = new AtomicInteger();
    // The number of awake threads that have no task, and take the next one soon.
    private final AtomicInteger searching = new AtomicInteger();
    private final AtomicBoolean checking = new AtomicBoolean();
    private volatile @Nullable Thread monitor;
    private final AtomicInteger checks = new AtomicInteger();
    private volatile int targetThreads;

    private WorkerPool(String prefix, int minThreads, long napNanos) {
        this.prefix = prefix;
        this.minThreads = minThreads;
        this.targetThreads = minThreads;
        this.napNanos = napNanos;
    }

    /** Keeps idle threads for a while, until {@link #clientClosed()}. */
    public static void clientOpened() {
        CLIENTS.incrementAndGet();
    }

    /** Ends idle threads if this was the last client. */
    public static void clientClosed() {
        CLIENTS.decrementAndGet();
    }

    /** Returns how many threads of both groups have been in application code for more than a second. */
    public static int blocked() {
        long since = now() - BLOCKED_NANOS;
        return (int) Stream.of(EVENTS, CALLBACKS)
                .flatMap(group -> group.workers.stream())
                .filter(worker -> worker.busySince < since)
                .count();
    }

    private static long now() {
        return Schedulers.immediate().now(TimeUnit.NANOSECONDS);
    }

    /** Runs a task that may block. Never blocks itself. */
    public void execute(Runnable task) {
        tasks.add(new WorkerTask(task, checks.get()));
        if (searching.get() == 0) {
            addWorkerIfAnyWaits();
        }
    }

    private void addWorkerIfAnyWaits() {
        if (!tasks.isEmpty()) {
            addWorker();
            checkIfAnyWaits();
        }
    }

    /** Lets one more thread search for tasks, unless the target number is awake. */
    private void addWorker() {
        int limit = targetThreads;
        if (awake.getAndUpdate(now -> now < limit ? now + 1 : now) >= limit) {
            return;
        }
        searching.incrementAndGet();
        Worker worker = parked.pollFirst();
        if (worker == null) {
            startThread();
        } else {
            worker.wake();
        }
    }

    private void startThread() {
        threads.incrementAndGet();
        try {
            Worker worker = new Worker();
            Thread thread = thread(worker, Integer.toString(number.incrementAndGet()));
            worker.thread = thread;
            thread.start();
        } catch (OutOfMemoryError e) {
            awake.decrementAndGet();
            searching.decrementAndGet();
            if (threads.decrementAndGet() == 0) {
                // No thread is left to run the waiting tasks.
                for (WorkerTask task = tasks.poll(); task != null; task = tasks.poll()) {
                    task.run();
                }
            }
        }
    }

    /**
     * Creates a thread. It serves all clients, so it keeps neither thread locals nor the class loader of the creating
     * thread.
     */
    private Thread thread(Runnable work, String name) {
        Thread thread = new Thread(null, work, prefix + name, 0, false);
        thread.setContextClassLoader(WorkerPool.class.getClassLoader());
        thread.setDaemon(true);
        return thread;
    }

    private void checkIfAnyWaits() {
        if (!tasks.isEmpty() && checking.compareAndSet(false, true)) {
            Thread parkedMonitor = monitor;
            if (parkedMonitor == null) {
                startMonitor();
            } else {
                LockSupport.unpark(parkedMonitor);
            }
        }
    }

    // Not a timer, which has a lock that an event loop would have to wait for.
    private void startMonitor() {
        Thread thread = thread(this::monitor, "looker");
        monitor = thread;
        try {
            thread.start();
        } catch (OutOfMemoryError e) {
            monitor = null;
            // The next task tries again.
            checking.set(false);
        }
    }

    /** Checks every few milliseconds while tasks wait, and parks while none waits. */
    private void monitor() {
        int idleSteps = 0;
        while (true) {
            if (checking.get()) {
                idleSteps = 0;
                LockSupport.parkNanos(CHECK_NANOS);
                adjustThreads();
            } else if (idleSteps == 0 || (idleSteps < IDLE_STEPS && CLIENTS.get() > 0)) {
                idleSteps++;
                LockSupport.parkNanos(STEP_NANOS);
            } else if (checking.compareAndSet(false, true)) {
                monitor = null;
                stopChecking();
                return;
            }
        }
    }

    private void stopChecking() {
        checking.set(false);
        // A task may have arrived while this monitor still counted as checking.
        checkIfAnyWaits();
    }

    /** Doubles the number of threads while tasks wait too long, and halves it while none waits. */
    private void adjustThreads() {
        int check = checks.incrementAndGet();
        WorkerTask first = tasks.peek();
        if (first == null) {
            targetThreads = Math.max(minThreads, targetThreads / 2);
            if (targetThreads == minThreads) {
                stopChecking();
            }
        } else if (check - first.checksBefore() > 1) {
            targetThreads = Math.min(MAX_THREADS, 2 * Math.max(targetThreads, awake.get()));
            for (int more = tasks.size(); more > 0 && awake.get() < targetThreads; more--) {
                addWorker();
            }
        }
    }

    /** Counts as awake and searching when it starts. */
    private final class Worker implements Runnable {

        private @Nullable Thread thread;
        private volatile boolean woken;
        private volatile long busySince = Long.MAX_VALUE;

        @Override
        public void run() {
            workers.add(this);
            do {
                for (WorkerTask task = next(); task != null; task = next()) {
                    searching.decrementAndGet();
                    // The remaining tasks wait for this one, which may block.
                    checkIfAnyWaits();
                    busySince = now();
                    task.run();
                    busySince = Long.MAX_VALUE;
                    searching.incrementAndGet();
                }
            } while (isWoken());
            workers.remove(this);
        }

        private @Nullable WorkerTask next() {
            WorkerTask task = tasks.poll();
            if (task == null && napNanos > 0) {
                LockSupport.parkNanos(napNanos);
                task = tasks.poll();
            }
            return task;
        }

        /**
         * Parks the thread. Returns false if it must end, because it was idle for long or the last client is closed.
         */
        private boolean isWoken() {
            boolean parks = parks();
            searching.decrementAndGet();
            awake.decrementAndGet();
            // A task may have arrived while this thread still counted as searching.
            addWorkerIfAnyWaits();
            if (!parks) {
                threads.decrementAndGet();
                return false;
            }
            for (int step = 0; !woken && step < IDLE_STEPS && (step == 0 || CLIENTS.get() > 0); step++) {
                LockSupport.parkNanos(STEP_NANOS);
            }
            if (!woken && parked.remove(this)) {
                threads.decrementAndGet();
                return false;
            }
            while (!woken) {
                Thread.onSpinWait();
            }
            woken = false;
            return true;
        }

        /** Returns false if there is not enough memory for that; the thread then ends. */
        private boolean parks() {
            try {
                parked.addFirst(this);
                return true;
            } catch (OutOfMemoryError e) {
                return false;
            }
        }

        void wake() {
            woken = true;
            LockSupport.unpark(thread);
        }
    }
}
