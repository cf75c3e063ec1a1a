package io.github.predictionone.reactor.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.github.predictionone.ApiKey;
import io.github.predictionone.ClientClosedException;
import io.github.predictionone.InvalidRowException;
import io.github.predictionone.ProtocolException;
import io.github.predictionone.Retryability;
import io.github.predictionone.TransferException;
import io.github.predictionone.TransportException;
import io.github.predictionone.classifier.Classifier;
import io.github.predictionone.classifier.ClassifierId;
import io.github.predictionone.classifier.ClassifierState;
import io.github.predictionone.classifier.ClassifierStatus;
import io.github.predictionone.inference.PredictOptions;
import io.github.predictionone.inference.Prediction;
import io.github.predictionone.internal.wire.ApiRequest;
import io.github.predictionone.reactor.ClassifierOperations;
import io.github.predictionone.reactor.internal.exchange.Answer;
import io.github.predictionone.reactor.internal.exchange.Exchange;
import io.github.predictionone.reactor.internal.exchange.ScriptedExchange;
import io.github.predictionone.reactor.internal.support.ActiveCalls;
import io.github.predictionone.reactor.internal.support.Time;
import io.github.predictionone.reactor.internal.watch.Watches;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.core.publisher.Sinks;
import reactor.test.StepVerifier;
import reactor.test.publisher.TestPublisher;

class PredictionsTest {

    private static final PredictOptions THREE_AT_A_TIME =
            PredictOptions.defaults().withConcurrency(3);

    /** Answers a row only when the test says so, and records the requested rows. */
    private static final class Service implements Exchange {

        private final Map<Integer, Sinks.One<String>> answers = new LinkedHashMap<>();
        private final List<Integer> cancelled = new ArrayList<>();
        private boolean atOnce;

        @Override
        public <T> Mono<Answer<T>> send(ApiRequest<T> request) {
            return Mono.defer(() -> {
                int row = Integer.parseInt(request.subject().replaceAll(".*row ", ""));
                Sinks.One<String> answer = Sinks.one();
                answers.put(row, answer);
                if (atOnce) {
                    answer(row);
                }
                return answer.asMono()
                        .doOnCancel(() -> cancelled.add(row))
                        .map(json ->
                                new Answer<>(request.decoder().decode(json.getBytes(StandardCharsets.UTF_8)), null));
            });
        }

        void answer(int row) {
            String data =
                    Base64.getEncoder().encodeToString(("predicted value\n" + row).getBytes(StandardCharsets.US_ASCII));
            answers.get(row)
                    .tryEmitValue("{\"outputs\":[{\"name\":\"prediction_valid.csv\",\"data\":\"" + data + "\"}]}")
                    .orThrow();
        }

        void fail(int row) {
            answers.get(row)
                    .tryEmitError(new TransportException("row " + row + " was lost", null, Retryability.IF_IDEMPOTENT))
                    .orThrow();
        }
    }

    private final Service service = new Service();
    private final ActiveCalls calls = new ActiveCalls();
    private final List<URI> origins = new ArrayList<>();
    private final ClassifierOperations classifiers = new Classifiers(
            new ScriptedExchange(),
            new ScriptedExchange(),
            new Watches(Time.system(), () -> 0, Duration.ofMinutes(2)),
            new WatchDecorator(new ActiveCalls(), Optional.empty()),
            new Predictions(
                    new InferenceHosts(URI.create("https://service.example"), Set.of(), false),
                    origin -> {
                        origins.add(origin);
                        return service;
                    },
                    calls));

    @TempDir
    private Path directory;

    private static Classifier classifier(Optional<String> url, Optional<ApiKey> key) {
        return new Classifier(
                new ClassifierStatus(
                        ClassifierId.of("c-1"),
                        ClassifierState.RUNNING,
                        "running",
                        Optional.empty(),
                        Optional.empty(),
                        Optional.empty()),
                Optional.empty(),
                Optional.empty(),
                key,
                url,
                true,
                true,
                List.of());
    }

