package io.github.predictionone.reactor.internal.download;

import static io.github.predictionone.reactor.internal.storage.ObjectStore.answer;
import static io.github.predictionone.reactor.internal.storage.ObjectStore.bytes;
import static io.github.predictionone.reactor.internal.storage.ObjectStore.etag;
import static io.github.predictionone.reactor.internal.storage.ObjectStore.joined;
import static io.github.predictionone.reactor.internal.storage.ObjectStore.range;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.predictionone.TransferException;
import io.github.predictionone.internal.text.Digests;
import io.github.predictionone.internal.wire.PresignedUrl;
import io.github.predictionone.reactor.internal.download.Downloads.DownloadedFile;
import io.github.predictionone.reactor.internal.netty.Connections;
import io.github.predictionone.reactor.internal.netty.RawServer;
import io.github.predictionone.reactor.internal.netty.RawServer.Script;
import io.github.predictionone.reactor.internal.netty.TestSettings;
import io.github.predictionone.reactor.internal.storage.Break;
import io.github.predictionone.reactor.internal.storage.HeldTime;
import io.github.predictionone.reactor.internal.storage.ObjectStore;
import io.github.predictionone.reactor.internal.storage.TestStorage;
import io.github.predictionone.reactor.internal.support.Time;
import io.github.predictionone.testsupport.Zips;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.function.Function;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.netty.http.client.HttpClient;
import reactor.test.StepVerifier;

/** The faults of a storage, or of an intermediary, during a download. */
class DownloadFaultTest {

    private static final String DOING = "download of the result of t-1";
    private static final byte[] ZIP = Zips.noise(5_000, 1);
    private static final byte[] OTHER = Zips.noise(5_000, 2);
    private static final int N = ZIP.length;
    private static final byte[] WHOLE = answer("200 OK", etag(ZIP), ZIP, 0, "");
    private static final int HEAD = WHOLE.length - N;
    // The download resumes from byte 1000.
    private static final Script CUT = Break.FIN.after(WHOLE, HEAD + 1_000);

    private static final String NO_MORE = "cannot continue the same object";

    // One connection: if a request leaks its connection, the next request finds none.
    private static final Connections CONNECTIONS = new Connections(TestSettings.connections(1, Duration.ofMinutes(5)));
    private static final Function<PresignedUrl, Mono<HttpClient>> CLIENTS = HeldTime.clients(CONNECTIONS);

    @TempDir
    private Path directory;

    @AfterAll
    static void close() {
        CONNECTIONS.close().as(StepVerifier::create).verifyComplete();
    }

    /**
     * The answers before the storage behaves correctly again, and the expected result.
     *
     * @param storage the storage that behaves correctly
     * @param file a part of the error of a download to a file; null if the download succeeds
     * @param stream the same for a stream
     */
    private record Fault(String name, ObjectStore storage, String file, String stream, List<Script> scripts) {

        static Fault of(String name, byte[] object, String file, String stream, Script... scripts) {
            return new Fault(name, new ObjectStore().with("/result.zip", object), file, stream, List.of(scripts));
        }

        static Fault survived(String name, Script... scripts) {
            return of(name, ZIP, null, null, scripts);
        }

        /** A file starts over. A stream fails, because emitted bytes can't be taken back. */
        static Fault startedOver(String name, Script... scripts) {
            return of(name, ZIP, null, NO_MORE, scripts);
        }

        static Fault refused(String name, String reason, Script... scripts) {
            return of(name, ZIP, reason, reason, scripts);
        }

        RawServer server() throws IOException {
            RawServer server = new RawServer().otherwise(storage);
            scripts.forEach(server::then);
            return server;
        }

        byte[] object() {
            return storage.get("/result.zip");
        }

        @Override
        public String toString() {
            return name;
        }
    }

    private static Script[] five(Script script) {
        return new Script[] {script, script, script, script, script};
    }

    private static Script ok(String headers, byte[] body) {
        return Break.FIN.after(joined(bytes("HTTP/1.1 200 OK\r\n" + headers + "\r\n"), body));
    }

    private static Script says(String text) {
        return Break.none(bytes(text));
    }

    static Stream<Fault> cuts() {
        List<Fault> cuts = new ArrayList<>();
        for (Break how : Break.silent()) {
            for (int length : new int[] {0, 7, HEAD - 1, HEAD, HEAD + 1, HEAD + N - 1, HEAD + N}) {
                String where = length <= HEAD ? "byte " + length + " of the head" : (length - HEAD) + " of the body";
                cuts.add(Fault.survived(how + " at " + where, how.after(WHOLE, length)));
            }
            cuts.add(Fault.survived(how + " twice, each in the middle", CUT, how.after(WHOLE, 2_000)));
        }
        return cuts.stream();
    }

