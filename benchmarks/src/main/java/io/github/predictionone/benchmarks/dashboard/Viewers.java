package io.github.predictionone.benchmarks.dashboard;

import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import reactor.core.publisher.Flux;
import reactor.netty.http.client.HttpClient;
import reactor.netty.resources.ConnectionProvider;

/** All clients, each with a connection of its own. Of ten, nine watch one training, and one watches them all. */
final class Viewers {

    private static final Duration BETWEEN_STARTS = Duration.ofMillis(1);
    private static final Duration PATIENCE = Duration.ofMinutes(2);

    private final List<Viewer> reading = new ArrayList<>();
    private final List<Viewer> stalled = new ArrayList<>();
    private final Map<Kind, Tally> tallies = new EnumMap<>(Kind.class);
    private final CountDownLatch connected;
    private final CountDownLatch readingEnded;
    private final CountDownLatch stalledEnded;

    /** Creates the clients. Trainings are numbered from 0; the one after the last has a single viewer. */
    Viewers(String application, int clients, int trainings) {
        HttpClient http = HttpClient.create(ConnectionProvider.newConnection()).baseUrl(application);
        List<Kind> kinds = IntStream.range(0, clients).mapToObj(Kind::of).toList();
        int stalling = (int) kinds.stream().filter(Kind.STALLED::equals).count();
        connected = new CountDownLatch(clients + 1);
        readingEnded = new CountDownLatch(clients + 1 - stalling);
        stalledEnded = new CountDownLatch(stalling);
        List<String> all =
                IntStream.range(0, trainings).mapToObj(String::valueOf).toList();
        for (int i = 0; i < clients; i++) {
            // Gives each training viewers of every kind.
            List<String> watched = i % 10 == 0 ? all : List.of(all.get((i + i / 40) % trainings));
            (kinds.get(i) == Kind.STALLED ? stalled : reading).add(viewer(http, watched, kinds.get(i)));
        }
        reading.add(viewer(http, List.of(String.valueOf(trainings)), Kind.ALONE));
    }

    private Viewer viewer(HttpClient http, List<String> watched, Kind kind) {
        Tally tally = tallies.computeIfAbsent(kind, absent -> new Tally());
        return new Viewer(http, watched, kind, tally, connected, kind == Kind.STALLED ? stalledEnded : readingEnded);
    }

    /** Starts all clients. Returns whether each received its first event in time. */
    boolean start() throws InterruptedException {
        Flux.fromStream(Stream.concat(stalled.stream(), reading.stream()))
                .delayElements(BETWEEN_STARTS)
                .doOnNext(Viewer::start)
                .blockLast();
        return await(connected);
    }

    /** Waits for the streams that do not stall. Returns whether they ended in time. */
    boolean awaitReading() throws InterruptedException {
        return await(readingEnded);
    }

    /** Lets the stalled clients read again. Returns whether their streams ended in time. */
    boolean resumeStalled() throws InterruptedException {
        stalled.forEach(Viewer::resume);
        return await(stalledEnded);
    }

    private static boolean await(CountDownLatch latch) throws InterruptedException {
        return latch.await(PATIENCE.toSeconds(), TimeUnit.SECONDS);
    }

    Map<Kind, Tally> tallies() {
        return tallies;
    }

    long events() {
        return tallies.values().stream().mapToLong(tally -> tally.events.sum()).sum();
    }
}