    private static Classifier classifier() {
        return classifier(Optional.of("https://service.example:444/i?x=1"), Optional.of(ApiKey.of("k")));
    }

    private static List<Map<String, Integer>> rows(int count) {
        return IntStream.rangeClosed(1, count).mapToObj(n -> Map.of("n", n)).toList();
    }

    private Flux<Long> predicted(int rows, PredictOptions options) {
        return classifiers.predict(classifier(), rows(rows), options).map(Prediction::row);
    }

    /** Creates the exchange for the origin, which happens on another thread, before the predictions begin. */
    private StepVerifier.Step<Long> begun(Flux<Long> predictions, long demand) {
        classifiers.predict(classifier(), List.of()).as(StepVerifier::create).verifyComplete();
        return StepVerifier.create(predictions, demand);
    }

    private void assertAsked(Integer... rows) {
        assertThat(service.answers.keySet()).containsExactly(rows);
    }

    @Test
    @DisplayName("row 17: predictions come in the order of the rows, with one request per row and limited concurrency")
    void inOrder() {
        begun(predicted(6, THREE_AT_A_TIME), Long.MAX_VALUE)
                .then(() -> assertAsked(1, 2, 3))
                .then(() -> {
                    service.answer(3);
                    service.answer(2);
                })
                .then(() -> assertAsked(1, 2, 3))
                .then(() -> service.answer(1))
                .expectNext(1L, 2L, 3L)
                .then(() -> assertAsked(1, 2, 3, 4, 5, 6))
                .then(() -> {
                    service.answer(5);
                    service.answer(4);
                })
                .expectNext(4L, 5L)
                .then(() -> service.answer(6))
                .expectNext(6L)
                .verifyComplete();
        assertThat(origins).containsExactly(URI.create("https://service.example:444"));
    }

    @Test
    @DisplayName("4.5 no request is sent without demand for its prediction")
    void demand() {
        begun(predicted(6, THREE_AT_A_TIME), 0)
                .then(() -> assertAsked())
                .thenRequest(1)
                .then(() -> assertAsked(1))
                .then(() -> service.answer(1))
                .expectNext(1L)
                .then(() -> assertAsked(1))
                .thenRequest(5)
                .then(() -> assertAsked(1, 2, 3, 4))
                .thenCancel()
                .verify();
        assertThat(service.cancelled).containsExactlyInAnyOrder(2, 3, 4);
    }

    @Test
    @DisplayName("4.5 a subscriber that takes one prediction causes one request")
    void takeOne() {
        service.atOnce = true;
        predicted(6, THREE_AT_A_TIME)
                .take(1)
                .as(StepVerifier::create)
                .expectNext(1L)
                .verifyComplete();
        assertAsked(1);
    }

    @Test
    @DisplayName("row 17: the first failed row ends the stream after the predictions of all earlier rows")
    void failure() {
        begun(predicted(6, THREE_AT_A_TIME), Long.MAX_VALUE)
                .then(() -> service.fail(2))
                .then(() -> service.answer(3))
                .then(() -> service.answer(1))
                .expectNext(1L)
                .verifyErrorMessage("row 2 was lost");
    }

    @Test
    @DisplayName("row 17: with failed rows allowed, a failed row is an element and the other rows follow")
    void failedRows() {
        classifiers.predict(classifier(), List.of()).as(StepVerifier::create).verifyComplete();
        classifiers
                .predict(classifier(), rows(3), THREE_AT_A_TIME.withFailedRows(true))
                .as(StepVerifier::create)
                .then(() -> service.answer(3))
                .then(() -> service.fail(2))
                .then(() -> service.answer(1))
                .expectNextMatches(prediction -> prediction.value().orElseThrow() == 1)
                .assertNext(failed -> {
                    assertThat(failed.isFailed()).isTrue();
                    assertThat(failed.row()).isEqualTo(2);
                    assertThat(failed.failure()).containsInstanceOf(TransportException.class);
                    assertThat(failed.columns()).isEmpty();
                })
                .expectNextMatches(prediction -> prediction.row() == 3 && !prediction.isFailed())
                .verifyComplete();
    }

