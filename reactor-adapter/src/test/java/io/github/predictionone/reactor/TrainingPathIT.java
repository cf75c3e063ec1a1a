package io.github.predictionone.reactor;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.predictionone.ApiException;
import io.github.predictionone.AuthenticationException;
import io.github.predictionone.ClientClosedException;
import io.github.predictionone.CredentialType;
import io.github.predictionone.TransferException;
import io.github.predictionone.dataset.DataSetInfo;
import io.github.predictionone.emulator.PredictionOneEmulator;
import io.github.predictionone.policy.PollSchedule;
import io.github.predictionone.policy.RetryPolicy;
import io.github.predictionone.testsupport.Zips;
import io.github.predictionone.training.ColumnInfo;
import io.github.predictionone.training.PollFailed;
import io.github.predictionone.training.ResultArchive;
import io.github.predictionone.training.ResultDownloaded;
import io.github.predictionone.training.StatusEvent;
import io.github.predictionone.training.TrainRequest;
import io.github.predictionone.training.TrainingConfig;
import io.github.predictionone.training.TrainingData;
import io.github.predictionone.training.TrainingFailed;
import io.github.predictionone.training.TrainingFailedException;
import io.github.predictionone.training.TrainingFinished;
import io.github.predictionone.training.TrainingId;
import io.github.predictionone.training.TrainingStatus;
import io.github.predictionone.training.UploadProgress;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.util.List;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import reactor.core.Disposable;
import reactor.core.publisher.Mono;
import reactor.test.StepVerifier;
import reactor.util.retry.Retry;

/** The whole path from an upload to a result against the emulator, over real sockets. */
class TrainingPathIT {

    private static final Duration PACE = Duration.ofMillis(200);
    private static final WatchOptions QUICK =
            WatchOptions.defaults().withPollSchedule(PollSchedule.fixed(Duration.ofMillis(50)));
    private static final List<String> WORDS = List.of("waiting", "training", "finished");

    @TempDir
    private Path directory;

    // The time at which the service's clock is stopped; null while the clock runs.
    private volatile Instant stopped;
    private final InstantSource time = () -> stopped == null ? Instant.now() : stopped;
    private final PredictionOneEmulator emulator = PredictionOneEmulator.builder()
            .pace(PACE)
            .clock(time.withZone(ZoneOffset.UTC))
            .start();
    private final PredictionOneClient client =
            builder().secretKey(emulator.secretKey()).build();

    private PredictionOneClient.Builder builder() {
        return PredictionOneClient.builder()
                .baseUrl(emulator.origin())
                .requestsPerSecond(0)
                .retry(RetryPolicy.defaults()
                        .withFirstWait(Duration.ofMillis(20))
                        .withMaxWait(Duration.ofMillis(100)));
    }

    @AfterEach
    void close() {
        client.close();
        emulator.close();
    }

    private TrainingId upload(TrainingData data) {
        return client.uploadTrainingData(data).block();
    }

    private List<StatusEvent> trainAndWatch(TrainingId id, TrainingConfig config, WatchOptions options) {
        return client.train(TrainRequest.of(id, "モデル", config))
                .flatMapMany(started -> client.watchTraining(started, options))
                .collectList()
                .block();
    }

    private static <T> T last(List<T> list) {
        return list.get(list.size() - 1);
    }

    @Test
    @DisplayName("4.2 a CSV file is uploaded and trained, and its result is watched, downloaded and read")
    void wholePath() throws Exception {
        Path csv = Samples.csv(directory, "data.csv", 400);
        ConcurrentLinkedQueue<UploadProgress> progress = new ConcurrentLinkedQueue<>();
        TrainingId id =
                client.uploadTrainingData(TrainingData.of(csv), progress::add).block();
        assertThat(progress).isNotEmpty().last().satisfies(end -> {
            assertThat(end.bytesSent()).isEqualTo(Files.size(csv));
            assertThat(end.totalBytes()).isEqualTo(Files.size(csv));
        });

        DataSetInfo info = client.dataSetInfo(id).block();
        assertThat(info.columnNames()).containsExactly("age", "plan", "joined", "hours", "premium");

        Path target = directory.resolve("result.zip");
        List<StatusEvent> events =
                trainAndWatch(id, TrainingConfig.binaryClassification("premium", "yes"), QUICK.withDownloadTo(target));
        assertThat(events).filteredOn(TrainingFinished.class::isInstance).hasSize(1);
        ResultDownloaded end = (ResultDownloaded) last(events);
        assertThat(end.file()).isEqualTo(target);
        assertThat(end.size()).isEqualTo(Files.size(target));
        assertThat(events.toString()).as("no URL in any event").doesNotContain("http");
        ResultArchive archive = ResultArchive.of(target);
        assertThat(archive.entries()).contains("metrics.csv", "analysis_summary.csv", "evaluation_raw_data.csv");
        assertThat(archive.table("analysis_summary.csv").get(0).values()).contains("hours");
        assertThat(directory.toFile().list()).doesNotContain("result.zip.part");
    }

