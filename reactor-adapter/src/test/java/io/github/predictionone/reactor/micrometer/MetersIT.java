package io.github.predictionone.reactor.micrometer;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.predictionone.emulator.PredictionOneEmulator;
import io.github.predictionone.policy.PollSchedule;
import io.github.predictionone.policy.RetryPolicy;
import io.github.predictionone.reactor.PredictionOneClient;
import io.github.predictionone.reactor.WatchOptions;
import io.github.predictionone.testsupport.Zips;
import io.github.predictionone.training.StatusEvent;
import io.github.predictionone.training.TrainingData;
import io.github.predictionone.training.TrainingId;
import io.github.predictionone.training.TrainingStatus;
import io.micrometer.core.instrument.Meter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.search.Search;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.micrometer.observation.ObservationRegistry;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.reactivestreams.Subscription;
import reactor.core.Disposable;
import reactor.core.publisher.BaseSubscriber;
import reactor.core.publisher.Flux;
import reactor.test.StepVerifier;
import reactor.test.scheduler.VirtualTimeScheduler;

/** The meters of a client that calls the emulator over real sockets. */
class MetersIT {

    private static final WatchOptions QUICK =
            WatchOptions.defaults().withPollSchedule(PollSchedule.fixed(Duration.ofMillis(5)));

    @TempDir
    private Path directory;

    private final MeterRegistry meters = new SimpleMeterRegistry();
    private final PredictionOneEmulator emulator =
            PredictionOneEmulator.builder().pace(Duration.ZERO).start();
    private final byte[] archive = Zips.noise(300_000, 5);
    private final MicrometerInstrumentation instrumentation =
            MicrometerInstrumentation.of(ObservationRegistry.NOOP, meters);
    private final PredictionOneClient client = builder().build();

    private PredictionOneClient.Builder builder() {
        return PredictionOneClient.builder()
                .baseUrl(emulator.origin())
                .apiKey(emulator.issueApiKey("train"))
                .requestsPerSecond(0)
                .retry(RetryPolicy.defaults().withMaxAttempts(2).withFirstWait(Duration.ofMillis(1)))
                .instrumentation(instrumentation);
    }

    @AfterEach
    void close() {
        client.close();
        emulator.close();
    }

    private TrainingId training(String... words) {
        return TrainingId.of(emulator.putTraining(List.of(words), archive));
    }

    private double count(String name, String... tags) {
        return meters.get(name).tags(tags).counter().count();
    }

    private long ended(String name, String... tags) {
        return meters.get(name).tags(tags).timer().count();
    }

    private int active(String name, String... tags) {
        return meters.get(name).tags(tags).longTaskTimer().activeTasks();
    }

    private double pollers() {
        return meters.get("predictionone.watch.pollers").gauge().value();
    }

    private void assertNothingIsActive() {
        assertThat(meters.getMeters().stream()
                        .filter(meter -> meter.getId().getName().endsWith(".active"))
                        .map(meter -> meters.get(meter.getId().getName())
                                .tags(meter.getId().getTags())
                                .longTaskTimer()
                                .activeTasks()))
                .hasSize(6)
                .containsOnly(0);
        assertThat(pollers()).isZero();
    }

    /** Waits until a condition holds that another thread brings about. */
    private static void await(BooleanSupplier condition) {
        Flux.interval(Duration.ofMillis(2))
                .takeUntil(tick -> condition.getAsBoolean())
                .blockLast();
    }

    @Test
    @DisplayName("4.3 a watch counts its polls, is active while it runs, and is a success even if the training fails")
    void watch() {
        assertNothingIsActive();
        client.watchTraining(training("waiting", "training", "finished"), QUICK)
                .as(StepVerifier::create)
                .thenConsumeWhile(event -> {
                    assertThat(active("predictionone.watches.active")).isEqualTo(1);
                    return true;
                })
                .verifyComplete();
        assertThat(ended("predictionone.watches", "outcome", "success")).isEqualTo(1);
        assertThat(count("predictionone.polls", "outcome", "success")).isPositive();
        client.watchTraining(training("failed"), QUICK).blockLast();
        assertThat(ended("predictionone.watches", "outcome", "success")).isEqualTo(2);
        assertNothingIsActive();
    }