    static Stream<Fault> chunks() {
        String size = Integer.toHexString(N);
        String head = "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n";
        byte[] chunked = joined(joined(bytes(head + size + "\r\n"), ZIP), bytes("\r\n0\r\n\r\n"));
        int first = head.length();
        int data = first + size.length() + 2;
        List<Fault> faults = new ArrayList<>();
        faults.add(Fault.survived("all chunks", Break.none(chunked)));
        for (Break how : Break.silent()) {
            faults.add(Fault.survived(how + " before the first chunk", how.after(chunked, first)));
            faults.add(Fault.survived(how + " inside the size of a chunk", how.after(chunked, first + 2)));
            faults.add(Fault.startedOver(how + " inside a chunk", how.after(chunked, data + 2_000)));
            faults.add(Fault.startedOver(how + " after a chunk", how.after(chunked, data + N)));
            faults.add(Fault.startedOver(how + " before the last chunk", how.after(chunked, data + N + 2)));
            faults.add(Fault.startedOver(how + " inside the last chunk", how.after(chunked, chunked.length - 2)));
        }
        return faults.stream();
    }

    static Stream<Fault> pace() {
        return Stream.of(
                Fault.survived("a body that drips for longer than the idle time", Break.drip(WHOLE, 20)),
                Fault.survived("endless 1xx answers", (socket, out) -> {
                    while (true) {
                        Break.drip(bytes("HTTP/1.1 102 Processing\r\n\r\n"), 2).run(socket, out);
                    }
                }));
    }

    static Stream<Fault> lengths() {
        byte[] surplus = joined(ZIP, new byte[50]);
        return Stream.of(
                Fault.of(
                        "one answer with a length that is too long",
                        ZIP,
                        null,
                        "HTTP 416",
                        ok(tagged("Content-Length: " + (N + 10)), ZIP)),
                Fault.of(
                        "only answers with a length that is too long",
                        ZIP,
                        "5 attempts",
                        NO_MORE,
                        five(ok("Content-Length: " + (N + 10) + "\r\n", ZIP))),
                Fault.survived("no length", ok("Connection: close\r\n", ZIP)),
                Fault.of(
                        "no length, and a reset",
                        ZIP,
                        null,
                        NO_MORE,
                        Break.RST.after(joined(bytes("HTTP/1.1 200 OK\r\n\r\n"), ZIP), 2_000)),
                Fault.refused("a length that is too short", "", five(ok(tagged("Content-Length: " + (N - 1)), ZIP))),
                Fault.survived("more bytes than the length", ok(tagged("Content-Length: " + N), surplus)),
                Fault.refused("a length of 0", "an empty body", ok("Content-Length: 0\r\n", ZIP)),
                Fault.survived("two different lengths", ok("Content-Length: 9\r\nContent-Length: 10\r\n", ZIP)),
                Fault.survived("a negative length", ok("Content-Length: -1\r\n", ZIP)),
                Fault.survived("a length that is not a number", ok("Content-Length: x\r\n", ZIP)),
                Fault.survived("a length of 30 digits", ok("Content-Length: " + "9".repeat(30) + "\r\n", ZIP)));
    }

    private static String tagged(String header) {
        return "ETag: " + etag(ZIP) + "\r\n" + header + "\r\n";
    }

    private static Script partial(int from, String contentRange, int length) {
        String head = "HTTP/1.1 206 Partial Content\r\n" + tagged("Content-Length: " + length) + contentRange + "\r\n";
        byte[] body = new byte[length];
        System.arraycopy(ZIP, from, body, 0, Math.min(length, N - from));
        return Break.FIN.after(joined(bytes(head), body));
    }

