package io.github.predictionone.spring;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.mockito.ArgumentMatchers.any;
import static org.mockito.Mockito.mock;
import static org.mockito.Mockito.when;

import io.github.predictionone.Retryability;
import io.github.predictionone.TransferException;
import io.github.predictionone.emulator.PredictionOneEmulator;
import io.github.predictionone.reactor.PredictionOneClient;
import io.github.predictionone.reactor.ResultContent;
import io.github.predictionone.spring.TestApplication.Shown;
import io.github.predictionone.spring.TestApplication.Started;
import io.github.predictionone.testsupport.Zips;
import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** Tests archives on the wire, with a WebFlux server, sockets, and an emulated service and storage. */
class ResultResponsesIT {

    private static final List<String> FINISHED = List.of("finished");
    private static final Shown NOTHING = new Shown(List.of());

    private static PredictionOneEmulator emulator;
    private static Started application;
    private static byte[] archive;
    private static String target;

    @BeforeAll
    static void start() throws IOException {
        emulator = PredictionOneEmulator.builder()
                .secretKey(TestApplication.SECRET)
                .pace(Duration.ofHours(1))
                .start();
        application = TestApplication.start(TestApplication.client(emulator.origin()), NOTHING);
        archive = Zips.noise(300_000, 3);
        target = target(emulator.putTraining(FINISHED, archive));
    }

    @AfterAll
    static void stop() {
        application.close();
        emulator.close();
    }

    private static String target(String id) {
        return "/trainings/" + id + "/result";
    }

    private static Browser get(String... headers) throws IOException {
        return Browser.get(application.port(), target, headers);
    }

    @Test
    @DisplayName("5.9 the response has the archive, its length, entity tag and name in any script, but no URL or key")
    void whole() throws IOException {
        try (Browser browser = get()) {
            assertThat(browser.status()).isEqualTo(200);
            assertThat(browser.header("content-type")).isEqualTo("application/zip");
            assertThat(browser.header("content-length")).isEqualTo(Integer.toString(archive.length));
            assertThat(browser.header("etag")).startsWith("\"").endsWith("\"");
            assertThat(browser.header("accept-ranges")).isEqualTo("bytes");
            assertThat(browser.header("cache-control")).isEqualTo("no-cache, private");
            assertThat(browser.header("content-disposition"))
                    .startsWith("attachment; ")
                    .endsWith("filename*=UTF-8''%E4%BA%88%E6%B8%AC%201.zip");
            assertThat(browser.headers().toString()).doesNotContain("secret", "http:", "ignature");
            assertThat(browser.body()).isEqualTo(archive);
        }
    }

    @Test
    @DisplayName("HEAD returns the same headers as GET, without a body")
    void head() throws IOException {
        try (Browser get = get();
                Browser head = Browser.head(application.port(), target, "Connection: close", "Range: bytes=5-9")) {
            assertThat(head.status()).isEqualTo(200);
            for (String header :
                    List.of("content-type", "content-length", "etag", "accept-ranges", "content-disposition")) {
                assertThat(head.header(header)).isNotNull().isEqualTo(get.header(header));
            }
            assertThat(head.rest()).isEmpty();
        }
    }

    @ParameterizedTest
    @CsvSource({"bytes=0-0,0,1", "bytes=5-9,5,10", "bytes=200000-,200000,-1", "bytes=-7,-7,-1", "bytes=9-9999999,9,-1"})
    @DisplayName("a request for one range receives its bytes")
    void range(String range, int from, int to) throws IOException {
        int start = from < 0 ? archive.length + from : from;
        int end = to < 0 ? archive.length : to;
        try (Browser browser = get("Range: " + range)) {
            assertThat(browser.status()).isEqualTo(206);
            assertThat(browser.header("content-range"))
                    .isEqualTo("bytes " + start + "-" + (end - 1) + "/" + archive.length);
            assertThat(browser.header("content-length")).isEqualTo(Integer.toString(end - start));
            assertThat(browser.body()).isEqualTo(Arrays.copyOfRange(archive, start, end));
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"bytes=0-1,4-5", "bytes=9-5", "bytes=x-y", "items=0-5", "bytes=99999999999999999999-"})
    @DisplayName("a request for several ranges, or for an invalid one, receives the whole archive")
    void noRange(String range) throws IOException {
        try (Browser browser = get("Range: " + range)) {
            assertThat(browser.status()).isEqualTo(200);
            assertThat(browser.body()).isEqualTo(archive);
        }
    }

    @Test
    @DisplayName("a request for a range beyond the end receives 416 with the length")
    void beyond() throws IOException {
        try (Browser browser = get("Range: bytes=" + archive.length + "-")) {
            assertThat(browser.status()).isEqualTo(416);
            assertThat(browser.header("content-range")).isEqualTo("bytes */" + archive.length);
        }
    }

