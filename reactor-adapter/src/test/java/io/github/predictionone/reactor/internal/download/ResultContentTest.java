package io.github.predictionone.reactor.internal.download;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import io.github.predictionone.TransferException;
import io.github.predictionone.internal.wire.PresignedUrl;
import io.github.predictionone.reactor.ResultContent;
import io.github.predictionone.reactor.internal.netty.Connections;
import io.github.predictionone.reactor.internal.netty.TestSettings;
import io.github.predictionone.reactor.internal.storage.RangeServer;
import io.github.predictionone.reactor.internal.storage.RangeServer.Asked;
import io.github.predictionone.testsupport.Zips;
import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.UnaryOperator;
import mockwebserver3.MockResponse;
import mockwebserver3.MockWebServer;
import mockwebserver3.junit5.StartStop;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.reactivestreams.Subscription;
import reactor.core.publisher.BaseSubscriber;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.test.StepVerifier;

class ResultContentTest {

    private static final String DOING = "download of the result of t-1";
    private static final byte[] ZIP = Zips.noise(300_000, 1);
    private static final byte[] OTHER = Zips.noise(300_000, 2);

    @StartStop
    public final MockWebServer server = new MockWebServer();

    private final RangeServer storage = new RangeServer(ZIP);
    // Only one: a request waits until the previous one has released its connection.
    private final Connections connections = new Connections(TestSettings.connections(1));
    private final AtomicInteger urls = new AtomicInteger();
    private final Downloads downloads = TestDownloads.from(connections).build();

    @BeforeEach
    void set() {
        server.setDispatcher(storage);
    }

    @AfterEach
    void close() {
        connections.close().as(StepVerifier::create).verifyComplete();
    }

    private Mono<PresignedUrl> url() {
        return Mono.fromSupplier(() -> PresignedUrl.parse(
                "result_url", server.url("/result.zip") + "?sig=secret&n=" + urls.incrementAndGet()));
    }

    private Mono<ResultContent> content() {
        return downloads.content(DOING, url(), UnaryOperator.identity());
    }

    private static byte[] all(Flux<ByteBuffer> bytes) {
        return bytes.reduceWith(ByteArrayOutputStream::new, ResultContentTest::collect)
                .map(ByteArrayOutputStream::toByteArray)
                .block();
    }

    private static ByteArrayOutputStream collect(ByteArrayOutputStream all, ByteBuffer more) {
        byte[] bytes = new byte[more.remaining()];
        more.get(bytes);
        all.writeBytes(bytes);
        return all;
    }

    private static void assertChanged(Flux<ByteBuffer> bytes) {
        bytes.as(StepVerifier::create)
                .verifyErrorSatisfies(failure -> assertThat(failure)
                        .isInstanceOf(TransferException.class)
                        .hasMessage(DOING + ": the archive has changed since its length and entity tag were read"));
    }

    @Test
    @DisplayName(
            "5.9 a request for four bytes finds length, entity tag and range support, and its connection is reused")
    void described() {
        ResultContent content = content().block();
        assertThat(content.length()).hasValue(ZIP.length);
        assertThat(content.etag()).contains("\"v1\"");
        assertThat(content.hasRanges()).isTrue();
        assertThat(storage.sent()).isEqualTo(4);
        assertThat(all(content.bytes())).isEqualTo(ZIP);
        assertThat(storage.asked())
                .extracting(asked -> asked.request().getConnectionIndex())
                .containsExactly(0, 0);
        assertThat(urls).as("calls for a URL").hasValue(1);
    }

    @Test
    @DisplayName("5.9 each buffer of an archive or a range is small, however much the network delivers at a time")
    void smallBuffers() {
        byte[] large = Zips.noise(16_000_000, 3);
        storage.replace(large, "\"v3\"");
        ResultContent content = content().block();
        for (Flux<ByteBuffer> bytes : List.of(content.bytes(), content.bytes(0, large.length))) {
            List<Integer> lengths = new ArrayList<>();
            assertThat(all(bytes.doOnNext(buffer -> lengths.add(buffer.remaining()))))
                    .isEqualTo(large);
            assertThat(lengths).allMatch(length -> length <= 65_536);
        }
    }

    @Test
    @DisplayName("5.2 5.9 a range is requested under the entity tag and resumes where it broke off")
    void range() {
        ResultContent content = content().block();
        AtomicInteger answers = new AtomicInteger();
        storage.behave((range, all) -> answers.getAndIncrement() == 0 ? all.cut(range, 100_000) : all.good(range));
        assertThat(all(content.bytes(1_000, 200_001))).isEqualTo(Arrays.copyOfRange(ZIP, 1_000, 200_001));
        List<Asked> asked = storage.asked().subList(1, 3);
        assertThat(asked).extracting(Asked::start).containsExactly(1_000, 101_000);
        assertThat(asked).extracting(Asked::end).containsOnly(200_001);
        assertThat(asked)
                .extracting(one -> one.request().getHeaders().get("if-match"))
                .containsOnly("\"v1\"");
    }

