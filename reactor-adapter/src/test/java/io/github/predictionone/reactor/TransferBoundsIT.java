package io.github.predictionone.reactor;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.predictionone.TransferException;
import io.github.predictionone.emulator.PredictionOneEmulator;
import io.github.predictionone.testsupport.Zips;
import io.github.predictionone.training.ResultDownloaded;
import io.github.predictionone.training.TrainingData;
import io.github.predictionone.training.TrainingId;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.reactivestreams.Subscription;
import reactor.core.publisher.BaseSubscriber;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Schedulers;
import reactor.test.StepVerifier;

/** Transfers that run beside other transfers, API calls, and an application that uses Reactor's schedulers. */
class TransferBoundsIT {

    // More than the buffers of both sockets can hold.
    private static final byte[] ARCHIVE = Zips.noise(30_000_000, 7);
    private static final int MIDDLE = 1 << 20;
    private static final long UNLIMITED = Long.MAX_VALUE / ARCHIVE.length / 2;

    @TempDir
    private Path directory;

    private Origin origin;
    private PredictionOneClient client;

    @BeforeEach
    void start() throws IOException {
        origin = new Origin(ARCHIVE, UNLIMITED);
        client = builder().build();
    }

    @AfterEach
    void stop() {
        client.close();
        origin.close();
    }

    private PredictionOneClient.Builder builder() {
        return PredictionOneClient.builder()
                .baseUrl(origin.uri())
                .apiKey("k")
                .requestsPerSecond(0)
                .downloadConnections(1);
    }

    private static Mono<ResultDownloaded> download(PredictionOneClient client, Path target) {
        return client.downloadResult(Origin.TRAINING, target);
    }

    /** Starts a stream whose reader requests only the first buffer. */
    private static BaseSubscriber<ByteBuffer> paused(PredictionOneClient client, TrainingId id) {
        CompletableFuture<Void> begun = new CompletableFuture<>();
        BaseSubscriber<ByteBuffer> reader = new BaseSubscriber<>() {

            @Override
            protected void hookOnSubscribe(Subscription subscription) {
                subscription.request(1);
            }

            @Override
            protected void hookOnNext(ByteBuffer piece) {
                begun.complete(null);
            }
        };
        client.streamResult(id).subscribe(reader);
        begun.join();
        return reader;
    }

    @Test
    @DisplayName("1.9 uploads and downloads complete even if their callers block every boundedElastic thread")
    void blockedElastic() throws IOException {
        int callers = Schedulers.DEFAULT_BOUNDED_ELASTIC_SIZE;
        Path table = Files.writeString(directory.resolve("table.csv"), "a,b\n1,2\n");
        try (PredictionOneEmulator emulator = PredictionOneEmulator.builder().start();
                PredictionOneClient both = PredictionOneClient.builder()
                        .baseUrl(emulator.origin())
                        .secretKey(emulator.secretKey())
                        .requestsPerSecond(0)
                        .build()) {
            TrainingId finished = TrainingId.of(emulator.putTraining(List.of("finished"), Zips.noise(1 << 20, 8)));
            Flux.range(0, callers)
                    .flatMap(
                            number -> Mono.fromCallable(() -> {
                                        both.uploadTrainingData(TrainingData.of(table))
                                                .block();
                                        return both.downloadResult(finished, directory.resolve(number + ".zip"))
                                                .block();
                                    })
                                    .subscribeOn(Schedulers.boundedElastic()),
                            callers)
                    .as(StepVerifier::create)
                    .expectNextCount(callers)
                    .verifyComplete();
        }
    }

    @Test
    @DisplayName("1.7 a paused reader holds up no API call, even with a single connection for each")
    void paused() {
        try (PredictionOneClient narrow = builder().maxConnections(1).build()) {
            BaseSubscriber<ByteBuffer> reader = paused(narrow, Origin.TRAINING);
            narrow.trainingStatus(Origin.TRAINING)
                    .as(StepVerifier::create)
                    .expectNextCount(1)
                    .verifyComplete();
            reader.cancel();
        }
    }

    @Test
    @DisplayName(
            "1.7 maxTransfers limits concurrent transfers, and the error of one that waits too long names the others")
    void maxTransfers() throws Exception {
        try (PredictionOneClient one =
                builder().maxTransfers(1).acquireTimeout(Duration.ofSeconds(1)).build()) {
            origin.holdAt(MIDDLE);
            CompletableFuture<ResultDownloaded> first =
                    download(one, directory.resolve("1.zip")).toFuture();
            origin.awaitHold();
            download(one, directory.resolve("2.zip"))
                    .as(StepVerifier::create)
                    .verifyErrorSatisfies(failure -> assertThat(failure)
                            .isInstanceOf(TransferException.class)
                            .hasMessageContaining("are under way: download of the result of t-1"));
            assertThat(Files.exists(directory.resolve("2.zip.part"))).isFalse();
            download(one, Files.createFile(directory.resolve("there.zip")))
                    .as(StepVerifier::create)
                    .verifyErrorSatisfies(failure -> assertThat(failure)
                            .as("fails without waiting for a turn")
                            .hasCauseInstanceOf(FileAlreadyExistsException.class));
            origin.release();
            assertThat(first.get().size()).isEqualTo(ARCHIVE.length);
            download(one, directory.resolve("2.zip"))
                    .as(StepVerifier::create)
                    .expectNextCount(1)
                    .verifyComplete();
        }
    }

    @Test
    @DisplayName("1.7 an upload requests its URLs, which expire, only when its turn has come")
    void uploadInTurn() throws IOException {
        Path table = Files.writeString(directory.resolve("table.csv"), "a,b\n1,2\n");
        try (PredictionOneEmulator emulator = PredictionOneEmulator.builder().start();
                PredictionOneClient one = PredictionOneClient.builder()
                        .baseUrl(emulator.origin())
                        .secretKey(emulator.secretKey())
                        .requestsPerSecond(0)
                        .maxTransfers(1)
                        // Long enough to obtain a key.
                        .acquireTimeout(Duration.ofSeconds(3))
                        .build()) {
            BaseSubscriber<ByteBuffer> reader =
                    paused(one, TrainingId.of(emulator.putTraining(List.of("finished"), ARCHIVE)));
            one.uploadTrainingData(TrainingData.of(table))
                    .as(StepVerifier::create)
                    .verifyErrorSatisfies(failure -> assertThat(failure)
                            .isInstanceOf(TransferException.class)
                            .hasMessageStartingWith("upload of table.csv: did not start within"));
            assertThat(emulator.requests())
                    .noneMatch(request -> request.target().contains("upload-url"));
            reader.cancel();
            one.uploadTrainingData(TrainingData.of(table))
                    .as(StepVerifier::create)
                    .expectNextCount(1)
                    .verifyComplete();
        }
    }
}
