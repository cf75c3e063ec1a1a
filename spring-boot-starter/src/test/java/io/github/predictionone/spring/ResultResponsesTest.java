package io.github.predictionone.spring;

import static org.assertj.core.api.Assertions.assertThat;
import static org.mockito.ArgumentMatchers.any;
import static org.mockito.Mockito.mock;
import static org.mockito.Mockito.when;

import io.github.predictionone.ApiError;
import io.github.predictionone.ApiException;
import io.github.predictionone.AuthenticationException;
import io.github.predictionone.ClientClosedException;
import io.github.predictionone.PredictionOneException;
import io.github.predictionone.ProtocolException;
import io.github.predictionone.Retryability;
import io.github.predictionone.TrainingNotFinishedException;
import io.github.predictionone.TransferException;
import io.github.predictionone.TransportException;
import io.github.predictionone.model.ModelId;
import io.github.predictionone.reactor.PredictionOneClient;
import io.github.predictionone.reactor.ResultContent;
import io.github.predictionone.retraining.RetrainJobId;
import io.github.predictionone.retraining.RetrainingFailedException;
import io.github.predictionone.retraining.RetrainingStatus;
import io.github.predictionone.training.TrainingFailedException;
import io.github.predictionone.training.TrainingId;
import io.github.predictionone.training.TrainingState;
import io.github.predictionone.training.TrainingStatus;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.springframework.http.HttpHeaders;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.http.server.reactive.ServerHttpRequest;
import org.springframework.mock.http.server.reactive.MockServerHttpRequest;
import org.springframework.web.server.ResponseStatusException;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.test.StepVerifier;

class ResultResponsesTest {

    private static final TrainingId ID = TrainingId.of("t-1");
    private static final ServerHttpRequest GET = MockServerHttpRequest.get("/").build();
    private static final String INSIDE = "https://storage.internal/secret";
    private static final TrainingStatus FAILED_TRAINING = new TrainingStatus(
            ID,
            TrainingState.FAILED,
            "failed",
            Optional.empty(),
            Optional.empty(),
            Optional.empty(),
            false,
            Optional.empty());
    private static final RetrainingStatus FAILED_RETRAINING = new RetrainingStatus(
            RetrainJobId.of(ModelId.of("17"), "r-1"),
            TrainingState.FAILED,
            "job_failed",
            Optional.empty(),
            Optional.empty(),
            false);

    private static ResponseEntity<Flux<ByteBuffer>> answer(Mono<ResultContent> content, String fileName) {
        PredictionOneClient client = mock(PredictionOneClient.class);
        when(client.resultContent(any())).thenReturn(content);
        return ResultResponses.of(client, ID, GET, fileName).block();
    }

    private static ResultContent content(Flux<ByteBuffer> bytes) {
        ResultContent content = mock(ResultContent.class);
        when(content.length()).thenReturn(OptionalLong.empty());
        when(content.etag()).thenReturn(Optional.empty());
        when(content.bytes()).thenReturn(bytes);
        return content;
    }

    static Arguments[] failures() {
        TransportException down = new TransportException(INSIDE, null, Retryability.IF_IDEMPOTENT);
        return new Arguments[] {
            Arguments.of(404, refusal(400, Retryability.NEVER)),
            Arguments.of(404, refusal(404, Retryability.NEVER)),
            Arguments.of(
                    409, new TransferException(INSIDE, new TrainingNotFinishedException(INSIDE), Retryability.LATER)),
            Arguments.of(
                    410,
                    new TransferException(
                            INSIDE, new TrainingFailedException(INSIDE, FAILED_TRAINING), Retryability.NEVER)),
            Arguments.of(
                    410,
                    new TransferException(
                            INSIDE, new RetrainingFailedException(INSIDE, FAILED_RETRAINING), Retryability.NEVER)),
            Arguments.of(502, new AuthenticationException(INSIDE, error(401))),
            Arguments.of(502, new ProtocolException(INSIDE, null)),
            Arguments.of(502, new TransferException(INSIDE, null, Retryability.NEVER)),
            Arguments.of(502, new TransferException(INSIDE, refusal(403, Retryability.NEVER), Retryability.NEVER)),
            Arguments.of(503, refusal(500, Retryability.IF_IDEMPOTENT)),
            Arguments.of(503, down),
            Arguments.of(503, new TransferException(INSIDE, down, Retryability.IF_IDEMPOTENT)),
            Arguments.of(503, new ClientClosedException(INSIDE)),
        };
    }

    private static ApiError error(int status) {
        return new ApiError(status, null, null, null, Duration.ofSeconds(7));
    }

    private static ApiException refusal(int status, Retryability retryability) {
        return new ApiException(INSIDE, error(status), retryability);
    }

