package io.github.predictionone.reactor.internal;

import static io.github.predictionone.reactor.internal.exchange.ScriptedExchange.failing;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.predictionone.ClientClosedException;
import io.github.predictionone.Retryability;
import io.github.predictionone.TransferException;
import io.github.predictionone.TransportException;
import io.github.predictionone.model.ModelId;
import io.github.predictionone.policy.PollSchedule;
import io.github.predictionone.policy.RetryPolicy;
import io.github.predictionone.reactor.WatchOptions;
import io.github.predictionone.reactor.internal.download.TestDownloads;
import io.github.predictionone.reactor.internal.exchange.ScriptedExchange;
import io.github.predictionone.reactor.internal.netty.ConnectionSettings;
import io.github.predictionone.reactor.internal.netty.Connections;
import io.github.predictionone.reactor.internal.netty.RawServer;
import io.github.predictionone.reactor.internal.storage.Storage;
import io.github.predictionone.reactor.internal.storage.TestStorage;
import io.github.predictionone.reactor.internal.storage.TransferObserver;
import io.github.predictionone.reactor.internal.support.ActiveCalls;
import io.github.predictionone.reactor.internal.support.Time;
import io.github.predictionone.reactor.internal.upload.Uploads;
import io.github.predictionone.reactor.internal.watch.Watches;
import io.github.predictionone.retraining.RetrainJobId;
import io.github.predictionone.retraining.RetrainingData;
import io.github.predictionone.retraining.RetrainingEvent;
import io.github.predictionone.retraining.RetrainingEvent.PollFailed;
import io.github.predictionone.retraining.RetrainingEvent.ResultDownloaded;
import io.github.predictionone.retraining.RetrainingEvent.RetrainingFailed;
import io.github.predictionone.retraining.RetrainingEvent.RetrainingFinished;
import io.github.predictionone.retraining.RetrainingEvent.StatusChanged;
import io.github.predictionone.retraining.RetrainingEvent.StatusUnchanged;
import io.github.predictionone.retraining.RetrainingFailedException;
import io.github.predictionone.testsupport.Zips;
import io.github.predictionone.training.StatusClassifier;
import io.github.predictionone.training.UploadProgress;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Queue;
import java.util.Random;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicReference;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.zip.ZipInputStream;
import mockwebserver3.Dispatcher;
import mockwebserver3.MockResponse;
import mockwebserver3.MockWebServer;
import mockwebserver3.RecordedRequest;
import mockwebserver3.junit5.StartStop;
import okio.Buffer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import reactor.test.StepVerifier;
import reactor.test.scheduler.VirtualTimeScheduler;

class RetrainingsTest {

    private static final RetrainJobId JOB = RetrainJobId.of(ModelId.of(17), "rj-1");
    private static final Pattern CONTENT_LENGTH = Pattern.compile("(?i)content-length: (\\d+)");
    private static final WatchOptions QUICK =
            WatchOptions.defaults().withPollSchedule(PollSchedule.fixed(Duration.ofMillis(5)));

    @StartStop
    public final MockWebServer storage = new MockWebServer();

    @TempDir
    private Path directory;

    private final ScriptedExchange service = new ScriptedExchange();
    private final Connections connections = new Connections(ConnectionSettings.defaults());
    private final ActiveCalls calls = new ActiveCalls();
    private final Queue<UploadProgress> progress = new ConcurrentLinkedQueue<>();
    private final Retrainings retrainings = retrainings();

    private Retrainings retrainings() {
        RetryPolicy retry =
                RetryPolicy.defaults().withFirstWait(Duration.ofMillis(5)).withMaxWait(Duration.ofMillis(20));
        Time time = Time.system();
        Storage presigned = TestStorage.of(connections::storage, Duration.ofHours(1), time);
        StatusClassifier classifier = StatusClassifier.defaults();
        return new Retrainings(
                service,
                service,
                new Uploads(presigned, retry, time, () -> 0.5, TransferObserver.NONE),
                classifier,
                new Watches(time, () -> 0, Duration.ofMinutes(2)),
                new WatchDecorator(calls, Optional.empty()),
                new Results<>(
                        new RetrainingResults(service, classifier),
                        TestDownloads.from(presigned, time).build(),
                        calls,
                        retry,
                        time,
                        () -> 0.5));
    }