    @Test
    @DisplayName("5.9 each subscription to a range is a new download, and a range can be the last byte or empty")
    void edges() {
        ResultContent content = content().block();
        Flux<ByteBuffer> last = content.bytes(ZIP.length - 1, ZIP.length);
        assertThat(all(last)).isEqualTo(new byte[] {ZIP[ZIP.length - 1]}).isEqualTo(all(last));
        assertThat(all(content.bytes(7, 7))).isEmpty();
        assertThatIllegalArgumentException().isThrownBy(() -> content.bytes(0, ZIP.length + 1));
        assertThatIllegalArgumentException().isThrownBy(() -> content.bytes(2, 1));
        assertThatIllegalArgumentException().isThrownBy(() -> content.bytes(-1, 1));
    }

    @Test
    @DisplayName("5.2 an archive that was replaced is refused before its first byte, whole or as a range")
    void replaced() {
        ResultContent content = content().block();
        storage.replace(OTHER, "\"v2\"");
        assertChanged(content.bytes());
        assertChanged(content.bytes(10, 20));
        assertThat(storage.asked()).as("requests, without a retry").hasSize(3);
        storage.replace(OTHER, "\"v1\"");
        storage.behave((range, all) -> all.whole());
        assertChanged(content.bytes(10, 20));
    }

    @Test
    @DisplayName("5.9 a storage without range support serves only whole archives")
    void noRanges() {
        storage.behave((range, all) -> all.whole());
        ResultContent content = content().block();
        assertThat(content.length()).hasValue(ZIP.length);
        assertThat(content.hasRanges()).isFalse();
        assertThatIllegalStateException().isThrownBy(() -> content.bytes(0, 1));
        assertThat(all(content.bytes())).isEqualTo(ZIP);
    }

    @Test
    @DisplayName("5.5 5.9 content that is not a zip is refused before any byte is emitted")
    void noZip() {
        storage.replace("<html>sign in</html>".getBytes(StandardCharsets.UTF_8), "\"v1\"");
        content()
                .as(StepVerifier::create)
                .verifyErrorSatisfies(failure -> assertThat(failure)
                        .isInstanceOf(TransferException.class)
                        .hasMessageContaining("an HTML page")
                        .hasMessageNotContaining("secret"));
    }

    @Test
    @DisplayName("5.4 an expired URL is replaced, before the first byte and in the middle of a range")
    void expired() {
        AtomicInteger answers = new AtomicInteger();
        storage.behave((range, all) -> switch (answers.getAndIncrement()) {
            case 0, 3 -> new MockResponse.Builder().code(403);
            case 2 -> all.cut(range, 10);
            default -> all.good(range);
        });
        ResultContent content = content().block();
        assertThat(urls).hasValue(2);
        assertThat(all(content.bytes(100, 200))).isEqualTo(Arrays.copyOfRange(ZIP, 100, 200));
        assertThat(urls).hasValue(3);
    }

    @Test
    @DisplayName("3.1 5.2 a download fails after five attempts with the error of the storage")
    void givenUp() {
        storage.behave((range, all) -> new MockResponse.Builder().code(500));
        content()
                .as(StepVerifier::create)
                .verifyErrorSatisfies(failure -> assertThat(failure)
                        .isInstanceOf(TransferException.class)
                        .hasMessageContaining("HTTP 500")
                        .hasMessageContaining("after 5 attempts"));
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    @DisplayName("4.5 5.9 a broken connection loses no bytes that a slow subscriber has not taken yet")
    void breaksWhileNobodyTakes(boolean whole) throws InterruptedException {
        ResultContent content = content().block();
        AtomicInteger answers = new AtomicInteger();
        CountDownLatch again = new CountDownLatch(1);
        storage.behave((range, all) -> {
            if (answers.getAndIncrement() == 0) {
                return all.cut(range, 250_000);
            }
            again.countDown();
            return all.good(range);
        });
        ByteArrayOutputStream taken = new ByteArrayOutputStream();
        BaseSubscriber<ByteBuffer> slow = new BaseSubscriber<>() {
            @Override
            protected void hookOnSubscribe(Subscription subscription) {
                request(1);
            }

            @Override
            protected void hookOnNext(ByteBuffer bytes) {
                collect(taken, bytes);
            }
        };
        CountDownLatch ended = new CountDownLatch(1);
        (whole ? content.bytes() : content.bytes(0, ZIP.length - 1))
                .doFinally(end -> ended.countDown())
                .subscribe(slow);
        Flux.generate(sink -> {
                    if (again.getCount() == 0) {
                        sink.complete();
                    } else {
                        slow.request(1);
                        sink.next(1);
                    }
                })
                .delayElements(Duration.ofMillis(20))
                .blockLast();
        slow.request(Long.MAX_VALUE);
        ended.await();
        assertThat(taken.toByteArray()).isEqualTo(Arrays.copyOf(ZIP, whole ? ZIP.length : ZIP.length - 1));
    }
}