    /** A row whose class depends on a missing class. */
    record Torn(int n) {
        @Override
        public int n() {
            throw new NoClassDefFoundError("absent");
        }
    }

    @Test
    @DisplayName("1.10 a row that throws a JVM error when it is read fails alone, with its row number")
    void brokenRow() {
        service.atOnce = true;
        classifiers
                .predict(
                        classifier(),
                        List.of(Map.of("n", 1), new Torn(2), Map.of("n", 3)),
                        THREE_AT_A_TIME.withFailedRows(true))
                .as(StepVerifier::create)
                .expectNextCount(1)
                .assertNext(failed -> assertThat(failed.failure().orElseThrow())
                        .isInstanceOf(InvalidRowException.class)
                        .hasMessage("row 2: java.lang.NoClassDefFoundError: absent")
                        .hasCauseInstanceOf(NoClassDefFoundError.class))
                .expectNextCount(1)
                .verifyComplete();
    }

    @Test
    @DisplayName("1.10 a JVM error in the source of rows ends the stream after the predictions of the earlier rows")
    void brokenRows() {
        service.atOnce = true;
        Flux<Object> rows = Flux.range(1, 30).map(n -> {
            if (n == 21) {
                throw new StackOverflowError("too deep");
            }
            return Map.of("n", n);
        });
        classifiers
                .predict(classifier(), rows, THREE_AT_A_TIME)
                .as(StepVerifier::create)
                .expectNextCount(20)
                .verifyErrorSatisfies(failure -> assertThat(failure)
                        .isInstanceOf(InvalidRowException.class)
                        .hasMessage("reading the rows failed: java.lang.StackOverflowError: too deep"));
        Iterable<Object> broken = () -> {
            throw new NoClassDefFoundError("absent");
        };
        classifiers
                .predict(classifier(), broken, THREE_AT_A_TIME)
                .as(StepVerifier::create)
                .verifyErrorMessage("reading the rows failed: java.lang.NoClassDefFoundError: absent");
    }

    @Test
    @DisplayName("row 17: a row that cannot be sent fails alone, with its number but without its values")
    void invalidRow() {
        service.atOnce = true;
        List<Object> rows = List.of(Map.of("n", 1), Map.of("n", List.of("secret")), Map.of("n", 3));
        classifiers
                .predict(classifier(), rows, THREE_AT_A_TIME.withFailedRows(true))
                .as(StepVerifier::create)
                .expectNextCount(1)
                .assertNext(failed -> assertThat(failed.failure().orElseThrow())
                        .isInstanceOf(InvalidRowException.class)
                        .hasMessageContaining("row 2")
                        .hasMessageNotContaining("secret"))
                .expectNextCount(1)
                .verifyComplete();
        assertAsked(1, 3);
    }

    @Test
    @DisplayName("row 17: an error of the row publisher is emitted unchanged after the predictions of the earlier rows")
    void failingPublisher() {
        TestPublisher<Map<String, Integer>> rows = TestPublisher.create();
        Flux<Long> predictions =
                classifiers.predict(classifier(), rows.flux(), THREE_AT_A_TIME).map(Prediction::row);
        begun(predictions, Long.MAX_VALUE)
                .then(() -> rows.next(Map.of("n", 1)).error(new IllegalStateException("no more")))
                .then(() -> service.answer(1))
                .expectNext(1L)
                .verifyErrorMessage("no more");
    }

    @Test
    @DisplayName("1.6 each subscription predicts again, and nothing happens before the first")
    void cold() {
        service.atOnce = true;
        Flux<Long> predictions = predicted(2, THREE_AT_A_TIME);
        assertThat(origins).isEmpty();
        for (int i = 0; i < 2; i++) {
            service.answers.clear();
            predictions.as(StepVerifier::create).expectNext(1L, 2L).verifyComplete();
            assertAsked(1, 2);
        }
        assertThat(origins).hasSize(1);
    }

