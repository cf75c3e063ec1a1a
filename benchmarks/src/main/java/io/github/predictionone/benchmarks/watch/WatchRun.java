package io.github.predictionone.benchmarks.watch;

import com.sun.management.OperatingSystemMXBean;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.LongAdder;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Flux;

/** Measures one figure of one peer in a JVM of its own. Prints {@code name=value} lines and exits. */
public final class WatchRun {

    private static final Duration FOR_LONG = Duration.ofHours(1);
    private static final Duration AT_ONCE = Duration.ofMillis(1);

    private final String peerName;
    private final URI service;
    private @Nullable Peer peer;

    private WatchRun(String peerName, URI service) {
        this.peerName = peerName;
        this.service = service;
    }

    /**
     * Measures.
     *
     * @param arguments the figure, the peer, and the server's origin
     * @throws IOException if the server's count can't be read
     * @throws InterruptedException if interrupted
     */
    public static void main(String[] arguments) throws IOException, InterruptedException {
        WatchRun run = new WatchRun(arguments[1], URI.create(arguments[2]));
        switch (arguments[0]) {
            case "cpu" -> run.cpuPerPoll();
            case "heap" -> run.heapPerWatch();
            case "burst" -> run.burst();
            case "shared" -> run.sharedPolls();
            case "fan-out" -> run.fanOut();
            case "first" -> run.firstStatus();
            default -> throw new IllegalArgumentException("there is no figure named " + arguments[0]);
        }
        System.exit(0);
    }

    /** Measures 200 watches that poll again after a millisecond. */
    private void cpuPerPoll() throws IOException, InterruptedException {
        Counting counting = new Counting();
        for (int i = 0; i < 200; i++) {
            peer().watch("training-" + i, AT_ONCE, counting);
        }
        Thread.sleep(9_000);
        long polls = pollsOnTheWire();
        long cpu = cpuNanos();
        long start = System.nanoTime();
        Thread.sleep(6_000);
        long morePolls = pollsOnTheWire() - polls;
        print("cpuMicrosPerPoll", (cpuNanos() - cpu) / 1e3 / morePolls);
        print("pollsPerSecond", morePolls / ((System.nanoTime() - start) / 1e9));
        print("lost", counting.lost.get());
    }

    /** Measures 20,000 watches that have received their first answer and wait for the next poll. */
    private void heapPerWatch() throws InterruptedException {
        Counting counting = new Counting();
        // Loads what a client needs only once: classes, threads, connections.
        start(0, 1_000, counting);
        long before = liveHeap();
        int threads = Thread.activeCount();
        start(1_000, 21_000, counting);
        print("heapPerWatch", (liveHeap() - before) / 20_000.0);
        print("moreThreads", Thread.activeCount() - threads);
        print("lost", counting.lost.get());
    }

    /** Starts watches in steps that fit even into a short queue. */
    private void start(int from, int to, Counting counting) throws InterruptedException {
        for (int i = from; i < to; i += 200) {
            for (int j = i; j < i + 200; j++) {
                peer().watch("training-" + j, FOR_LONG, counting);
            }
            counting.await(i + 200);
        }
    }

    /** Measures 20,000 watches that start in the same instant. */
    private void burst() throws InterruptedException {
        Counting warmUp = new Counting();
        start(0, 10_000, warmUp);
        Counting counting = new Counting();
        long start = System.nanoTime();
        for (int i = 0; i < 20_000; i++) {
            peer().watch("at-once-" + i, FOR_LONG, counting);
        }
        counting.await(20_000);
        print("firstAnswersPerSecond", counting.statuses.sum() / ((System.nanoTime() - start) / 1e9));
        print("lost", counting.lost.get());
    }

    /** Counts the polls for 1,000 watches of one training that start independently. */
    private void sharedPolls() throws IOException, InterruptedException {
        long before = pollsOnTheWire();
        Counting counting = new Counting();
        for (int i = 0; i < 1_000; i++) {
            peer().watch("training", Duration.ofSeconds(1), counting);
        }
        Thread.sleep(60_000);
        print("pollsInAMinute", (double) (pollsOnTheWire() - before));
        print("lost", counting.lost.get());
    }

    /** Measures 10,000 subscribers of one training that changes at every poll, then the same beside 100 that stall. */
    private void fanOut() throws InterruptedException {
        Counting counting = new Counting();
        Flux<?> statuses = peer().shared("changing", AT_ONCE);
        for (int i = 0; i < 10_000; i++) {
            statuses.subscribe(status -> counting.status(), counting::lost);
        }
        Thread.sleep(5_000);
        print("eventsPerSecond", eventsPerSecond(counting));
        long before = liveHeap();
        for (int i = 0; i < 100; i++) {
            Peer.stall(statuses);
        }
        print("eventsPerSecondBesideStalled", eventsPerSecond(counting));
        print("stalledHeapGrowth", (double) (liveHeap() - before));
        print("lost", counting.lost.get());
    }

    private static double eventsPerSecond(Counting counting) throws InterruptedException {
        long events = counting.statuses.sum();
        long start = System.nanoTime();
        Thread.sleep(6_000);
        return (counting.statuses.sum() - events) / ((System.nanoTime() - start) / 1e9);
    }

    private void firstStatus() throws InterruptedException {
        Counting counting = new Counting();
        peer().watch("training", FOR_LONG, counting);
        counting.await(1);
        long now = System.currentTimeMillis();
        print("millisSinceStart", (double)
                (now - ManagementFactory.getRuntimeMXBean().getStartTime()));
        print("lost", counting.lost.get());
    }

    private Peer peer() {
        Peer made = peer;
        if (made == null) {
            made = Peer.of(peerName, service);
            peer = made;
        }
        return made;
    }

    private static void print(String name, double value) {
        System.out.println(name + "=" + value);
    }

    private static long cpuNanos() {
        return ((OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean()).getProcessCpuTime();
    }

    private static long liveHeap() throws InterruptedException {
        for (int i = 0; i < 3; i++) {
            System.gc();
            Thread.sleep(300);
        }
        return ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getUsed();
    }

    private long pollsOnTheWire() throws IOException, InterruptedException {
        HttpRequest request = HttpRequest.newBuilder(service.resolve("/polls")).build();
        return Long.parseLong(HttpClient.newHttpClient()
                .send(request, BodyHandlers.ofString())
                .body());
    }

    private static final class Counting implements Peer.Listener {

        private final LongAdder statuses = new LongAdder();
        private final AtomicInteger lost = new AtomicInteger();

        @Override
        public void status() {
            statuses.increment();
        }

        @Override
        public void lost(Throwable reason) {
            if (lost.getAndIncrement() == 0) {
                System.err.println("first loss: " + reason);
            }
        }

        void await(int count) throws InterruptedException {
            long until = System.nanoTime() + Duration.ofMinutes(2).toNanos();
            while (statuses.sum() + lost.get() < count && System.nanoTime() < until) {
                Thread.sleep(1);
            }
        }
    }
}