    @AfterEach
    void close() {
        connections.close().as(StepVerifier::create).verifyComplete();
    }

    private String url(String field, String path) {
        return "\"" + field + "\":\"" + storage.url(path + "?sig=secret") + "\"";
    }

    private void slot() {
        service.then("{\"retrain_job_id\":\"rj-1\"," + url("upload_url", "/up.csv") + "}");
    }

    private Path file(String name, int size) throws IOException {
        byte[] content = new byte[size];
        new Random(size).nextBytes(content);
        return Files.write(directory.resolve(name), content);
    }

    private static void answer(MockWebServer server, int code, byte[] body) {
        server.enqueue(new MockResponse.Builder()
                .code(code)
                .body(new Buffer().write(body))
                .build());
    }

    @Test
    @DisplayName("6.1 an upload of one file sends it unchanged and returns the retraining")
    void oneFile() throws Exception {
        slot();
        answer(storage, 200, new byte[0]);
        Path csv = file("新しい.csv", 100_000);
        assertThat(retrainings
                        .upload(RetrainingData.of(JOB.model(), csv), progress::add)
                        .block())
                .isEqualTo(JOB);
        RecordedRequest put = storage.takeRequest();
        assertThat(put.getRequestLine()).isEqualTo("PUT /up.csv?sig=secret HTTP/1.1");
        assertThat(put.getBody().toByteArray()).isEqualTo(Files.readAllBytes(csv));
        assertThat(progress).last().isEqualTo(new UploadProgress(csv, 100_000, 100_000));
    }

    @Test
    @DisplayName("6.1 an upload of two files sends one zip of known length without writing it to disk")
    void zip() throws Exception {
        slot();
        answer(storage, 200, new byte[0]);
        Path train = file("学習 データ.csv", 2_500_000);
        Path evaluation = file("évaluation.csv", 70_000);
        RetrainingData data = RetrainingData.of(JOB.model(), train).withEvaluation(evaluation);
        assertThat(retrainings.upload(data, progress::add).block()).isEqualTo(JOB);
        RecordedRequest put = storage.takeRequest();
        byte[] body = put.getBody().toByteArray();
        assertThat(put.getHeaders().get("content-length")).isEqualTo(Integer.toString(body.length));
        assertThat(put.getHeaders().names()).doesNotContain("x-api-key", "Content-Type", "Transfer-Encoding");
        try (ZipInputStream zip = new ZipInputStream(new ByteArrayInputStream(body))) {
            assertThat(zip.getNextEntry().getName()).isEqualTo("train_src/学習 データ.csv");
            assertThat(zip.readAllBytes()).isEqualTo(Files.readAllBytes(train));
            assertThat(zip.getNextEntry().getName()).isEqualTo("eval_src/évaluation.csv");
            assertThat(zip.readAllBytes()).isEqualTo(Files.readAllBytes(evaluation));
            assertThat(zip.getNextEntry()).isNull();
        }
        assertThat(progress).last().isEqualTo(new UploadProgress(train, body.length, body.length));
        assertThat(directory).isDirectoryNotContaining("glob:**.zip*");
    }

    @Test
    @DisplayName("6.4 an interrupted upload of a zip is sent again from its first byte")
    void again() throws Exception {
        Path train = file("a.csv", 3_000_000);
        RetrainingData data = RetrainingData.of(JOB.model(), train).withEvaluation(file("b.csv", 5));
        AtomicReference<byte[]> whole = new AtomicReference<>();
        try (RawServer raw = new RawServer()
                .then((socket, out) -> {
                    socket.getInputStream().readNBytes(1_500_000);
                    return false;
                })
                .then("HTTP/1.1 503 Busy\r\nContent-Length: 0\r\nConnection: close\r\n\r\n")
                .otherwise((head, socket, out) -> {
                    Matcher length = CONTENT_LENGTH.matcher(head);
                    assertThat(length.find()).isTrue();
                    whole.set(socket.getInputStream().readNBytes(Integer.parseInt(length.group(1))));
                    out.write("HTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n".getBytes(StandardCharsets.US_ASCII));
                    return true;
                })) {
            service.then("{\"retrain_job_id\":\"rj-1\",\"upload_url\":\"" + raw.uri() + "/up.zip\"}");
            assertThat(retrainings.upload(data, progress::add).block()).isEqualTo(JOB);
        }
        try (ZipInputStream zip = new ZipInputStream(new ByteArrayInputStream(whole.get()))) {
            zip.getNextEntry();
            assertThat(zip.readAllBytes()).isEqualTo(Files.readAllBytes(train));
        }
    }