    @ParameterizedTest
    @MethodSource("failures")
    @DisplayName("2.2 a failure before the first byte has a matching status and reveals no internal details")
    void problems(int status, PredictionOneException failure) {
        ResponseEntity<Flux<ByteBuffer>> response = answer(Mono.error(failure), "a.zip");
        assertThat(response.getStatusCode().value()).isEqualTo(status);
        assertThat(response.getHeaders().getContentType()).isEqualTo(MediaType.APPLICATION_PROBLEM_JSON);
        String json =
                StandardCharsets.UTF_8.decode(response.getBody().blockFirst()).toString();
        assertThat(json)
                .contains("\"status\":" + status, "\"title\":\"", "\"detail\":\"")
                .doesNotContain("internal/", "secret");
        assertThat(response.getHeaders().getFirst(HttpHeaders.RETRY_AFTER))
                .isEqualTo(failure instanceof ApiException && status == 503 ? "7" : null);
    }

    @Test
    @DisplayName("a failure at the first byte is a ResponseStatusException for the application's own handlers")
    void failureAtTheFirstByte() {
        TransferException failure = new TransferException(INSIDE, null, Retryability.LATER);
        answer(Mono.just(content(Flux.error(failure))), "a.zip")
                .getBody()
                .as(StepVerifier::create)
                .verifyErrorSatisfies(error -> assertThat(error)
                        .isInstanceOfSatisfying(
                                ResponseStatusException.class,
                                response -> assertThat(response.getStatusCode().value())
                                        .isEqualTo(503)));
    }

    @ParameterizedTest
    @CsvSource(
            quoteCharacter = '`',
            value = {
                "t-1.zip,attachment; filename=\"t-1.zip\"",
                "a\"b.zip,attachment; filename=\"a\\\"b.zip\"",
                "../../etc/a\\b.zip,attachment; filename=\".._.._etc_a_b.zip\"",
            })
    @DisplayName("a file name is escaped in the header")
    void fileName(String name, String disposition) {
        assertThat(answer(Mono.just(content(Flux.empty())), name)
                        .getHeaders()
                        .getFirst(HttpHeaders.CONTENT_DISPOSITION))
                .isEqualTo(disposition);
        assertThat(answer(Mono.just(content(Flux.empty())), "a\r\nSet-Cookie: b")
                        .getHeaders()
                        .getFirst(HttpHeaders.CONTENT_DISPOSITION))
                .isEqualTo("attachment; filename=\"a__Set-Cookie: b\"");
    }

    @Test
    @DisplayName("headers that the storage does not send are absent from the response")
    void nothingKnown() {
        HttpHeaders headers = answer(Mono.just(content(Flux.empty())), "a.zip").getHeaders();
        assertThat(headers.getContentLength()).isEqualTo(-1);
        assertThat(headers.getETag()).isNull();
        assertThat(headers.getFirst(HttpHeaders.ACCEPT_RANGES)).isNull();
    }

    @Test
    @DisplayName("4.5 5.9 buffers are requested one at a time and emitted in small pieces")
    void demand() {
        AtomicLong asked = new AtomicLong();
        byte[] bytes = new byte[40_000];
        bytes[39_999] = 1;
        Flux<ByteBuffer> buffers = Flux.generate(sink -> {
            asked.incrementAndGet();
            sink.next(ByteBuffer.wrap(bytes, 100, 39_900));
        });
        answer(Mono.just(content(buffers)), "a.zip")
                .getBody()
                .as(body -> StepVerifier.create(body, 0))
                .expectSubscription()
                .thenRequest(2)
                .expectNextMatches(piece -> piece.remaining() == 16_384)
                .expectNextMatches(piece -> piece.remaining() == 16_384)
                .then(() -> assertThat(asked).hasValue(1))
                .thenRequest(1)
                .expectNextMatches(
                        piece -> piece.remaining() == 39_900 - 2 * 16_384 && piece.get(piece.limit() - 1) == 1)
                .then(() -> assertThat(asked).hasValueLessThanOrEqualTo(2))
                .thenCancel()
                .verify();
    }

    @Test
    @DisplayName("1.6 a download ends if only the first piece is ever requested, since the response was not written")
    void unwritten() {
        AtomicBoolean cancelled = new AtomicBoolean();
        StepVerifier.withVirtualTime(
                        () -> {
                            // The storage may be slow.
                            Flux<ByteBuffer> late =
                                    Mono.delay(Duration.ofMinutes(1)).thenMany(Flux.just(ByteBuffer.allocate(1 << 16)));
                            return answer(
                                            Mono.just(content(late.concatWith(Flux.never())
                                                    .doOnCancel(() -> cancelled.set(true)))),
                                            "r.zip")
                                    .getBody();
                        },
                        1)
                .expectSubscription()
                .expectNoEvent(Duration.ofMinutes(1))
                .expectNextCount(1)
                .expectNoEvent(Duration.ofMillis(14_999))
                .thenAwait(Duration.ofMillis(1))
                .verifyComplete();
        assertThat(cancelled).isTrue();
    }

    @Test
    @DisplayName("1.6 a slow browser keeps its download once it has requested the second piece")
    void slow() {
        StepVerifier.withVirtualTime(
                        () -> answer(Mono.just(content(Flux.just(ByteBuffer.allocate(1 << 16)))), "r.zip")
                                .getBody(),
                        2)
                .expectNextCount(2)
                .thenAwait(Duration.ofDays(1))
                .thenRequest(Long.MAX_VALUE)
                .expectNextCount(2)
                .verifyComplete();
    }
}
