package io.github.predictionone.reactor.internal.download;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.predictionone.ApiError;
import io.github.predictionone.ApiException;
import io.github.predictionone.AuthenticationException;
import io.github.predictionone.PredictionOneException;
import io.github.predictionone.Retryability;
import io.github.predictionone.TransferException;
import io.github.predictionone.TransportException;
import io.github.predictionone.internal.wire.PresignedUrl;
import io.github.predictionone.reactor.internal.netty.ConnectionSettings;
import io.github.predictionone.reactor.internal.netty.Connections;
import io.github.predictionone.reactor.internal.storage.RangeServer;
import io.github.predictionone.testsupport.Zips;
import java.nio.file.Path;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import mockwebserver3.MockResponse;
import mockwebserver3.MockWebServer;
import mockwebserver3.junit5.StartStop;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.reactivestreams.Publisher;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.test.StepVerifier;

/** Failed calls for a URL, at the beginning of a download and in the middle of it. */
class FreshUrlTest {

    private static final String DOING = "download of the result of t-1";
    private static final int PIECE = 100_000;
    private static final byte[] ZIP = Zips.noise(8 * PIECE, 1);

    @StartStop
    public final MockWebServer server = new MockWebServer();

    @TempDir
    private Path directory;

    private final RangeServer storage = new RangeServer(ZIP);
    private final Connections connections = new Connections(ConnectionSettings.defaults());
    private final AtomicInteger calls = new AtomicInteger();

    /** The ways to get an archive. */
    private enum Way {
        FILE {
            @Override
            Publisher<?> get(Downloads downloads, Mono<PresignedUrl> url, Path target) {
                return downloads.toFile(DOING, url, target, false, (received, total) -> {});
            }
        },
        RANGES {
            @Override
            Publisher<?> get(Downloads downloads, Mono<PresignedUrl> url, Path target) {
                return FILE.get(downloads, url, target);
            }
        },
        STREAM {
            @Override
            Publisher<?> get(Downloads downloads, Mono<PresignedUrl> url, Path target) {
                return downloads.stream(DOING, url);
            }
        },
        CONTENT {
            @Override
            Publisher<?> get(Downloads downloads, Mono<PresignedUrl> url, Path target) {
                return downloads.content(DOING, url, UnaryOperator.identity()).flatMapMany(content -> content.bytes());
            }
        },
        PIECE_OF_CONTENT {
            @Override
            Publisher<?> get(Downloads downloads, Mono<PresignedUrl> url, Path target) {
                return downloads
                        .content(DOING, url, UnaryOperator.identity())
                        .flatMapMany(content -> content.bytes(1, ZIP.length));
            }
        };

        abstract Publisher<?> get(Downloads downloads, Mono<PresignedUrl> url, Path target);
    }

    @BeforeEach
    void set() {
        server.setDispatcher(storage);
    }

    @AfterEach
    void close() {
        connections.close().as(StepVerifier::create).verifyComplete();
    }

    private static PredictionOneException answer(int status) {
        ApiError error = new ApiError(status, null, null, null, null);
        String message = "Train Status Check of t-1: HTTP " + status;
        return status == 401 || status == 403
                ? new AuthenticationException(message, error)
                : new ApiException(message, error, status < 500 ? Retryability.NEVER : Retryability.IF_IDEMPOTENT);
    }

    static Stream<Arguments> failures() {
        return Stream.of(Way.values())
                .flatMap(way -> Stream.concat(
                                // From a storage, these mean that the URL is stale or the object has changed.
                                Stream.of(401, 403, 404, 410, 412, 416, 503).map(FreshUrlTest::answer),
                                Stream.of(new TransportException("reset", null, Retryability.ALWAYS)))
                        .map(reason -> Arguments.of(way, reason)));
    }

    private Flux<?> download(Way way, Mono<PresignedUrl> url) {
        int connectionsOfOne = way == Way.RANGES ? 4 : 1;
        Downloads downloads = TestDownloads.from(connections)
                .bounded(new DownloadSettings(connectionsOfOne, 4 * PIECE, PIECE, Long.MAX_VALUE))
                .build();
        return Flux.from(way.get(downloads, url, directory.resolve("result.zip")));
    }

    private Mono<PresignedUrl> url(int good, PredictionOneException reason) {
        return Mono.defer(() -> calls.incrementAndGet() <= good
                ? Mono.just(PresignedUrl.parse("result_url", server.url("/result.zip") + "?sig=" + calls.get()))
                : Mono.error(reason));
    }

    @ParameterizedTest(name = "{0}: {1}")
    @MethodSource("failures")
    @DisplayName("3.1 5.4 a failed call for a fresh URL fails the download at once and is not repeated")
    void inTheMiddle(Way way, PredictionOneException reason) {
        AtomicInteger refused = refuseFrom(PIECE);
        download(way, url(1, reason))
                .as(StepVerifier::create)
                .thenConsumeWhile(piece -> true)
                .verifyErrorSatisfies(failure -> assertThat(failure)
                        .isInstanceOf(TransferException.class)
                        .hasMessageStartingWith(DOING + ": " + reason.getMessage())
                        .hasCause(reason));
        assertThat(calls).as("calls for a URL").hasValue(2);
        assertThat(refused).as("requests to the storage").hasPositiveValue();
    }

    /** Cuts answers at the offset, refuses requests beyond it except for the last byte, and counts the refusals. */
    private AtomicInteger refuseFrom(int offset) {
        AtomicInteger refused = new AtomicInteger();
        storage.behave((range, honest) -> {
            if (range.start() < offset || range.isProbe(ZIP.length)) {
                return honest.cut(range, Math.min(range.end() - range.start(), offset));
            }
            refused.incrementAndGet();
            return new MockResponse.Builder().code(403);
        });
        return refused;
    }

    @ParameterizedTest(name = "{0}: {1}")
    @MethodSource("failures")
    @DisplayName("3.1 5.4 a failed call for the first URL is not repeated")
    void atTheBeginning(Way way, PredictionOneException reason) {
        download(way, url(0, reason))
                .as(StepVerifier::create)
                .verifyErrorSatisfies(failure -> assertThat(failure == reason ? failure : failure.getCause())
                        .isSameAs(reason));
        assertThat(calls).as("calls for a URL").hasValue(1);
        assertThat(storage.asked()).isEmpty();
    }

    @Test
    @DisplayName("5.3 5.4 the next download resumes the bytes written before a call for a fresh URL failed")
    void continued() {
        refuseFrom(2 * PIECE);
        download(Way.FILE, url(1, answer(404))).as(StepVerifier::create).verifyError(TransferException.class);
        storage.behave((range, honest) -> honest.good(range));
        int before = storage.asked().size();
        download(Way.FILE, url(9, answer(404)))
                .as(StepVerifier::create)
                .expectNextCount(1)
                .verifyComplete();
        assertThat(storage.asked().get(before).start()).isEqualTo(2 * PIECE);
        assertThat(directory.resolve("result.zip")).hasBinaryContent(ZIP);
    }

    @Test
    @DisplayName("5.4 5.6 a storage that refuses ranges of one byte causes no call for a fresh URL")
    void refusedProbe() {
        storage.behave((range, honest) -> {
            if (range.isProbe(ZIP.length)) {
                return new MockResponse.Builder().code(403);
            }
            return range.ranged() ? honest.good(range) : honest.cut(range, PIECE);
        });
        download(Way.RANGES, url(1, answer(503)))
                .as(StepVerifier::create)
                .expectNextCount(1)
                .verifyComplete();
        assertThat(calls).as("calls for a URL").hasValue(1);
    }
}
