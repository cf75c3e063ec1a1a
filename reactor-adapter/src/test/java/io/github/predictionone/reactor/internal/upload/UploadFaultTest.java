package io.github.predictionone.reactor.internal.upload;

import static io.github.predictionone.reactor.internal.storage.ObjectStore.bytes;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.predictionone.TransferException;
import io.github.predictionone.internal.wire.PresignedUrl;
import io.github.predictionone.policy.RetryPolicy;
import io.github.predictionone.reactor.internal.netty.Connections;
import io.github.predictionone.reactor.internal.netty.RawServer;
import io.github.predictionone.reactor.internal.netty.RawServer.Script;
import io.github.predictionone.reactor.internal.netty.TestSettings;
import io.github.predictionone.reactor.internal.storage.Break;
import io.github.predictionone.reactor.internal.storage.HeldTime;
import io.github.predictionone.reactor.internal.storage.ObjectStore;
import io.github.predictionone.reactor.internal.storage.Storage;
import io.github.predictionone.reactor.internal.storage.TestStorage;
import io.github.predictionone.reactor.internal.storage.TransferObserver;
import io.github.predictionone.reactor.internal.support.Time;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.function.Function;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import reactor.core.publisher.Mono;
import reactor.netty.http.client.HttpClient;
import reactor.test.StepVerifier;

/** Faults of a storage, or of a proxy in front of it, during an upload. */
class UploadFaultTest {

    private static final String DOING = "upload of the training data of t-1";
    private static final int N = 100_000;
    // More than the buffers of a connection hold.
    private static final int LARGE = 30_000_000;
    private static final byte[] ACCEPTED = bytes("HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nOK");

    // A single connection: if a request lost it, the next request would find none.
    private static final Connections CONNECTIONS = new Connections(TestSettings.connections(1, Duration.ofMinutes(5)));
    private static final Function<PresignedUrl, Mono<HttpClient>> CLIENTS = HeldTime.clients(CONNECTIONS);

    @TempDir
    private Path directory;

    private Path file;

    @BeforeEach
    void write() throws IOException {
        file = write(N);
    }

    private Path write(int length) throws IOException {
        byte[] content = new byte[length];
        new Random(length).nextBytes(content);
        return Files.write(directory.resolve("data.csv"), content);
    }

    @AfterAll
    static void close() {
        CONNECTIONS.close().as(StepVerifier::create).verifyComplete();
    }

    /**
     * The faults before the storage answers correctly again, and the expected result.
     *
     * @param refusal a part of the message with which the upload fails, or null if it succeeds
     */
    private record Fault(String name, String refusal, List<Script> scripts) {

        static Fault survived(String name, Script... scripts) {
            return new Fault(name, null, List.of(scripts));
        }

        static Fault refused(String name, String reason, Script... scripts) {
            return new Fault(name, reason, List.of(scripts));
        }

        @Override
        public String toString() {
            return name;
        }
    }

    /** Reads this much of the body before anything else happens. */
    private static Script taking(int length, Script then) {
        return (socket, out) -> {
            socket.getInputStream().readNBytes(length);
            return then.run(socket, out);
        };
    }

    private static Script says(String text) {
        return taking(N, Break.none(bytes(text)));
    }

    static Stream<Fault> cuts() {
        List<Fault> cuts = new ArrayList<>();
        for (Break how : new Break[] {Break.FIN, Break.RST}) {
            for (int taken : new int[] {0, 1, N / 2, N - 1, N}) {
                cuts.add(Fault.survived(
                        how + " at byte " + taken + " of the body", taking(taken, how.after(ACCEPTED, 0))));
            }
        }
        for (Break how : Break.silent()) {
            for (int length : new int[] {0, 5, ACCEPTED.length - 3, ACCEPTED.length - 2, ACCEPTED.length - 1}) {
                cuts.add(Fault.survived(
                        how + " at byte " + length + " of the answer", taking(N, how.after(ACCEPTED, length))));
            }
        }
        return cuts.stream();
    }

