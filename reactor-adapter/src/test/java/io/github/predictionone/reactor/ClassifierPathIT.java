package io.github.predictionone.reactor;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.predictionone.ApiException;
import io.github.predictionone.AuthenticationException;
import io.github.predictionone.Refusal;
import io.github.predictionone.classifier.AccessRule;
import io.github.predictionone.classifier.Classifier;
import io.github.predictionone.classifier.ClassifierEvent;
import io.github.predictionone.classifier.ClassifierId;
import io.github.predictionone.classifier.ClassifierNotRunningException;
import io.github.predictionone.classifier.ClassifierRequest;
import io.github.predictionone.classifier.ClassifierState;
import io.github.predictionone.classifier.ClassifierUpdate;
import io.github.predictionone.classifier.CreatedClassifier;
import io.github.predictionone.emulator.PredictionOneEmulator;
import io.github.predictionone.emulator.RecordedRequest;
import io.github.predictionone.emulator.ServiceError;
import io.github.predictionone.inference.PredictOptions;
import io.github.predictionone.inference.Prediction;
import io.github.predictionone.model.ModelId;
import io.github.predictionone.policy.PollSchedule;
import io.github.predictionone.policy.RetryPolicy;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;
import reactor.core.publisher.Flux;
import reactor.test.StepVerifier;

/** The life of a classifier from creation to deletion, and its predictions, over real sockets. */
class ClassifierPathIT {

    private static final WatchOptions QUICK =
            WatchOptions.defaults().withPollSchedule(PollSchedule.fixed(Duration.ofMillis(50)));
    private static final Map<String, Object> ROW =
            Map.of("age", 42, "plan", "gold", "joined", "2024-05-31", "hours", 9.5);

    @TempDir
    private Path directory;

    // The time at which the service's clock is stopped; null while the clock runs.
    private volatile Instant stopped;
    private final InstantSource time = () -> stopped == null ? Instant.now() : stopped;
    private final PredictionOneEmulator emulator = PredictionOneEmulator.builder()
            .classifierBuildTime(Duration.ofMillis(300))
            .clock(time.withZone(ZoneOffset.UTC))
            .start();
    private final PredictionOneClient client = PredictionOneClient.builder()
            .baseUrl(emulator.origin())
            .secretKey(emulator.secretKey())
            .requestsPerSecond(0)
            .retry(RetryPolicy.defaults().withFirstWait(Duration.ofMillis(20)))
            .build();
    private final ClassifierOperations classifiers = client.classifiers();
    private ModelId model;

    @BeforeEach
    void train() throws Exception {
        Path csv = Samples.csv(directory, "data.csv", 300);
        Map<String, String> config = Map.of("tc", "premium", "tt", "binary_classification", "tv", "yes", "cv", "1");
        model = ModelId.of(emulator.trainModel("m", csv, config));
    }

    @AfterEach
    void close() {
        client.close();
        emulator.close();
    }

    private Classifier running() {
        String id = emulator.putClassifier((int) model.value(), List.of("running"));
        return classifiers.find(ClassifierId.of(id)).block();
    }

    private ClassifierState state(ClassifierId id) {
        return classifiers.find(id).map(Classifier::state).block();
    }