    @Test
    @DisplayName("If-Range returns the range if the archive is the same, and the whole archive otherwise")
    void ifRange() throws IOException {
        String etag;
        try (Browser browser = get()) {
            etag = browser.header("etag");
        }
        try (Browser same = get("Range: bytes=1-2", "If-Range: " + etag)) {
            assertThat(same.status()).isEqualTo(206);
        }
        for (String other : List.of("\"other\"", "W/" + etag, "Wed, 25 Nov 2026 12:00:00 GMT")) {
            try (Browser browser = get("Range: bytes=1-2", "If-Range: " + other)) {
                assertThat(browser.status()).isEqualTo(200);
            }
        }
        try (Browser unchanged = get("If-None-Match: " + etag, "Connection: close")) {
            assertThat(unchanged.status()).isEqualTo(304);
            assertThat(unchanged.rest()).isEmpty();
        }
    }

    @Test
    @DisplayName(
            "2.2 5.4 unknown, unfinished and failed trainings and a failing service have distinct problem responses")
    void problems() throws IOException {
        assertProblem("nobody", 404, "There is no such training.");
        assertProblem(
                emulator.putTraining(List.of("training", "finished"), archive),
                409,
                "The training has not finished yet.");
        String failed = emulator.putTraining(List.of("failed"), archive);
        assertProblem(failed, 410, "The training has failed: it has no result.");
        String noZip = emulator.putTraining(FINISHED, "<html>".getBytes(StandardCharsets.UTF_8));
        assertProblem(noZip, 502, "The service did not return the result.");
        emulator.failNext(2, 500);
        assertProblem(failed, 503, "The service cannot return the result at the moment.");
    }

    private static void assertProblem(String id, int status, String detail) throws IOException {
        try (Browser browser = Browser.get(application.port(), target(id))) {
            assertThat(browser.status()).isEqualTo(status);
            assertThat(browser.header("content-type")).isEqualTo("application/problem+json");
            assertThat(browser.header("content-disposition")).isNull();
            assertThat(new String(browser.body(), StandardCharsets.UTF_8))
                    .contains("\"status\":" + status, "\"detail\":\"" + detail + "\"");
        }
    }

    private static ResultContent content(OptionalLong length) {
        ResultContent content = mock(ResultContent.class);
        when(content.length()).thenReturn(length);
        when(content.etag()).thenReturn(Optional.empty());
        return content;
    }

    private static Started startWith(ResultContent content) {
        PredictionOneClient client = mock(PredictionOneClient.class);
        when(client.resultContent(any())).thenReturn(Mono.just(content));
        return TestApplication.start(client, NOTHING);
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    @DisplayName("5.9 a download that fails midway breaks off without a proper end, whether or not its length is known")
    void cut(boolean lengthKnown) throws IOException {
        ResultContent breaking = content(lengthKnown ? OptionalLong.of(2_000) : OptionalLong.empty());
        when(breaking.bytes())
                .thenReturn(Flux.concat(
                        Flux.just(ByteBuffer.allocate(1_000)),
                        Flux.error(new TransferException("broken off", null, Retryability.LATER))));
        try (Started started = startWith(breaking);
                Browser browser = Browser.get(started.port(), target("any"))) {
            assertThat(browser.status()).isEqualTo(200);
            browser.skip(1_000);
            assertThatThrownBy(() -> browser.skip(1)).isInstanceOf(EOFException.class);
            assertThat(browser.ended()).isFalse();
        }
    }

    @Test
    @DisplayName(
            "2.2 a download that fails before its first byte receives an error status and no header of the archive")
    void failsAtTheFirstByte() throws IOException {
        ResultContent broken = content(OptionalLong.of(2_000));
        when(broken.bytes()).thenReturn(Flux.error(new TransferException("broken", null, Retryability.LATER)));
        try (Started started = startWith(broken);
                Browser browser = Browser.get(started.port(), target("any"))) {
            assertThat(browser.status()).isEqualTo(503);
            assertThat(browser.header("content-disposition")).isNull();
        }
    }

    @Test
    @DisplayName(
            "4.5 5.9 a stalled browser holds up only its own download, in bounded memory, and cancels it on leaving")
    void stalled() throws Exception {
        int piece = 1 << 16;
        long bound = 1L << 25;
        AtomicInteger downloads = new AtomicInteger();
        AtomicLong stalled = new AtomicLong();
        CountDownLatch gone = new CountDownLatch(1);
        ResultContent endless = content(OptionalLong.empty());
        when(endless.bytes()).thenAnswer(call -> {
            AtomicLong made = downloads.getAndIncrement() == 0 ? stalled : new AtomicLong();
            return Flux.<ByteBuffer>generate(sink -> {
                        made.addAndGet(piece);
                        sink.next(ByteBuffer.allocate(piece));
                    })
                    .doOnCancel(() -> {
                        if (made == stalled) {
                            gone.countDown();
                        }
                    });
        });
        try (Started started = startWith(endless)) {
            try (Browser browser = Browser.get(started.port(), target("any"));
                    Browser reader = Browser.get(started.port(), target("any"))) {
                assertThat(browser.status()).isEqualTo(200);
                // In this time, the other browser could have received as much without backpressure.
                reader.skip(2 * bound);
            }
            gone.await();
            assertThat(stalled).hasValueLessThan(bound);
        }
    }
}