    @Test
    @DisplayName("6.2 training data, evaluation data and column information are uploaded and used")
    void allFiles() throws Exception {
        Path csv = Samples.csv(directory, "data.csv", 300);
        Path evaluation = Samples.csv(directory, "evaluation.csv", 120);
        TrainingId id = upload(TrainingData.of(csv).withEvaluation(evaluation).withColumnInfo(ColumnInfo.infer(csv)));
        assertThat(emulator.requests().stream()
                        .filter(request -> request.method().equals("PUT")))
                .hasSize(3);
        Path target = directory.resolve("result.zip");
        trainAndWatch(id, TrainingConfig.binaryClassification("premium", "yes"), QUICK.withDownloadTo(target));
        assertThat(ResultArchive.of(target).table("evaluation_raw_data.csv")).hasSize(120);
    }

    @Test
    @DisplayName("1.2 6.1 a key is sent with every API request and with no storage request")
    void keys() throws Exception {
        TrainingId id = upload(TrainingData.of(Samples.csv(directory, "data.csv", 200)));
        trainAndWatch(id, TrainingConfig.regression("hours"), QUICK.withDownloadTo(directory.resolve("r.zip")));
        assertThat(emulator.requests())
                .allSatisfy(request ->
                        assertThat(request.headers().containsKey("x-api-key")).isEqualTo(!request.storage()));
        assertThat(emulator.requests())
                .filteredOn(request -> request.method().equals("PUT"))
                .singleElement()
                .satisfies(put -> assertThat(put.headers())
                        .containsKey("content-length")
                        .doesNotContainKeys("transfer-encoding", "content-type"));
    }

    @Test
    @DisplayName("4.3 5.4 a failed training is an event, and a download of its result fails with its status")
    void failedTraining() throws Exception {
        TrainingId id = upload(TrainingData.of(Samples.csv(directory, "data.csv", 200)));
        List<StatusEvent> events = trainAndWatch(
                id,
                TrainingConfig.binaryClassification("premium", "perhaps"),
                QUICK.withDownloadTo(directory.resolve("r.zip")));
        assertThat(last(events)).isInstanceOf(TrainingFailed.class);
        TrainingStatus ended = ((TrainingFailed) last(events)).status();
        assertThat(ended.message()).get().asString().isNotBlank();
        client.downloadResult(id, directory.resolve("r.zip"))
                .as(StepVerifier::create)
                .verifyErrorSatisfies(failure -> assertThat(failure)
                        .isInstanceOf(TransferException.class)
                        .cause()
                        .isInstanceOfSatisfying(
                                TrainingFailedException.class,
                                failed -> assertThat(failed.status()).isEqualTo(ended)));
        assertThat(directory.resolve("r.zip")).doesNotExist();
    }

    @Test
    @DisplayName("5.4 a download fails immediately if the training has not finished")
    void notFinished() throws Exception {
        TrainingId id = TrainingId.of(emulator.putTraining(List.of("training"), new byte[0]));
        client.downloadResult(id, directory.resolve("r.zip"))
                .as(StepVerifier::create)
                .verifyErrorSatisfies(failure -> assertThat(failure)
                        .isInstanceOf(TransferException.class)
                        .hasMessageContaining("not finished"));
    }

    @Test
    @DisplayName("3.5 a wrong API key or secret key causes an AuthenticationException")
    void wrongKeys() {
        for (PredictionOneClient.Builder wrong :
                List.of(builder().apiKey("wrong"), builder().secretKey("wrong"))) {
            try (PredictionOneClient refused = wrong.build()) {
                refused.trainingStatus(TrainingId.of("x"))
                        .as(StepVerifier::create)
                        .verifyError(AuthenticationException.class);
                refused.watchTraining(TrainingId.of("x"))
                        .as(StepVerifier::create)
                        .verifyError(AuthenticationException.class);
            }
        }
    }