    @Test
    @DisplayName("4.6 active watches are counted per subscriber and pollers per training, until they are cancelled")
    void sharedWatch() {
        TrainingId one = training("training");
        TrainingId other = training("training");
        Flux<StatusEvent> watch = client.watchTraining(one, QUICK);
        CountDownLatch first = new CountDownLatch(3);
        List<Disposable> watching = List.of(
                watch.subscribe(event -> first.countDown()),
                watch.subscribe(event -> first.countDown()),
                client.watchTraining(other, QUICK).subscribe(event -> first.countDown()));
        await(() -> first.getCount() == 0);
        assertThat(active("predictionone.watches.active")).isEqualTo(3);
        assertThat(pollers()).isEqualTo(2);
        watching.forEach(Disposable::dispose);
        assertThat(ended("predictionone.watches", "outcome", "cancelled")).isEqualTo(3);
        assertNothingIsActive();
    }

    @Test
    @DisplayName("4.3 failed polls and a watch that ends with an error are counted as errors")
    void failingWatch() {
        TrainingId id = training("training");
        emulator.failNext(Integer.MAX_VALUE, 503);
        client.watchTraining(id, QUICK.withFailureTolerance(Duration.ZERO))
                .as(StepVerifier::create)
                .verifyError();
        assertThat(count("predictionone.polls", "outcome", "error")).isEqualTo(1);
        assertThat(count("predictionone.retries", "method", "GET", "uri", "/v1/external/models/results"))
                .isEqualTo(1);
        assertThat(ended("predictionone.watches", "outcome", "error")).isEqualTo(1);
        assertNothingIsActive();
    }

    @Test
    @DisplayName("1.7 closing the client ends its active watches and removes its gauges")
    void closing() {
        client.watchTraining(training("training"), QUICK).subscribe(event -> {}, failure -> {});
        assertThat(active("predictionone.watches.active")).isEqualTo(1);
        client.close();
        assertThat(active("predictionone.watches.active")).isZero();
        assertThat(ended("predictionone.watches", "outcome", "error")).isEqualTo(1);
        client.close();
        assertThat(meters.getMeters())
                .extracting(meter -> meter.getId().getName())
                .isNotEmpty()
                .doesNotContain(
                        "predictionone.watch.pollers",
                        "predictionone.circuitbreaker.state",
                        "predictionone.circuitbreaker.refused");
    }

    @Test
    @DisplayName("1.7 the gauges of clients that share an instrumentation add up, without the closed clients")
    void severalClients() {
        MicrometerInstrumentation shared = MicrometerInstrumentation.of(ObservationRegistry.NOOP, meters, "shared");
        PredictionOneClient one = builder().instrumentation(shared).build();
        PredictionOneClient other = builder().instrumentation(shared).build();
        TrainingId id = training("training");
        one.watchTraining(id, QUICK).subscribe(event -> {}, failure -> {});
        other.watchTraining(id, QUICK).subscribe(event -> {}, failure -> {});
        Search pollers = meters.find("predictionone.watch.pollers").tag("client.name", "shared");
        assertThat(pollers.gauge().value()).isEqualTo(2);
        one.close();
        one.close();
        assertThat(pollers.gauge().value()).isEqualTo(1);
        other.close();
        assertThat(pollers.gauge()).isNull();
        assertThat(pollers()).as("pollers of the other instrumentation").isZero();
    }