    static Stream<Fault> ranges() {
        return Stream.of(
                Fault.startedOver("another start", CUT, partial(999, range(999, N, N), N - 999)),
                Fault.startedOver("a later start", CUT, partial(1_001, range(1_001, N, N), N - 1_001)),
                Fault.survived("an earlier end", CUT, partial(1_000, range(1_000, 2_000, N), 1_000)),
                Fault.survived("fewer bytes than the range", CUT, partial(1_000, range(1_000, N, N), 500)),
                Fault.of("more bytes than the range", ZIP, null, "", CUT, partial(1_000, range(1_000, N, N), N - 900)),
                Fault.startedOver("another total", CUT, partial(1_000, range(1_000, N, N + 1), N - 1_000)),
                Fault.startedOver("no total", CUT, partial(1_000, "Content-Range: bytes 1000-1999/*\r\n", 1_000)),
                Fault.startedOver("no Content-Range", CUT, partial(1_000, "", N - 1_000)),
                Fault.startedOver("a range of something else", CUT, partial(0, "Content-Range: lines 1-2/3\r\n", N)),
                Fault.startedOver(
                        "several ranges", CUT, partial(0, "Content-Type: multipart/byteranges; boundary=x\r\n", N)),
                Fault.startedOver("a 206 without a requested range", partial(500, range(500, N, N), N - 500)),
                Fault.survived("416 once", CUT, says("HTTP/1.1 416 No\r\nContent-Length: 0\r\n\r\n")),
                Fault.survived("412 once", CUT, says("HTTP/1.1 412 No\r\nContent-Length: 0\r\n\r\n")),
                Fault.survived("a proxy that ignores ranges", CUT, Break.none(WHOLE)),
                Fault.survived("a proxy that ignores ranges, and breaks off", CUT, CUT, CUT));
    }

    static Stream<Fault> etags() {
        Script weak = ok("ETag: W/" + etag(ZIP) + "\r\nContent-Length: " + N + "\r\n", ZIP);
        return Stream.of(
                Fault.of("another object", OTHER, null, "412", CUT),
                Fault.of(
                        "another object from a storage that ignores conditions",
                        OTHER,
                        null,
                        NO_MORE,
                        CUT,
                        Break.FIN.after(answer("206 Partial Content", etag(OTHER), OTHER, 1_000, range(1_000, N, N)))),
                Fault.startedOver("an ETag that is lost", CUT, withTag("", 1_000)),
                Fault.startedOver("an ETag that becomes weak", CUT, withTag("ETag: W/" + etag(ZIP) + "\r\n", 1_000)),
                Fault.survived("a weak ETag", weak),
                Fault.refused(
                        "another ETag at each attempt",
                        "",
                        tagged("\"a\"", 900),
                        tagged("\"b\"", 900),
                        tagged("\"c\"", 900),
                        tagged("\"d\"", 900),
                        tagged("\"e\"", 900)));
    }

    private static Script withTag(String etag, int from) {
        byte[] head = bytes("HTTP/1.1 206 Partial Content\r\nContent-Length: " + (N - from) + "\r\n" + etag
                + range(from, N, N) + "\r\n");
        return Break.FIN.after(joined(head, Arrays.copyOfRange(ZIP, from, N)));
    }

    private static Script tagged(String etag, int length) {
        byte[] answer = answer("200 OK", etag, ZIP, 0, "");
        return Break.FIN.after(answer, answer.length - N + length);
    }

    static Stream<Fault> intermediaries() throws IOException {
        byte[] zipped = Zips.gzip(ZIP);
        Script busy = says("HTTP/1.1 503 Busy\r\nContent-Length: 0\r\n\r\n");
        String secretPage = "HTTP/1.1 400 Bad Request\r\nConnection: close\r\n\r\n";
        return Stream.of(
                Fault.refused(
                        "a gzip encoding",
                        "gzip",
                        ok("Content-Encoding: gzip\r\nContent-Length: " + zipped.length + "\r\n", zipped)),
                Fault.refused("gzip without a Content-Encoding", "something else", ok("Connection: close\r\n", zipped)),
                Fault.survived("a kept connection that the server closes", busy, Break.FIN.after(WHOLE, 0)),
                Fault.survived("a kept connection that the server resets", busy, Break.RST.after(WHOLE, 0)),
                Fault.survived("100", Break.none(joined(bytes("HTTP/1.1 100 Continue\r\n\r\n"), WHOLE))),
                Fault.survived("100 in a packet before the answer", (socket, out) -> {
                    Break.none(bytes("HTTP/1.1 100 Continue\r\n\r\n")).run(socket, out);
                    return Break.none(WHOLE).run(socket, out);
                }),
                Fault.survived("102", Break.none(joined(bytes("HTTP/1.1 102 Processing\r\n\r\n"), WHOLE))),
                Fault.survived(
                        "103, twice",
                        Break.none(joined(bytes("HTTP/1.1 103 Early Hints\r\nLink: </a>\r\n\r\n".repeat(2)), WHOLE))),
                Fault.refused("101", "HTTP 101", says("HTTP/1.1 101 Switching Protocols\r\nUpgrade: x\r\n\r\n")),
                Fault.refused("204", "HTTP 204", says("HTTP/1.1 204 No Content\r\n\r\n")),
                Fault.refused("304", "HTTP 304", says("HTTP/1.1 304 Not Modified\r\n\r\n")),
                Fault.survived("an answer that is not HTTP", Break.FIN.after(bytes("SSH-2.0-OpenSSH_9.2\r\n\r\n"))),
                Fault.survived(
                        "500 with a page",
                        Break.FIN.after(bytes("HTTP/1.1 500 Oops\r\nConnection: close\r\n\r\n<html><h1>Oops"))),
                Fault.refused(
                        "a refusal with a huge page",
                        "HTTP 400",
                        Break.FIN.after(bytes(secretPage + "<html>" + "x".repeat(5_000_000)))),
                Fault.refused(
                        "a refusal whose page never ends",
                        "InvalidArgument",
                        Break.STALL.after(bytes(secretPage + "<Error><Code>InvalidArgument</Code></Error>"))),
                Fault.refused("a refusal without a body", "HTTP 400", Break.FIN.after(bytes(secretPage))));
    }

