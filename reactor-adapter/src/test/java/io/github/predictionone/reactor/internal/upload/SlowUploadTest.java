package io.github.predictionone.reactor.internal.upload;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.github.predictionone.internal.wire.PresignedUrl;
import io.github.predictionone.policy.RetryPolicy;
import io.github.predictionone.reactor.internal.netty.Connections;
import io.github.predictionone.reactor.internal.netty.RawServer;
import io.github.predictionone.reactor.internal.netty.TestSettings;
import io.github.predictionone.reactor.internal.storage.HeldTime;
import io.github.predictionone.reactor.internal.storage.ObjectStore;
import io.github.predictionone.reactor.internal.storage.Storage;
import io.github.predictionone.reactor.internal.storage.TestStorage;
import io.github.predictionone.reactor.internal.storage.TransferObserver;
import io.github.predictionone.reactor.internal.support.Time;
import io.netty.channel.epoll.Epoll;
import java.io.IOException;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import reactor.core.publisher.Mono;
import reactor.netty.resources.LoopResources;
import reactor.test.StepVerifier;

/** Slow uploads, with one attempt each. */
class SlowUploadTest {

    private static final String DOING = "upload";
    private static final byte[] ACCEPTED = ObjectStore.bytes("HTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n");
    private static final int SIZE = 10_000_000;
    // A few steps are more than the receiver's kernel can buffer; many steps are less than the sender's can.
    private static final int STEP = 1 << 17;
    private static final Duration BETWEEN = HeldTime.LIMIT.multipliedBy(3).dividedBy(10);

    private final Connections connections = new Connections(TestSettings.connections(1));

    @TempDir
    private Path directory;

    private Path file;

    @BeforeEach
    void write() throws IOException {
        file = Files.write(directory.resolve("data.csv"), new byte[SIZE]);
    }

    @AfterEach
    void close() {
        connections.close().as(StepVerifier::create).verifyComplete();
    }

    private Uploads uploads(Duration idleTimeout, Time time) {
        Storage storage = TestStorage.of(connections::storage, idleTimeout, time);
        RetryPolicy once = RetryPolicy.defaults().withMaxAttempts(1);
        return new Uploads(storage, once, time, () -> 0.5, TransferObserver.NONE);
    }

    private static PresignedUrl url(RawServer server) {
        return PresignedUrl.parse("upload_url", server.uri() + "/data.csv");
    }

    /** Reads a body in steps. Its end, which is in the kernel by then, is read in one step. */
    private static void takeSlowly(Socket socket, long length) throws IOException {
        socket.setReceiveBufferSize(1 << 16);
        long left = length;
        for (; left > 4 * STEP; left -= STEP) {
            socket.getInputStream().readNBytes(STEP);
            HeldTime.pass(BETWEEN);
        }
        socket.getInputStream().readNBytes((int) left);
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    @DisplayName("1.5 6.4 a slow upload with steady progress is not ended, neither from a file nor in chunks")
    void slow(boolean inChunks) throws Exception {
        assumeTrue(
                Epoll.isAvailable() && LoopResources.DEFAULT_NATIVE,
                "the JDK's sockets do not report how much of the end of a body is still in the kernel");
        Uploads uploads = uploads(HeldTime.LIMIT, HeldTime.time());
        UploadContent content =
                (inChunks ? uploads.zip(DOING, file, Map.of("data.csv", file)) : uploads.file(DOING, file)).block();
        try (RawServer server = new RawServer().then((socket, out) -> {
            takeSlowly(socket, content.length());
            out.write(ACCEPTED);
            return true;
        })) {
            uploads.put(DOING, url(server), content, progress -> {})
                    .as(StepVerifier::create)
                    .verifyComplete();
            assertThat(server.heads()).hasSize(1);
        }
    }

    @Test
    @DisplayName("1.5 6.4 an upload of a file or a few bytes does not count as stalled while it waits for a connection")
    void waiting() throws Exception {
        Uploads patient = uploads(Duration.ofHours(1), Time.system());
        Uploads waiting = uploads(HeldTime.LIMIT, HeldTime.time());
        CountDownLatch asked = new CountDownLatch(1);
        CountDownLatch waited = new CountDownLatch(1);
        try (RawServer server = new RawServer()
                .then((socket, out) -> {
                    asked.countDown();
                    waited.await();
                    socket.getInputStream().readNBytes(3);
                    out.write(ACCEPTED);
                    return true;
                })
                .otherwise(new ObjectStore())) {
            Mono<Void> first = patient.put(DOING, url(server), new byte[3]).cache();
            first.subscribe();
            asked.await();
            List<Mono<Void>> others = List.of(
                    waiting.put(DOING, url(server), new byte[3]).cache(),
                    waiting.put(DOING, url(server), new FileContent(file, SIZE), progress -> {})
                            .cache());
            others.forEach(Mono::subscribe);
            HeldTime.pass(HeldTime.LIMIT.multipliedBy(3));
            waited.countDown();
            first.as(StepVerifier::create).verifyComplete();
            for (Mono<Void> other : others) {
                other.as(StepVerifier::create).verifyComplete();
            }
            assertThat(server.heads()).hasSize(3);
        }
    }
}
