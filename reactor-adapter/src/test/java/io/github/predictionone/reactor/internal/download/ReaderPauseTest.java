package io.github.predictionone.reactor.internal.download;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.predictionone.TransferException;
import io.github.predictionone.internal.wire.PresignedUrl;
import io.github.predictionone.reactor.ResultContent;
import io.github.predictionone.reactor.internal.netty.Connections;
import io.github.predictionone.reactor.internal.netty.TestSettings;
import io.github.predictionone.reactor.internal.part.PartFile;
import io.github.predictionone.reactor.internal.part.SizeLimits;
import io.github.predictionone.reactor.internal.part.Target;
import io.github.predictionone.reactor.internal.part.TargetLock;
import io.github.predictionone.reactor.internal.storage.HeldTime;
import io.github.predictionone.reactor.internal.storage.RangeServer;
import io.github.predictionone.reactor.internal.storage.Storage;
import io.github.predictionone.reactor.internal.storage.StorageAnswer;
import io.github.predictionone.reactor.internal.storage.TransferLimiter;
import io.github.predictionone.reactor.internal.support.Time;
import io.github.predictionone.testsupport.Zips;
import io.netty.handler.codec.http.DefaultHttpHeaders;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.Map;
import java.util.concurrent.Semaphore;
import java.util.function.Function;
import java.util.function.UnaryOperator;
import mockwebserver3.MockWebServer;
import mockwebserver3.junit5.StartStop;
import okio.Buffer;
import org.jspecify.annotations.Nullable;
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
import reactor.netty.http.client.HttpClient;
import reactor.test.StepVerifier;

/** Readers that have no demand for a while. */
class ReaderPauseTest {

    private static final String DOING = "download of the result of t-1";
    // More than the buffers of both sockets hold.
    private static final byte[] ZIP = Zips.noise(30_000_000, 1);
    private static final Duration PAUSE = Duration.ofSeconds(11);

    @StartStop
    public final MockWebServer server = new MockWebServer();

    @TempDir
    private Path directory;

    private final RangeServer storage = new RangeServer(ZIP);
    private final Connections connections = new Connections(TestSettings.connections(1));
    private final Downloads downloads = downloads(new TransferLimiter(16, Duration.ofHours(1), HeldTime.time()));

    @BeforeEach
    void serve() {
        server.setDispatcher(storage);
    }

    @AfterEach
    void close() {
        connections.close().as(StepVerifier::create).verifyComplete();
    }

    private Downloads downloads(TransferLimiter limiter) {
        return downloads(HeldTime.clients(connections), limiter);
    }

    private static Downloads downloads(Function<PresignedUrl, Mono<HttpClient>> clients, TransferLimiter limiter) {
        Time time = HeldTime.time();
        return TestDownloads.from(new Storage(clients, HeldTime.LIMIT, time, limiter), time)
                .build();
    }

    private Mono<PresignedUrl> url() {
        return Mono.just(PresignedUrl.parse("result_url", server.url("/result.zip") + "?sig=secret"));
    }

    private Flux<ByteBuffer> stream() {
        return downloads.stream(DOING, url());
    }

    /** Takes as many buffers as a test requests. */
    private static final class Reader extends BaseSubscriber<ByteBuffer> {

        private final Buffer got = new Buffer();
        private final Semaphore pieces = new Semaphore(0);
        private final Semaphore ended = new Semaphore(0);
        private volatile @Nullable Throwable failure;

        @Override
        protected void hookOnSubscribe(Subscription subscription) {
            // No demand yet.
        }

        @Override
        protected void hookOnNext(ByteBuffer piece) {
            byte[] bytes = new byte[piece.remaining()];
            piece.get(bytes);
            got.write(bytes);
            pieces.release();
        }

        @Override
        protected void hookOnComplete() {
            ended.release();
        }

        @Override
        protected void hookOnError(Throwable reason) {
            failure = reason;
            ended.release();
        }

        void take(int number) {
            request(number);
            pieces.acquireUninterruptibly(number);
        }

        byte[] rest() {
            requestUnbounded();
            ended.acquireUninterruptibly();
            return got.readByteArray();
        }
    }

    @Test
    @DisplayName("1.7 5.9 a reader that pauses releases its connection and resumes with its next demand")
    void pauses() {
        Reader reader = new Reader();
        stream().subscribe(reader);
        for (int pause = 0; pause < 3; pause++) {
            reader.take(50);
            HeldTime.pass(PAUSE);
            // The only connection serves another download meanwhile.
            stream().as(StepVerifier::create).thenConsumeWhile(buffer -> true).verifyComplete();
        }
        assertThat(reader.rest()).isEqualTo(ZIP);
        assertThat(storage.asked()).hasSize(7);
    }

    @Test
    @DisplayName("5.9 a reader of a range that pauses releases its connection")
    void pausesInRange() {
        ResultContent content =
                downloads.content(DOING, url(), UnaryOperator.identity()).block();
        Reader reader = new Reader();
        content.bytes(1_000, ZIP.length - 1_000).subscribe(reader);
        reader.take(50);
        HeldTime.pass(PAUSE);
        stream().as(StepVerifier::create).thenConsumeWhile(buffer -> true).verifyComplete();
        assertThat(reader.rest()).isEqualTo(Arrays.copyOfRange(ZIP, 1_000, ZIP.length - 1_000));
    }