    @Test
    @DisplayName("6.4 the error of a refused upload quotes the storage but not the URL")
    void refused() throws IOException {
        slot();
        answer(storage, 403, "<Error><Code>AccessDenied</Code></Error>".getBytes(StandardCharsets.UTF_8));
        retrainings
                .upload(RetrainingData.of(JOB.model(), file("a.csv", 10)))
                .as(StepVerifier::create)
                .verifyErrorSatisfies(failure -> assertThat(failure)
                        .isInstanceOf(TransferException.class)
                        .hasMessageContaining("retraining rj-1")
                        .hasMessageContaining("AccessDenied")
                        .hasMessageNotContaining("secret"));
    }

    @Test
    @DisplayName("6.3 missing or empty files are refused before any request is sent")
    void unusable() throws IOException {
        Path good = file("a.csv", 10);
        for (Path bad : new Path[] {directory.resolve("none.csv"), file("empty.csv", 0)}) {
            for (RetrainingData data : new RetrainingData[] {
                RetrainingData.of(JOB.model(), bad),
                RetrainingData.of(JOB.model(), good).withEvaluation(bad),
                RetrainingData.of(JOB.model(), bad).withEvaluation(good)
            }) {
                retrainings
                        .upload(data)
                        .as(StepVerifier::create)
                        .verifyErrorSatisfies(failure -> assertThat(failure)
                                .isInstanceOf(TransferException.class)
                                .hasMessageContaining(bad.getFileName().toString()));
            }
        }
        assertThat(service.asked()).isZero();
    }

    @Test
    @DisplayName("6.3 an upload fails if a file of its zip changes during the upload")
    void changed() throws Exception {
        slot();
        Path evaluation = file("b.csv", 1_000);
        storage.setDispatcher(new Dispatcher() {
            @Override
            public MockResponse dispatch(RecordedRequest received) {
                overwrite(evaluation);
                return new MockResponse.Builder().build();
            }
        });
        RetrainingData data =
                RetrainingData.of(JOB.model(), file("a.csv", 2_000)).withEvaluation(evaluation);
        retrainings
                .upload(data)
                .as(StepVerifier::create)
                .verifyErrorSatisfies(failure -> assertThat(failure)
                        .isInstanceOf(TransferException.class)
                        .hasMessageContaining("b.csv has changed during the upload"));
        assertThat(storage.getRequestCount()).isEqualTo(1);
    }