    private static Script redirect(String location) {
        return says("HTTP/1.1 302 Found\r\nContent-Length: 0\r\nLocation: " + location + "\r\n\r\n");
    }

    /** 1xx answers in separate packets. */
    static Stream<Fault> interim() {
        return Stream.of("100 Continue", "102 Processing", "103 Early Hints")
                .flatMap(line -> Stream.of(1, 2, 20)
                        .map(times -> Fault.survived(
                                times + " times " + line,
                                Break.packets(bytes("HTTP/1.1 " + line + "\r\n\r\n"), times, Break.none(WHOLE)))));
    }

    /** Refusals with bodies that do not end properly. */
    static Stream<Fault> refusals() {
        String refusal = "HTTP/1.1 400 Bad Request\r\n";
        String xml = "<Error><Code>InvalidArgument</Code></Error>";
        String chunk = Integer.toHexString(xml.length()) + "\r\n" + xml + "\r\n";
        List<Fault> faults = new ArrayList<>();
        for (Break how : Break.values()) {
            faults.add(Fault.refused(
                    how + " in the page of a refusal",
                    "InvalidArgument",
                    how.after(bytes(refusal + "Content-Length: 900000000000\r\n\r\n" + xml))));
            faults.add(Fault.refused(
                    how + " in the chunks of a refusal",
                    "InvalidArgument",
                    how.after(bytes(refusal + "Transfer-Encoding: chunked\r\n\r\n" + chunk + "5000000\r\n"))));
        }
        faults.add(Fault.refused(
                "a malformed chunk in a refusal",
                "InvalidArgument",
                says(refusal + "Transfer-Encoding: chunked\r\n\r\n" + chunk + "zz\r\n")));
        faults.add(Fault.refused(
                "a drip in the page of a refusal",
                "HTTP 400",
                Break.drip(bytes(refusal + "Content-Length: 2000\r\n\r\n" + "x".repeat(1_999)), 20)));
        return faults.stream();
    }