    @Test
    @DisplayName("4.3 a watch of an unknown training fails")
    void unknownId() {
        client.watchTraining(TrainingId.of("../no such/訓練"))
                .as(StepVerifier::create)
                .verifyError(ApiException.class);
    }

    @Test
    @DisplayName("3.5 a key that expires during a watch is renewed without an event")
    void keyEnds() throws Exception {
        // Each status lasts until the watch has seen it.
        stopped = Instant.now();
        TrainingId id = TrainingId.of(emulator.putTraining(WORDS, Zips.noise(9, 1)));
        client.watchTraining(id, QUICK)
                .doOnNext(event -> {
                    emulator.expireApiKeys();
                    stopped = stopped.plus(PACE);
                })
                .map(StatusEvent::type)
                .as(StepVerifier::create)
                .expectNext("status-changed", "status-changed", "training-finished")
                .verifyComplete();
        assertThat(emulator.requestCount("GET", "/v1/external/api-key")).isGreaterThanOrEqualTo(3);
        assertThat(client.issueApiKey(CredentialType.TRAIN).block().toString()).contains("hidden");
    }

    @Test
    @DisplayName("4.2 a watch reports failed polls while the server restarts, and then continues")
    void restart() throws Exception {
        TrainingId id = TrainingId.of(emulator.putTraining(List.of("waiting", "training"), new byte[0]));
        CountDownLatch failed = new CountDownLatch(1);
        CountDownLatch back = new CountDownLatch(1);
        PredictionOneClient unbroken =
                builder().secretKey(emulator.secretKey()).circuitBreaker(false).build();
        Disposable watch = unbroken.watchTraining(id, QUICK).subscribe(event -> {
            if (event instanceof PollFailed) {
                failed.countDown();
            } else if (failed.getCount() == 0) {
                back.countDown();
            }
        });
        emulator.stopServers();
        failed.await();
        emulator.startServers();
        back.await();
        watch.dispose();
        unbroken.close();
    }

    @Test
    @DisplayName("5.4 a URL that expires between the last poll and the download of a watch does no harm")
    void staleUrl() throws Exception {
        Path archive = Zips.noise(directory.resolve("archive.zip"), 3_000_000);
        TrainingId id = TrainingId.of(emulator.putTraining(List.of("finished"), archive));
        CountDownLatch first = new CountDownLatch(1);
        // Expires the URL that the last poll received. The download requests a URL of its own when it begins.
        ResultDownloaded result = client.watchTraining(id, QUICK.withDownloadTo(directory.resolve("r.zip")))
                .doOnNext(event -> {
                    if (event instanceof TrainingFinished) {
                        emulator.expireUrls();
                        first.countDown();
                    }
                })
                .ofType(ResultDownloaded.class)
                .blockLast();
        assertThat(first.getCount()).isZero();
        assertThat(result.file()).hasSameBinaryContentAs(archive);
    }

    @Test
    @DisplayName("5.2 5.4 5.9 a stream loses no byte when the server restarts and the URLs expire")
    void brokenStream() throws Exception {
        Path archive = Zips.noise(directory.resolve("archive.zip"), 40_000_000);
        TrainingId id = TrainingId.of(emulator.putTraining(List.of("finished"), archive));
        MessageDigest digest = MessageDigest.getInstance("SHA-256");
        long[] state = {0, 0};
        try (PredictionOneClient patient = builder()
                .secretKey(emulator.secretKey())
                .circuitBreaker(false)
                // Long enough for the servers to restart.
                .retry(RetryPolicy.defaults().withMaxAttempts(10).withFirstWait(Duration.ofSeconds(2)))
                .build()) {
            patient.streamResult(id)
                    .doOnNext(buffer -> {
                        state[0] += buffer.remaining();
                        digest.update(buffer);
                        if (state[0] > 10_000_000 && state[1]++ == 0) {
                            emulator.expireUrls();
                            Thread restart = new Thread(() -> {
                                emulator.stopServers();
                                emulator.startServers();
                            });
                            restart.start();
                        }
                    })
                    .blockLast();
        }
        assertThat(state[0]).isEqualTo(Files.size(archive));
        MessageDigest whole = MessageDigest.getInstance("SHA-256");
        whole.update(Files.readAllBytes(archive));
        assertThat(digest.digest()).isEqualTo(whole.digest());
    }