    @Test
    @DisplayName("6.6 an upload records its bytes and its duration by direction and outcome")
    void upload() throws Exception {
        Path csv = Files.write(
                directory.resolve("data.csv"), "a,b\n1,2\n".repeat(20_000).getBytes(StandardCharsets.US_ASCII));
        client.uploadTrainingData(TrainingData.of(csv)).block();
        assertThat(count("predictionone.transfer.bytes", "direction", "upload")).isEqualTo((double) Files.size(csv));
        assertThat(ended("predictionone.transfers", "direction", "upload", "outcome", "success"))
                .isEqualTo(1);
        assertThat(count("predictionone.transfer.bytes", "direction", "download"))
                .isZero();
        assertNothingIsActive();
    }

    @Test
    @DisplayName("5.1 a download counts its bytes once, and a refused one is an error without bytes")
    void download() {
        TrainingId id = training("finished");
        Path target = directory.resolve("result.zip");
        client.downloadResult(id, target).block();
        assertThat(count("predictionone.transfer.bytes", "direction", "download"))
                .isEqualTo(archive.length);
        client.downloadResult(id, target).as(StepVerifier::create).verifyError();
        assertThat(count("predictionone.transfer.bytes", "direction", "download"))
                .isEqualTo(archive.length);
        assertThat(ended("predictionone.transfers", "direction", "download", "outcome", "success"))
                .isEqualTo(1);
        assertThat(ended("predictionone.transfers", "direction", "download", "outcome", "error"))
                .isEqualTo(1);
        assertNothingIsActive();
    }

    @Test
    @DisplayName("5.9 a stream counts the bytes that it emits, and a cancelled one has the outcome cancelled")
    void stream() {
        TrainingId id = training("finished");
        client.streamResult(id).blockLast();
        assertThat(count("predictionone.transfer.bytes", "direction", "download"))
                .isEqualTo(archive.length);
        CountDownLatch begun = new CountDownLatch(1);
        BaseSubscriber<ByteBuffer> reader = new BaseSubscriber<>() {
            @Override
            protected void hookOnSubscribe(Subscription subscription) {
                request(1);
            }

            @Override
            protected void hookOnNext(ByteBuffer bytes) {
                begun.countDown();
            }
        };
        client.streamResult(id).subscribe(reader);
        await(() -> begun.getCount() == 0);
        assertThat(active("predictionone.transfers.active", "direction", "download"))
                .isEqualTo(1);
        reader.cancel();
        assertThat(ended("predictionone.transfers", "direction", "download", "outcome", "cancelled"))
                .isEqualTo(1);
        assertThat(ended("predictionone.transfers", "direction", "download", "outcome", "success"))
                .isEqualTo(1);
        assertNothingIsActive();
    }

    @Test
    @DisplayName("3.4 each wait for a permit is timed, even a cancelled one; an immediate permit causes no wait")
    void permits() throws Exception {
        TrainingId id = training("training");
        VirtualTimeScheduler clock = VirtualTimeScheduler.getOrSet();
        try (PredictionOneClient limited = builder().requestsPerSecond(1).build()) {
            limited.trainingStatus(id).block();
            Disposable givenUp = limited.trainingStatus(id).subscribe(status -> {}, failure -> {});
            assertThat(active("predictionone.ratelimiter.waits.active", "lane", "call"))
                    .isEqualTo(1);
            givenUp.dispose();
            assertThat(active("predictionone.ratelimiter.waits.active", "lane", "call"))
                    .isZero();
            assertThat(ended("predictionone.ratelimiter.waits", "lane", "call", "outcome", "cancelled"))
                    .isEqualTo(1);
            CompletableFuture<TrainingStatus> waiting =
                    limited.trainingStatus(id).toFuture();
            clock.advanceTimeBy(Duration.ofSeconds(1));
            waiting.get();
            assertThat(ended("predictionone.ratelimiter.waits", "lane", "call", "outcome", "success"))
                    .isEqualTo(1);
            assertThat(meters.get("predictionone.ratelimiter.waits")
                            .tags("lane", "call", "outcome", "success")
                            .timer()
                            .totalTime(TimeUnit.NANOSECONDS))
                    .isPositive();
        } finally {
            VirtualTimeScheduler.reset();
        }
    }