    @Test
    @DisplayName("4.9 rows 13 to 17: a classifier is created, watched, queried, updated, stopped, started and deleted")
    void wholeLife() {
        // Stop the clock until the watch has seen the classifier being built, however long that takes.
        stopped = Instant.now();
        CreatedClassifier created = classifiers
                .create(ClassifierRequest.of(model, AccessRule.allow("127.0.0.0/8", 1), AccessRule.allow("::1", 2)))
                .block();
        List<ClassifierEvent> events = classifiers
                .watch(created.id(), QUICK)
                .doOnNext(event -> stopped = null)
                .collectList()
                .block();
        assertThat(events).extracting(ClassifierEvent::type).containsExactly("status-changed", "classifier-running");
        Classifier classifier = classifiers.find(created.id()).block();
        assertThat(classifier.apiKey()).contains(created.apiKey());
        assertThat(classifier.modelId()).contains(model);
        assertThat(classifier.rules()).containsExactly(AccessRule.allow("127.0.0.0/8", 1), AccessRule.allow("::1", 2));

        Prediction prediction = classifiers.predict(classifier, List.of(ROW)).blockLast();
        assertThat(prediction.predictedClass().orElseThrow()).isIn("yes", "no");
        assertThat(prediction.probabilities()).containsOnlyKeys("yes", "no");

        Classifier changed = classifiers
                .update(created.id(), ClassifierUpdate.none().withRules(List.of(AccessRule.deny("0.0.0.0/0", 1))))
                .block();
        assertThat(changed.rules()).containsExactly(AccessRule.deny("0.0.0.0/0", 1));
        classifiers
                .predict(classifier, List.of(ROW))
                .as(StepVerifier::create)
                .verifyErrorSatisfies(failure -> assertThat(failure)
                        .isInstanceOf(AuthenticationException.class)
                        .hasMessageContaining("row 1")
                        .hasMessageContaining("Not allowed source ip"));

        classifiers
                .update(
                        created.id(),
                        ClassifierUpdate.none().withRules(List.of()).withActive(false))
                .block();
        classifiers
                .predict(classifier, List.of(ROW))
                .as(StepVerifier::create)
                .verifyErrorSatisfies(failure -> assertThat(failure)
                        .isInstanceOfSatisfying(
                                ClassifierNotRunningException.class,
                                stopped -> assertThat(stopped.state()).isEqualTo(ClassifierState.STOPPED)));
        classifiers
                .update(created.id(), ClassifierUpdate.none().withActive(true))
                .block();
        assertThat(classifiers.watch(created.id(), QUICK).blockLast().type()).isEqualTo("classifier-running");

        classifiers.delete(created.id()).as(StepVerifier::create).verifyComplete();
        assertThat(classifiers.watch(created.id(), QUICK).blockLast().type()).isEqualTo("classifier-terminated");
        assertThat(state(created.id())).isEqualTo(ClassifierState.TERMINATED);
        classifiers
                .delete(created.id())
                .as(StepVerifier::create)
                .verifyErrorSatisfies(failure ->
                        assertThat(((ApiException) failure).refusal()).contains(Refusal.CLASSIFIER_NOT_FOUND));
    }

    @Test
    @DisplayName("row 17: the predictions for a file of 1,000 rows come in the order of its rows")
    void thousandRows() throws Exception {
        Path csv = Samples.csv(directory, "rows.csv", 1_000);
        List<Prediction> predictions = classifiers
                .predict(running(), csv, PredictOptions.defaults().withConcurrency(8))
                .collectList()
                .block();
        assertThat(predictions)
                .extracting(Prediction::row)
                .containsExactlyElementsOf(
                        LongStream.rangeClosed(1, 1_000).boxed().toList());
        assertThat(predictions).allSatisfy(prediction -> {
            assertThat(prediction.predictedClass()).isPresent();
            assertThat(prediction.probabilities().values().stream()
                            .mapToDouble(p -> p)
                            .sum())
                    .isBetween(0.99, 1.01);
        });
    }

    @Test
    @DisplayName("row 17: every prediction option reaches the service and shows in the prediction")
    void options() {
        Prediction prediction = classifiers
                .predict(
                        running(),
                        List.of(ROW),
                        PredictOptions.defaults()
                                .withReasons(true)
                                .withInputColumns(true)
                                .withProbabilitiesOnly(true)
                                .withRowNumbers(false)
                                .withFirstColumn("plan"))
                .blockLast();
        assertThat(prediction.columns().keySet()).startsWith("plan").doesNotContain("row number");
        assertThat(prediction.predictedClass()).isEmpty();
        assertThat(prediction.probabilities()).containsOnlyKeys("yes", "no");
        assertThat(prediction.inputs()).containsEntry("plan", "gold").containsEntry("age", "42");
        assertThat(prediction.reasons()).isNotEmpty().allSatisfy(reason -> {
            assertThat(reason.column()).isPresent();
            assertThat(reason.contribution()).isPresent();
        });
    }