    @Test
    @DisplayName("5.9 a stream without demand emits nothing")
    void demand() throws Exception {
        Path archive = Zips.noise(directory.resolve("archive.zip"), 5_000_000);
        TrainingId id = TrainingId.of(emulator.putTraining(List.of("finished"), archive));
        client.streamResult(id)
                .map(ByteBuffer::remaining)
                .as(stream -> StepVerifier.create(stream, 0))
                .expectSubscription()
                .thenRequest(1)
                .expectNextCount(1)
                .expectNoEvent(Duration.ofMillis(300))
                .thenRequest(Long.MAX_VALUE)
                .thenConsumeWhile(length -> true)
                .verifyComplete();
    }

    @Test
    @DisplayName("5.1 a download to an existing target fails before any request is sent")
    void existingTarget() throws Exception {
        Path target = Files.writeString(directory.resolve("r.zip"), "mine");
        client.downloadResult(TrainingId.of("x"), target)
                .as(StepVerifier::create)
                .verifyError(TransferException.class);
        assertThat(emulator.requests()).isEmpty();
        assertThat(target).hasContent("mine");
    }

    @Test
    @DisplayName("5.3 a cancelled download leaves a partial file that the next one continues")
    void cancelledDownload() throws Exception {
        Path archive = Zips.noise(directory.resolve("archive.zip"), 60_000_000);
        TrainingId id = TrainingId.of(emulator.putTraining(List.of("finished"), archive));
        Path target = directory.resolve("r.zip");
        // Cancels on the thread that writes the file, which therefore cannot complete it first.
        client.watchTraining(id, QUICK.withDownloadTo(target))
                .filter(event -> event.type().equals("download-progressed"))
                .blockFirst();
        assertThat(target).doesNotExist();
        assertThat(directory.resolve("r.zip.part")).exists();
        ResultDownloaded result = client.downloadResult(id, target)
                // In case the first download has not released the target yet.
                .retryWhen(Retry.fixedDelay(Long.MAX_VALUE, Duration.ofMillis(20))
                        .filter(failure -> failure.getMessage().contains("another download")))
                .block();
        assertThat(result.file()).hasSameBinaryContentAs(archive);
        assertThat(emulator.requests())
                .anySatisfy(
                        request -> assertThat(request.headers().get("range")).startsWith("bytes="));
    }

    @Test
    @DisplayName("1.6 4.5 a cancelled watch sends no more requests")
    void cancelledWatch() throws Exception {
        TrainingId id = TrainingId.of(emulator.putTraining(List.of("training"), new byte[0]));
        client.watchTraining(id, QUICK.withHeartbeats(true)).take(3).blockLast();
        long asked = emulator.requestCount("GET", "/v1/external/models/results");
        Mono.delay(Duration.ofMillis(300)).block();
        assertThat(emulator.requestCount("GET", "/v1/external/models/results")).isEqualTo(asked);
    }

    @Test
    @DisplayName("1.7 closing the client ends watches, calls and downloads with ClientClosedException")
    void closing() throws Exception {
        TrainingId id = TrainingId.of(emulator.putTraining(List.of("training"), new byte[0]));
        PredictionOneClient closing = builder().secretKey(emulator.secretKey()).build();
        closing.watchTraining(id, QUICK)
                .as(StepVerifier::create)
                .expectNextCount(1)
                .then(closing::close)
                .verifyError(ClientClosedException.class);
        closing.trainingStatus(id).as(StepVerifier::create).verifyError(ClientClosedException.class);
        closing.downloadResult(id, directory.resolve("r.zip"))
                .as(StepVerifier::create)
                .verifyError(ClientClosedException.class);
        closing.streamResult(id).as(StepVerifier::create).verifyError(ClientClosedException.class);
    }

    @Test
    @DisplayName("6.3 an upload of a missing or empty file fails before any request is sent")
    void missingFile() throws Exception {
        client.uploadTrainingData(TrainingData.of(directory.resolve("none.csv")))
                .as(StepVerifier::create)
                .verifyError(TransferException.class);
        client.uploadTrainingData(TrainingData.of(Files.createFile(directory.resolve("empty.csv"))))
                .as(StepVerifier::create)
                .verifyError(TransferException.class);
        assertThat(emulator.requests()).isEmpty();
    }
}