    static Stream<Fault> redirects() {
        Script beside = redirect("result.zip?sig=secret");
        return Stream.of(
                Fault.survived("a redirect to a relative URL, in the middle of a download", CUT, beside),
                Fault.survived(
                        "a redirect with a page that never arrives",
                        Break.STALL.after(
                                bytes("HTTP/1.1 307 Go\r\nLocation: /result.zip\r\nContent-Length: 99\r\n\r\n<"))),
                Fault.survived(
                        "a redirect with a page that never ends",
                        Break.FLOOD.after(bytes("HTTP/1.1 307 Go\r\nLocation: /result.zip\r\n\r\n"))),
                Fault.refused(
                        "a redirect without a location",
                        "HTTP 302",
                        says("HTTP/1.1 302 X\r\nContent-Length: 0\r\n\r\n")),
                Fault.refused("a redirect to an invalid URL", "location", redirect("http://[::1/a b?sig=secret")),
                Fault.refused("a redirect to FTP", "location", redirect("ftp://127.0.0.1/x?sig=secret")));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource({
        "cuts",
        "chunks",
        "pace",
        "lengths",
        "ranges",
        "etags",
        "intermediaries",
        "interim",
        "refusals",
        "redirects"
    })
    @DisplayName("5.1 5.2 5.5 a file is complete or absent, whatever fault occurs")
    void file(Fault fault) throws Exception {
        try (RawServer server = fault.server()) {
            Path target = directory.resolve("result.zip");
            Mono<DownloadedFile> download = downloads().toFile(DOING, url(server), target, false, (got, total) -> {});
            expect(fault.file, download.map(DownloadedFile::sha256), sha256(fault.object()));
            if (fault.file == null) {
                assertThat(target).hasBinaryContent(fault.object());
                assertThat(directory.toFile().list()).containsExactly("result.zip");
            } else {
                assertThat(target).doesNotExist();
            }
            assertNoKey(server);
        }
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource({
        "cuts",
        "chunks",
        "pace",
        "lengths",
        "ranges",
        "etags",
        "intermediaries",
        "interim",
        "refusals",
        "redirects"
    })
    @DisplayName("5.2 5.5 5.9 a stream is complete or ends with an error, whatever fault occurs")
    void stream(Fault fault) throws Exception {
        try (RawServer server = fault.server()) {
            Mono<String> download = downloads().stream(DOING, url(server))
                    .reduceWith(Digests::sha256, (sum, buffer) -> {
                        sum.update(buffer);
                        return sum;
                    })
                    .map(sum -> HexFormat.of().formatHex(sum.digest()));
            expect(fault.stream, download, sha256(fault.object()));
            assertNoKey(server);
        }
    }

    private static Downloads downloads() {
        return downloads(HeldTime.time());
    }

    private static Downloads downloads(Time time) {
        return TestDownloads.from(TestStorage.of(CLIENTS, HeldTime.LIMIT, time), time)
                .build();
    }

    private static Mono<PresignedUrl> url(RawServer server) {
        return Mono.fromSupplier(() -> PresignedUrl.parse("result_url", server.uri() + "/result.zip?sig=secret"));
    }

    private static void expect(String refusal, Mono<String> sum, String whole) {
        if (refusal == null) {
            sum.as(StepVerifier::create).expectNext(whole).verifyComplete();
            return;
        }
        sum.as(StepVerifier::create).verifyErrorSatisfies(failure -> {
            assertThat(failure)
                    .isInstanceOf(TransferException.class)
                    .hasMessageStartingWith(DOING)
                    .hasMessageContaining(refusal);
            for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
                assertThat(cause.toString()).doesNotContain("secret");
            }
        });
    }

    private static void assertNoKey(RawServer server) {
        assertThat(server.heads()).allSatisfy(head -> assertThat(head).doesNotContainIgnoringCase("x-api-key"));
    }

    private static String sha256(byte[] content) {
        MessageDigest sum = Digests.sha256();
        return HexFormat.of().formatHex(sum.digest(content));
    }

    @Test
    @DisplayName("5.10 a redirect to another origin is followed with the requested range")
    void redirectedAway() throws Exception {
        try (RawServer away = new RawServer().otherwise(new ObjectStore().with("/moved.zip", ZIP));
                RawServer server =
                        new RawServer().then(CUT).then(redirect(away.uri() + "/moved.zip?sig=other-secret"))) {
            Path target = directory.resolve("result.zip");
            downloads()
                    .toFile(DOING, url(server), target, false, (got, total) -> {})
                    .as(StepVerifier::create)
                    .expectNextCount(1)
                    .verifyComplete();
            assertThat(target).hasBinaryContent(ZIP);
            assertThat(away.heads()).singleElement().asString().contains("bytes=1000-");
        }
    }

    @Test
    @DisplayName(
            "1.5 a trickle of bytes is a stall, for a reader with unlimited demand and one with a demand of one buffer")
    void trickle() throws Exception {
        for (Function<Flux<ByteBuffer>, Flux<ByteBuffer>> reader :
                List.<Function<Flux<ByteBuffer>, Flux<ByteBuffer>>>of(bytes -> bytes, bytes -> bytes.limitRate(1))) {
            try (RawServer server = Fault.survived("trickle", Break.trickle(WHOLE, HEAD + 1_000))
                    .server()) {
                reader.apply(downloads().stream(DOING, url(server)))
                        .reduce(0, (sum, buffer) -> sum + buffer.remaining())
                        .as(StepVerifier::create)
                        .expectNext(N)
                        .verifyComplete();
                assertThat(server.heads()).hasSize(2);
            }
        }
    }

    @Test
    @DisplayName("5.2 3.2 a download waits for the Retry-After of a storage")
    void retryAfter() throws Exception {
        try (RawServer server = Fault.survived(
                        "429", says("HTTP/1.1 429 Slow down\r\nRetry-After: 1\r\nContent-Length: 0\r\n\r\n"))
                .server()) {
            Duration elapsed = downloads(Time.system()).stream(DOING, url(server))
                    .then()
                    .as(StepVerifier::create)
                    .verifyComplete();
            assertThat(elapsed).isGreaterThan(Duration.ofMillis(990));
        }
    }
}