    @Test
    @DisplayName("row 17: a regression predicts a value")
    void regression() throws Exception {
        Path csv = Samples.csv(directory, "more.csv", 300);
        int hours = emulator.trainModel("r", csv, Map.of("tc", "hours", "tt", "regression", "cv", "1"));
        String id = emulator.putClassifier(hours, List.of("running"));
        Classifier classifier = classifiers.find(ClassifierId.of(id)).block();
        Prediction prediction = classifiers
                .predict(
                        classifier,
                        List.of(Map.of("age", 42, "plan", "gold", "joined", "2024-05-31", "premium", "yes")))
                .blockLast();
        assertThat(prediction.value()).isPresent();
        assertThat(prediction.predictedClass()).isEmpty();
        assertThat(prediction.probabilities()).isEmpty();
    }

    @Test
    @DisplayName("1.2 inference uses only the classifier's key, and no other call uses that key")
    void keys() {
        Classifier classifier = running();
        classifiers.predict(classifier, List.of(ROW, ROW)).blockLast();
        String key = classifier.apiKey().orElseThrow().value();
        assertThat(emulator.requests()).allSatisfy(request -> {
            boolean inference = request.target().contains("/inference");
            assertThat(key.equals(key(request))).isEqualTo(inference);
        });
        assertThat(emulator.requestCount("POST", "/v1/groups/")).isEqualTo(2);
    }

    private static String key(RecordedRequest request) {
        return request.headers().getOrDefault("x-api-key", "none");
    }

    @ParameterizedTest
    @EnumSource(
            value = ServiceError.class,
            names = {
                "INFERENCE_CLASSIFIER_NOT_FOUND",
                "INFERENCE_INVALID_REQUEST",
                "INFERENCE_INVALID_API_KEY",
                "INFERENCE_INVALID_CLASSIFIER_ID",
                "INFERENCE_SOURCE_NOT_ALLOWED",
                "INFERENCE_NOT_RUNNING"
            })
    @DisplayName("3.3 every documented inference refusal is reported with its code, and is not retried")
    void refusals(ServiceError error) {
        Classifier classifier = running();
        emulator.failNext(1, error);
        classifiers
                .predict(classifier, List.of(ROW))
                .as(StepVerifier::create)
                .verifyErrorSatisfies(failure -> assertThat(failure)
                        .isInstanceOfSatisfying(
                                ApiException.class,
                                answer -> assertThat(answer.code()).contains("" + error.code()))
                        .hasMessageContaining("row 1"));
        assertThat(emulator.requestCount("POST", "/v1/groups/")).isEqualTo(1);
    }

    @ParameterizedTest
    @ValueSource(ints = {500, 502, 503, 504})
    @DisplayName("3.3 an inference with an unknown outcome is not retried and does not stop the other rows")
    void unclear(int status) {
        Classifier classifier = running();
        emulator.failNext(1, status);
        List<Prediction> predictions = classifiers
                .predict(
                        classifier,
                        IntStream.range(0, 5).mapToObj(n -> ROW).toList(),
                        PredictOptions.defaults().withConcurrency(1).withFailedRows(true))
                .collectList()
                .block();
        assertThat(predictions).extracting(Prediction::isFailed).containsExactly(true, false, false, false, false);
        assertThat(emulator.requestCount("POST", "/v1/groups/")).isEqualTo(5);
    }

    @Test
    @DisplayName("row 14: an API key of another type is refused for classifiers")
    void wrongKey() {
        try (PredictionOneClient other = PredictionOneClient.builder()
                .baseUrl(emulator.origin())
                .apiKey(emulator.issueApiKey("train"))
                .build()) {
            other.classifiers().list().as(StepVerifier::create).verifyError(AuthenticationException.class);
        }
    }

    @Test
    @DisplayName("4.9 hundreds of watched classifiers share the requests for their list")
    void manyWatched() {
        List<ClassifierId> ids = IntStream.range(0, 500)
                .mapToObj(n ->
                        ClassifierId.of(emulator.putClassifier((int) model.value(), List.of("building", "running"))))
                .toList();
        List<String> ends = Flux.fromIterable(ids)
                .flatMap(id -> classifiers.watch(id, QUICK).takeLast(1), ids.size())
                .map(ClassifierEvent::type)
                .collectList()
                .block();
        assertThat(ends).hasSize(500).containsOnly("classifier-running");
        assertThat(emulator.requestCount("GET", "/v1/external/classifiers")).isLessThan(ids.size());
    }
}