    private static void overwrite(Path file) {
        try {
            Files.setLastModifiedTime(file, FileTime.fromMillis(1));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Test
    @DisplayName("4.9 a retraining is watched to its end through failed polls, like a training")
    void watched() {
        service.then("{\"status\":\"job_waiting\"}")
                .then("{\"status\":\"job_waiting\"}")
                .then(failing(new TransportException("refused", null, Retryability.ALWAYS)))
                .then("{\"status\":\"job_waiting\"}")
                .then("{\"status\":\"job_running\",\"message\":\"half\"}")
                .then("{\"status\":\"job_running\",\"message\":\"more\"}")
                .then("{\"status\":\"job_finished\"," + url("download_url", "/r.zip") + "}");
        List<RetrainingEvent> events = watchedInVirtualTime(QUICK);
        assertThat(events)
                .extracting(Object::getClass)
                .containsExactly(
                        StatusChanged.class,
                        PollFailed.class,
                        StatusUnchanged.class,
                        StatusChanged.class,
                        StatusChanged.class,
                        RetrainingFinished.class);
        assertThat(events).allSatisfy(event -> {
            assertThat(event.retrainJobId()).isEqualTo(JOB);
            assertThat(event.toString() + event.toJson()).doesNotContain("secret");
        });
        String last = events.get(4).eventId();
        service.then("{\"status\":\"job_running\",\"message\":\"more\"}").then("{\"status\":\"job_failed\"}");
        assertThat(watchedInVirtualTime(QUICK.withLastEventId(last)))
                .singleElement()
                .isInstanceOf(RetrainingFailed.class);
    }

    /** Returns every event of a watch. In real time, a watch conflates events while the machine is busy. */
    private List<RetrainingEvent> watchedInVirtualTime(WatchOptions options) {
        VirtualTimeScheduler clock = VirtualTimeScheduler.getOrSet();
        try {
            List<RetrainingEvent> events = new ArrayList<>();
            AtomicBoolean completed = new AtomicBoolean();
            retrainings
                    .watch(JOB, options)
                    .doOnComplete(() -> completed.set(true))
                    .subscribe(events::add);
            clock.advanceTimeBy(Duration.ofMinutes(1));
            assertThat(completed).isTrue();
            return events;
        } finally {
            VirtualTimeScheduler.reset();
        }
    }

    @Test
    @DisplayName("4.2 a watch with a download target ends with the download")
    void watchedToTheFile() throws IOException {
        byte[] archive = Zips.noise(300_000, 4);
        service.then("{\"status\":\"job_running\"}")
                .then("{\"status\":\"job_finished\"}")
                .then("{\"status\":\"job_finished\"," + url("download_url", "/r.zip") + "}");
        answer(storage, 200, archive);
        Path target = directory.resolve("r.zip");
        List<RetrainingEvent> events = retrainings
                .watch(JOB, QUICK.withDownloadTo(target))
                .collectList()
                .block();
        assertThat(events).filteredOn(RetrainingFinished.class::isInstance).hasSize(1);
        assertThat(events.get(events.size() - 1)).isInstanceOfSatisfying(ResultDownloaded.class, end -> {
            assertThat(end.file()).isEqualTo(target).hasBinaryContent(archive);
            assertThat(end.size()).isEqualTo(archive.length);
            assertThat(end.retrainJobId()).isEqualTo(JOB);
        });
    }

    @Test
    @DisplayName("5.4 a result can be downloaded and streamed if the retraining has finished, and is refused otherwise")
    void results() throws IOException {
        byte[] archive = Zips.noise(200_000, 5);
        service.then("{\"status\":\"job_finished\"," + url("download_url", "/r.zip") + "}");
        answer(storage, 200, archive);
        answer(storage, 200, archive);
        Path target = directory.resolve("r.zip");
        assertThat(retrainings.downloadResult(JOB, target).block().file()).hasBinaryContent(archive);
        assertThat(retrainings
                        .streamResult(JOB)
                        .map(ByteBuffer::remaining)
                        .reduce(Integer::sum)
                        .block())
                .isEqualTo(archive.length);
        service.then("{\"status\":\"job_running\"}");
        retrainings
                .streamResult(JOB)
                .as(StepVerifier::create)
                .verifyErrorSatisfies(failure -> assertThat(failure)
                        .isInstanceOf(TransferException.class)
                        .hasMessageContaining("the retraining has not finished"));
        service.then("{\"status\":\"job_failed\"}");
        retrainings
                .downloadResult(JOB, directory.resolve("other.zip"))
                .as(StepVerifier::create)
                .verifyErrorSatisfies(failure -> assertThat(failure.getCause())
                        .isInstanceOfSatisfying(
                                RetrainingFailedException.class,
                                failed -> assertThat(failed.status().word()).isEqualTo("job_failed")));
    }

    @Test
    @DisplayName("1.7 closing the client ends a watch that has a download target with ClientClosedException")
    void closed() {
        service.then("{\"status\":\"job_running\"}");
        retrainings
                .watch(JOB, QUICK.withDownloadTo(directory.resolve("r.zip")))
                .as(StepVerifier::create)
                .expectNextCount(1)
                .then(() -> calls.close(Runnable::run))
                .verifyErrorSatisfies(failure -> assertThat(failure)
                        .isInstanceOf(ClientClosedException.class)
                        .hasMessageContaining("watch of retraining rj-1"));
    }
}