    static Stream<Fault> answers() {
        Script busy = says("HTTP/1.1 503 Busy\r\nContent-Length: 0\r\n\r\n");
        String refusal = "HTTP/1.1 400 Bad Request\r\nConnection: close\r\n\r\n";
        return Stream.of(
                Fault.survived("an answer that is not HTTP", says("SSH-2.0-OpenSSH_9.2\r\n\r\n")),
                Fault.survived("a length that is not a number", says("HTTP/1.1 200 OK\r\nContent-Length: x\r\n\r\n")),
                Fault.survived("a kept connection that the server closes", busy, Break.FIN.after(ACCEPTED, 0)),
                Fault.survived("a kept connection that the server resets", busy, Break.RST.after(ACCEPTED, 0)),
                Fault.survived("500 with a page", taking(N, Break.FIN.after(bytes("HTTP/1.1 500 Oops\r\n\r\n<html>")))),
                Fault.survived(
                        "an answer that drips for longer than the idle time", taking(N, Break.drip(busyPage(), 20))),
                Fault.survived(
                        "a trickle in the page of an acceptance", taking(N, Break.trickle(trickling("200 OK"), 50))),
                Fault.refused(
                        "a trickle in the page of a refusal",
                        "HTTP 400",
                        taking(N, Break.trickle(trickling("400 X"), 50))),
                Fault.refused(
                        "a redirect", "HTTP 307", says("HTTP/1.1 307 X\r\nLocation: /x\r\nContent-Length: 0\r\n\r\n")),
                Fault.refused(
                        "a refusal with a huge page",
                        "HTTP 400",
                        taking(N, Break.FIN.after(bytes(refusal + "<html>" + "x".repeat(5_000_000))))),
                Fault.refused(
                        "a refusal whose page never ends",
                        "InvalidArgument",
                        taking(N, Break.STALL.after(bytes(refusal + "<Error><Code>InvalidArgument</Code></Error>")))),
                Fault.refused("a refusal without a body", "HTTP 400", taking(N, Break.FIN.after(bytes(refusal)))));
    }

    /** Refusals whose bodies do not end correctly. */
    static Stream<Fault> refusals() {
        String xml = "<Error><Code>InvalidArgument</Code></Error>";
        byte[] refusal = bytes("HTTP/1.1 400 Bad Request\r\nContent-Length: 900000000000\r\n\r\n" + xml);
        return Arrays.stream(Break.values())
                .flatMap(how -> Stream.of(0, N)
                        .map(taken -> Fault.refused(
                                how + " in the page of a refusal at byte " + taken + " of the body",
                                "InvalidArgument",
                                taking(taken, how.after(refusal)))));
    }

    private static byte[] trickling(String status) {
        return bytes("HTTP/1.1 " + status + "\r\nContent-Length: 500\r\n\r\n" + " ".repeat(500));
    }

    private static byte[] busyPage() {
        return bytes("HTTP/1.1 503 Busy\r\nContent-Length: 100\r\n\r\n" + " ".repeat(100));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource({"cuts", "answers", "refusals"})
    @DisplayName("6.1 6.4 an upload delivers the whole file or fails, whatever the storage or the network does")
    void put(Fault fault) throws Exception {
        ObjectStore storage = new ObjectStore();
        try (RawServer server = new RawServer().otherwise(storage)) {
            fault.scripts.forEach(server::then);
            expect(fault.refusal, server, storage);
            assertThat(server.heads())
                    .allSatisfy(head -> assertThat(head)
                            .contains("content-length: " + N)
                            .doesNotContainIgnoringCase("transfer-encoding")
                            .doesNotContainIgnoringCase("x-api-key"));
        }
    }

    private void expect(String refusal, RawServer server, ObjectStore storage) throws IOException {
        Mono<Void> upload = upload(server);
        if (refusal == null) {
            upload.as(StepVerifier::create).verifyComplete();
            assertThat(file).hasBinaryContent(storage.get("/data.csv"));
            return;
        }
        upload.as(StepVerifier::create).verifyErrorSatisfies(failure -> {
            assertThat(failure)
                    .isInstanceOf(TransferException.class)
                    .hasMessageStartingWith(DOING)
                    .hasMessageContaining(refusal);
            for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
                assertThat(cause.toString()).doesNotContain("secret");
            }
        });
        assertThat(storage.get("/data.csv")).isNull();
    }

    private Mono<Void> upload(RawServer server) {
        return upload(server, HeldTime.time());
    }