    @Test
    @DisplayName("5.9 a reader that pauses keeps its connection and loses no byte if the storage cannot resume")
    void notResumable() {
        storage.behave((asked, good) -> good.good(asked).removeHeader("ETag"));
        Reader reader = new Reader();
        stream().subscribe(reader);
        reader.take(50);
        HeldTime.pass(PAUSE);
        HeldTime.pass(PAUSE);
        assertThat(reader.rest()).isEqualTo(ZIP);
        assertThat(storage.asked()).hasSize(1);
    }

    @Test
    @DisplayName("1.7 5.9 a reader that pauses when all bytes have arrived but not all are taken releases its turn")
    void allReceived() {
        byte[] small = Zips.noise(200_000, 3);
        storage.replace(small, "\"v3\"");
        Downloads oneAtATime = downloads(new TransferLimiter(1, Duration.ofHours(1), HeldTime.time()));
        ResultContent content =
                oneAtATime.content(DOING, url(), UnaryOperator.identity()).block();
        Map<Flux<ByteBuffer>, byte[]> streams = Map.of(
                content.bytes(), small, content.bytes(1_000, 150_000), Arrays.copyOfRange(small, 1_000, 150_000));
        streams.forEach((bytes, expected) -> {
            Reader reader = new Reader();
            bytes.subscribe(reader);
            reader.take(1);
            HeldTime.pass(PAUSE);
            oneAtATime.stream(DOING, url())
                    .as(StepVerifier::create)
                    .thenConsumeWhile(buffer -> true)
                    .verifyComplete();
            assertThat(reader.rest()).isEqualTo(expected);
        });
    }

    @Test
    @DisplayName("5.9 a storage without ranges sends the archive at most once more, however often the reader pauses")
    void withoutRanges() {
        storage.behave((asked, good) -> good.whole());
        Reader reader = new Reader();
        stream().subscribe(reader);
        for (int pause = 0; pause < 3; pause++) {
            reader.take(50);
            HeldTime.pass(PAUSE);
        }
        assertThat(reader.rest()).isEqualTo(ZIP);
        assertThat(storage.asked()).hasSize(2);
    }

    @Test
    @DisplayName("5.9 a reader fails if the archive has changed while the reader paused")
    void changed() {
        Reader reader = new Reader();
        stream().subscribe(reader);
        reader.take(50);
        HeldTime.pass(PAUSE);
        storage.replace(Zips.noise(30_000_000, 2), "\"v2\"");
        reader.requestUnbounded();
        reader.ended.acquireUninterruptibly();
        assertThat(reader.failure).isInstanceOf(TransferException.class).hasMessageContaining("HTTP 412");
    }

    @Test
    @DisplayName("5.9 a reader with new demand at the moment of the pause neither hangs nor loses a byte")
    void demandAtPause() {
        Reader reader = new Reader();
        stream().subscribe(reader);
        for (int round = 0; round < 100; round++) {
            reader.take(1);
            Mono<Void> passing = Mono.fromRunnable(() -> HeldTime.pass(PAUSE));
            Mono<Void> demanding = Mono.fromRunnable(() -> reader.take(3));
            Mono.when(
                            passing.subscribeOn(Schedulers.boundedElastic()),
                            demanding.subscribeOn(Schedulers.boundedElastic()))
                    .block();
        }
        assertThat(reader.rest()).isEqualTo(ZIP);
    }

    @Test
    @DisplayName("5.9 a download that gets no connection fails with an error that names the transfers under way")
    void noConnection() throws IOException {
        storage.behave((asked, good) -> good.good(asked).removeHeader("ETag"));
        Connections impatient = new Connections(TestSettings.connections(1, Duration.ofMillis(100)));
        Downloads others =
                downloads(impatient::storage, new TransferLimiter(16, impatient.acquireTimeout(), HeldTime.time()));
        Reader reader = new Reader();
        others.stream("download of the result of t-2", url()).subscribe(reader);
        reader.take(1);
        others.stream(DOING, url())
                .as(StepVerifier::create)
                .verifyErrorSatisfies(failure -> assertThat(failure)
                        .isInstanceOf(TransferException.class)
                        .hasMessageStartingWith(
                                DOING + ": no connection within PT0.1S (acquireTimeout), since all connections"
                                        + " that maxConnections allows are in use; other transfers under way:"
                                        + " download of the result of t-2"));
        Path target = directory.resolve("result.zip");
        try (PartFile part =
                new Target(new SizeLimits(DOING, Long.MAX_VALUE), target, false).open(new TargetLock.Holder())) {
            part.restart(new StorageAnswer(false, 0, ZIP.length, ZIP.length, "\"v1\"", new DefaultHttpHeaders()));
            part.write(0, ByteBuffer.wrap(ZIP, 0, 100_000));
        }
        others.toFile(DOING, url(), target, false, (received, total) -> {})
                .as(StepVerifier::create)
                .verifyErrorSatisfies(failure -> assertThat(failure).hasMessageContaining("no connection within"));
        assertThat(directory.resolve("result.zip.part")).as("the partial file").hasSize(100_000);
        reader.cancel();
        impatient.close().as(StepVerifier::create).verifyComplete();
    }
}