    @Test
    @DisplayName("3.6 waits for a permit are tagged by lane: call, poll or first look")
    void lanes() throws Exception {
        TrainingId id = training("training");
        VirtualTimeScheduler.getOrSet();
        try (PredictionOneClient limited = builder().requestsPerSecond(1).build()) {
            limited.trainingStatus(id).block();
            Disposable known = limited.watchTraining(id, QUICK).subscribe();
            Disposable strange =
                    limited.watchTraining(training("waiting"), QUICK).subscribe();
            assertThat(active("predictionone.ratelimiter.waits.active", "lane", "call"))
                    .isZero();
            assertThat(active("predictionone.ratelimiter.waits.active", "lane", "poll"))
                    .isEqualTo(1);
            assertThat(active("predictionone.ratelimiter.waits.active", "lane", "first_look"))
                    .isEqualTo(1);
            known.dispose();
            strange.dispose();
            assertNothingIsActive();
        } finally {
            VirtualTimeScheduler.reset();
        }
    }

    @Test
    @DisplayName("4.10 each watch of an id that the service does not know is counted as refused")
    void refusedWatches() {
        TrainingId unknown = TrainingId.of("made-up");
        client.watchTraining(unknown).as(StepVerifier::create).verifyError();
        client.watchTraining(unknown).as(StepVerifier::create).verifyError();
        assertThat(count("predictionone.watches.refused")).isEqualTo(2);
    }

    @Test
    @DisplayName("1.9 a blocked subscriber is counted as long as it blocks")
    void blocked() {
        CountDownLatch released = new CountDownLatch(1);
        assertThat(blockedThreads()).isZero();
        Disposable watch =
                client.watchTraining(training("training"), QUICK).subscribe(event -> awaitReleased(released));
        await(() -> blockedThreads() == 1);
        released.countDown();
        await(() -> blockedThreads() == 0);
        watch.dispose();
    }

    private static void awaitReleased(CountDownLatch released) {
        try {
            released.await();
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
    }

    private double blockedThreads() {
        return meters.get("predictionone.delivery.blocked").gauge().value();
    }

    @Test
    @DisplayName("3.4 the circuit breaker's state is a gauge, and its refusals are counted")
    void breaker() {
        TrainingId id = training("training");
        assertThat(state("closed")).isEqualTo(1);
        assertThat(state("open")).isZero();
        emulator.failNext(Integer.MAX_VALUE, 500);
        for (int calls = 0; calls < 10; calls++) {
            client.trainingStatus(id).as(StepVerifier::create).verifyError();
        }
        assertThat(state("closed")).isZero();
        assertThat(state("open")).isEqualTo(1);
        client.trainingStatus(id).as(StepVerifier::create).verifyError();
        assertThat(meters.get("predictionone.circuitbreaker.refused")
                        .functionCounter()
                        .count())
                .isEqualTo(1);
    }

    private double state(String name) {
        return meters.get("predictionone.circuitbreaker.state")
                .tag("state", name)
                .gauge()
                .value();
    }

    @Test
    @DisplayName("2.2 no meter tag contains an id or an address, and observability.md lists every meter and tag")
    void names() throws Exception {
        TrainingId id = training("finished");
        client.watchTraining(id, QUICK.withDownloadTo(directory.resolve("result.zip")))
                .blockLast();
        emulator.failNext(1, 503);
        client.trainingStatus(id).block();
        String page = Files.readString(Path.of("..", "docs", "observability.md"));
        assertThat(meters.getMeters()).isNotEmpty().extracting(Meter::getId).allSatisfy(meter -> {
            assertThat(page).contains("`" + meter.getName() + "`");
            assertThat(meter.getTags()).allSatisfy(tag -> {
                assertThat(page).contains("`" + tag.getKey() + "`");
                assertThat(tag.getValue()).doesNotContain(id.value()).doesNotContain("127.0.0.1");
            });
        });
    }
}