    private Mono<Void> upload(RawServer server, Time time) {
        RetryPolicy quick =
                RetryPolicy.defaults().withFirstWait(Duration.ofMillis(5)).withMaxWait(Duration.ofMillis(20));
        Storage storage = TestStorage.of(CLIENTS, HeldTime.LIMIT, time);
        PresignedUrl url = PresignedUrl.parse("upload_url", server.uri() + "/data.csv?sig=secret");
        return new Uploads(storage, quick, time, () -> 0.5, TransferObserver.NONE)
                .put(DOING, url, file, progress -> {});
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("interim")
    @DisplayName("1.6 6.1 1xx answers before, during and after the body of an upload are skipped")
    void informational(String answer) throws Exception {
        ObjectStore storage = new ObjectStore();
        try (RawServer server = new RawServer().otherwise((head, socket, out) -> {
            out.write(bytes(answer.repeat(2)));
            out.flush();
            return storage.run(head, socket, out);
        })) {
            file = write(LARGE);
            expect(null, server, storage);
            assertThat(server.heads()).hasSize(1);
        }
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("interim")
    @DisplayName("1.6 6.1 a burst of 1xx answers to an upload, each in its own packet, is skipped")
    void bursts(String answer) throws Exception {
        for (int taken : new int[] {0, N}) {
            for (int times : new int[] {1, 2, 20}) {
                try (RawServer server =
                        new RawServer().then(taking(taken, Break.packets(bytes(answer), times, rest(N - taken))))) {
                    upload(server).as(StepVerifier::create).verifyComplete();
                    assertThat(server.heads()).hasSize(1);
                }
            }
        }
    }

    private static Script rest(int length) {
        return taking(length, Break.none(ACCEPTED));
    }

    @Test
    @DisplayName("1.5 1.6 an upload that receives endless 1xx answers counts as stalled and is retried")
    void endlessInterim() throws Exception {
        ObjectStore storage = new ObjectStore();
        try (RawServer server = new RawServer()
                .then(taking(N, (socket, out) -> {
                    while (true) {
                        Break.drip(bytes("HTTP/1.1 102 Processing\r\n\r\n"), 2).run(socket, out);
                    }
                }))
                .otherwise(storage)) {
            expect(null, server, storage);
            assertThat(server.heads()).hasSize(2);
        }
    }

    static Stream<String> interim() {
        return Stream.of("100 Continue", "102 Processing", "103 Early Hints")
                .map(line -> "HTTP/1.1 " + line + "\r\n\r\n");
    }

    @Test
    @DisplayName("6.2 an upload does not succeed if the storage accepts the file before it has been sent")
    void acceptedTooEarly() throws Exception {
        file = write(LARGE);
        ObjectStore storage = new ObjectStore();
        try (RawServer server = new RawServer().otherwise(Break.hold(ACCEPTED))) {
            expect("bytes had been sent", server, storage);
        }
        try (RawServer server = new RawServer().then(Break.FIN.after(ACCEPTED)).otherwise(storage)) {
            expect(null, server, storage);
        }
    }

    @Test
    @DisplayName("1.6 6.4 a connection on which an upload was refused half-way is not used again")
    void refusedTooEarly() throws Exception {
        file = write(LARGE);
        ObjectStore storage = new ObjectStore();
        try (RawServer server = new RawServer()
                .then(Break.hold(bytes("HTTP/1.1 403 No\r\nContent-Length: 0\r\n\r\n")))
                .otherwise(storage)) {
            expect("HTTP 403", server, storage);
            expect(null, server, storage);
            assertThat(server.connections()).isEqualTo(2);
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1_000})
    @DisplayName("6.3 an upload fails without a retry if its file becomes shorter or empty")
    void shortened(int length) throws Exception {
        file = write(LARGE);
        try (RawServer server = new RawServer().then((socket, out) -> {
            try (FileChannel channel = FileChannel.open(file, StandardOpenOption.WRITE)) {
                channel.truncate(length);
            }
            return Break.hold(new byte[0]).run(socket, out);
        })) {
            expect(
                    "the length of the file changed during the upload, from " + LARGE + " to " + length,
                    server,
                    new ObjectStore());
            assertThat(server.heads()).hasSize(1);
        }
    }

    @Test
    @DisplayName("6.3 an upload fails with the reason if its file is deleted before the second attempt")
    void gone() throws Exception {
        try (RawServer server = new RawServer().then((socket, out) -> {
            Files.delete(file);
            return Break.RST.happens(socket);
        })) {
            expect("NoSuchFileException", server, new ObjectStore());
        }
    }

    @Test
    @DisplayName("3.2 6.4 an upload waits for the storage's Retry-After before it is retried")
    void retryAfter() throws Exception {
        ObjectStore storage = new ObjectStore();
        try (RawServer server = new RawServer()
                .then(says("HTTP/1.1 429 Slow down\r\nRetry-After: 1\r\nContent-Length: 0\r\n\r\n"))
                .otherwise(storage)) {
            Duration elapsed =
                    upload(server, Time.system()).as(StepVerifier::create).verifyComplete();
            assertThat(elapsed).isGreaterThan(Duration.ofMillis(990));
            assertThat(Arrays.equals(storage.get("/data.csv"), Files.readAllBytes(file)))
                    .isTrue();
        }
    }
}
