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
 * Threads for what may block and must not block an event loop: application code, and work on files. All clients of the JVM
 * share them. A few threads run all tasks as long as none of them waits longer than a moment; then the number doubles.
 *
 * <p>A {@code ThreadPoolExecutor} has a lock that an event loop would have to wait for, wakes a thread for each task, and
 * makes threads either for every burst of tasks or not for tasks that wait. Here, a thread that has no task left naps
 * before it parks: while many tasks come, no thread has to be woken. The JDK's {@code LinkedTransferQueue} has no lock,
 * either, but in Java 17 a {@code poll} with a time limit may spin for ever.
 */
public final class Delivery {

    // As many may block as the documentation says, and a few serve the others.
    private static final int MOST = Math.max(100, 10 * Runtime.getRuntime().availableProcessors()) + 4;
    private static final long NAP_NANOS = 1_000_000;
    private static final long LOOK_NANOS = 10_000_000;
    private static final long BLOCKED_NANOS = 1_000_000_000;
    private static final long STEP_NANOS = 20_000_000;
    private static final int IDLE_STEPS = 500;
    private static final int FILE_THREADS = 16;
    private static final AtomicInteger CLIENTS = new AtomicInteger();

    /** For subscribers. */
    static final Delivery EVENTS = new Delivery("predictionone-events-", 1, NAP_NANOS);

    /** For what a subscriber may block for: an answer that waits for a classifier, an upload that waits for a listener. */
    static final Delivery CALLBACKS = new Delivery("predictionone-callbacks-", 1, NAP_NANOS);

    /** For work on files, which may take as long as the disk does. The network waits for it: it waits for no nap, nor for a thread. */
    static final Delivery FILES = new Delivery("predictionone-files-", FILE_THREADS, 0);

    private final String prefix;
    private final int least;
    private final long napNanos;
    private final Queue<DeliveryTask> tasks = new ConcurrentLinkedQueue<>();
    private final Deque<Worker> parked = new ConcurrentLinkedDeque<>();
    private final Set<Worker> workers = ConcurrentHashMap.newKeySet();
    private final AtomicInteger number = new AtomicInteger();
    private final AtomicInteger threads = new AtomicInteger();
    // Of these, how many are not parked.
    private final AtomicInteger awake = new AtomicInteger();
    // Of these, how many have no task, and take the next one soon.
    private final AtomicInteger searching = new AtomicInteger();
    private final AtomicBoolean looking = new AtomicBoolean();
    private volatile @Nullable Thread looker;
    private final AtomicInteger looks = new AtomicInteger();
    private volatile int wanted;

    private Delivery(String prefix, int least, long napNanos) {
        this.prefix = prefix;
        this.least = least;
        this.wanted = least;
        this.napNanos = napNanos;
    }

    /** Keeps idle threads for a while, until {@link #end()}. */
    public static void begin() {
        CLIENTS.incrementAndGet();
    }

    /** Ends idle threads if this was the last client. */
    public static void end() {
        CLIENTS.decrementAndGet();
    }

    /** How many threads of both groups are in application code for more than a second. */
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
        tasks.add(new DeliveryTask(task, looks.get()));
        if (searching.get() == 0) {
            addWorkerIfAnyWaits();
        }
    }

    private void addWorkerIfAnyWaits() {
        if (!tasks.isEmpty()) {
            addWorker();
            lookIfAnyWaits();
        }
    }

    /** Lets one thread more search, if more are wanted. */
    private void addWorker() {
        int most = wanted;
        if (awake.getAndUpdate(now -> now < most ? now + 1 : now) >= most) {
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
                // No thread is left to take what waits.
                for (DeliveryTask task = tasks.poll(); task != null; task = tasks.poll()) {
                    task.run();
                }
            }
        }
    }

    /** Serves all clients, so it keeps neither thread locals nor a class loader of the thread that creates it. */
    private Thread thread(Runnable work, String name) {
        Thread thread = new Thread(null, work, prefix + name, 0, false);
        thread.setContextClassLoader(Delivery.class.getClassLoader());
        thread.setDaemon(true);
        return thread;
    }

    private void lookIfAnyWaits() {
        if (!tasks.isEmpty() && looking.compareAndSet(false, true)) {
            Thread parkedLooker = looker;
            if (parkedLooker == null) {
                startLooker();
            } else {
                LockSupport.unpark(parkedLooker);
            }
        }
    }

    // A timer has a lock that an event loop would have to wait for.
    private void startLooker() {
        Thread thread = thread(this::lookAgain, "looker");
        looker = thread;
        try {
            thread.start();
        } catch (OutOfMemoryError e) {
            looker = null;
            // The next task tries again.
            looking.set(false);
        }
    }

    /** Looks every few milliseconds while tasks wait, and parks while none does. */
    private void lookAgain() {
        int idleSteps = 0;
        while (true) {
            if (looking.get()) {
                idleSteps = 0;
                LockSupport.parkNanos(LOOK_NANOS);
                look();
            } else if (idleSteps == 0 || (idleSteps < IDLE_STEPS && CLIENTS.get() > 0)) {
                idleSteps++;
                LockSupport.parkNanos(STEP_NANOS);
            } else if (looking.compareAndSet(false, true)) {
                looker = null;
                stopLooking();
                return;
            }
        }
    }

    private void stopLooking() {
        looking.set(false);
        // A task may have come in between, when this still counted.
        lookIfAnyWaits();
    }

    /** Doubles the number of threads while tasks wait too long, and halves it while none does. */
    private void look() {
        int seen = looks.incrementAndGet();
        DeliveryTask first = tasks.peek();
        if (first == null) {
            wanted = Math.max(least, wanted / 2);
            if (wanted == least) {
                stopLooking();
            }
        } else if (seen - first.looksBefore() > 1) {
            wanted = Math.min(MOST, 2 * Math.max(wanted, awake.get()));
            for (int more = tasks.size(); more > 0 && awake.get() < wanted; more--) {
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
                for (DeliveryTask task = next(); task != null; task = next()) {
                    searching.decrementAndGet();
                    // What is left waits for this task, which may block.
                    lookIfAnyWaits();
                    busySince = now();
                    task.run();
                    busySince = Long.MAX_VALUE;
                    searching.incrementAndGet();
                }
            } while (isWoken());
            workers.remove(this);
        }

        private @Nullable DeliveryTask next() {
            DeliveryTask task = tasks.poll();
            if (task == null && napNanos > 0) {
                LockSupport.parkNanos(napNanos);
                task = tasks.poll();
            }
            return task;
        }

        /** Parks. False: it has been idle for long, or the last client is closed, and the thread ends. */
        private boolean isWoken() {
            boolean parks = parks();
            searching.decrementAndGet();
            awake.decrementAndGet();
            // A task may have come in between, when this thread still counted.
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

        /** False without memory for that: the thread ends. */
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