    @Test
    @DisplayName("1.7 closing the client ends the stream of predictions, even while it waits for demand")
    void closed() {
        begun(predicted(2, THREE_AT_A_TIME), 0)
                .then(() -> calls.close(Runnable::run))
                .verifyError(ClientClosedException.class);
    }

    @Test
    @DisplayName("1.2 no request is sent to a host that must not receive the key")
    void foreignUrl() {
        classifiers
                .predict(classifier(Optional.of("https://evil.example/i"), Optional.of(ApiKey.of("k"))), rows(1))
                .as(StepVerifier::create)
                .verifyError(ProtocolException.class);
        assertThat(origins).isEmpty();
        assertAsked();
    }

    @Test
    @DisplayName("2.1 predictions by a classifier without a URL or a key are refused immediately")
    void unready() {
        assertThatExceptionOfType(IllegalArgumentException.class)
                .isThrownBy(
                        () -> classifiers.predict(classifier(Optional.empty(), Optional.of(ApiKey.of("k"))), rows(1)))
                .withMessageContaining("no URL")
                .withMessageContaining("running");
        assertThatExceptionOfType(IllegalArgumentException.class)
                .isThrownBy(() -> classifiers.predict(
                        classifier(Optional.of("https://service.example/i"), Optional.empty()), rows(1)))
                .withMessageContaining("no key");
        assertThatExceptionOfType(IllegalArgumentException.class)
                .isThrownBy(() -> PredictOptions.defaults().withConcurrency(0));
    }

    private Flux<Long> ofFile(String name, String content) throws Exception {
        Path file = Files.writeString(directory.resolve(name), content);
        return classifiers.predict(classifier(), file, THREE_AT_A_TIME).map(Prediction::row);
    }

    @Test
    @DisplayName("row 17: a file of thousands of rows is predicted in order")
    void file() throws Exception {
        service.atOnce = true;
        StringBuilder csv = new StringBuilder("\uFEFFn,\"a,b\"\r\n");
        IntStream.rangeClosed(1, 3_000).forEach(n -> csv.append(n).append(",\"x\ny\"\r\n"));
        List<Long> rows = ofFile("rows.csv", csv.toString()).collectList().block();
        assertThat(rows)
                .containsExactlyElementsOf(
                        LongStream.rangeClosed(1, 3_000).boxed().toList());
        ofFile("rows.tsv", "n\tm\n1\t2\n")
                .as(StepVerifier::create)
                .expectNext(1L)
                .verifyComplete();
    }

    @Test
    @DisplayName("2.1 a missing file or a malformed line ends the predictions with a TransferException")
    void badFile() throws Exception {
        service.atOnce = true;
        classifiers
                .predict(classifier(), directory.resolve("none.csv"))
                .as(StepVerifier::create)
                .verifyErrorSatisfies(failure -> assertThat(failure)
                        .isInstanceOf(TransferException.class)
                        .hasMessageContaining("the file does not exist"));
        ofFile("ragged.csv", "a,b\n1,2\n3\n")
                .as(StepVerifier::create)
                .expectNext(1L)
                .verifyErrorSatisfies(failure -> assertThat(failure)
                        .isInstanceOf(TransferException.class)
                        .hasMessageContaining("line 3"));
        ofFile("empty.csv", "").as(StepVerifier::create).verifyError(TransferException.class);
        Path latin = Files.write(directory.resolve("latin.csv"), new byte[] {'a', '\n', (byte) 0xe9, '\n'});
        classifiers
                .predict(classifier(), latin)
                .as(StepVerifier::create)
                .verifyErrorSatisfies(failure -> assertThat(failure)
                        .isInstanceOf(TransferException.class)
                        .hasMessageContaining("not text in this charset"));
    }
}
