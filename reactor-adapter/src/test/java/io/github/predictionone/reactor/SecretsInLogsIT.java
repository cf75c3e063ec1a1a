package io.github.predictionone.reactor;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.spi.ILoggingEvent;
import io.github.predictionone.classifier.Classifier;
import io.github.predictionone.classifier.ClassifierId;
import io.github.predictionone.emulator.PredictionOneEmulator;
import io.github.predictionone.emulator.RecordedRequest;
import io.github.predictionone.emulator.ServiceError;
import io.github.predictionone.model.ModelId;
import io.github.predictionone.policy.PollSchedule;
import io.github.predictionone.policy.RetryPolicy;
import io.github.predictionone.reactor.micrometer.MicrometerInstrumentation;
import io.github.predictionone.retraining.RetrainJobId;
import io.github.predictionone.retraining.RetrainingData;
import io.github.predictionone.testsupport.CapturedLogs;
import io.github.predictionone.training.ColumnInfo;
import io.github.predictionone.training.StatusEvent;
import io.github.predictionone.training.TrainRequest;
import io.github.predictionone.training.TrainingConfig;
import io.github.predictionone.training.TrainingData;
import io.github.predictionone.training.TrainingId;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.micrometer.observation.ObservationRegistry;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import reactor.test.StepVerifier;

/** Checks everything that the library and its dependencies log, at any level, for successful and failed calls. */
class SecretsInLogsIT {

    private static final WatchOptions QUICK =
            WatchOptions.defaults().withPollSchedule(PollSchedule.fixed(Duration.ofMillis(20)));
    private static final String SECRET = "the-secret-key-that-nobody-may-see";

    @TempDir
    private Path directory;

    private final PredictionOneEmulator emulator = PredictionOneEmulator.builder()
            .secretKey(SECRET)
            .pace(Duration.ofMillis(30))
            .start();

    private PredictionOneClient.Builder builder() {
        return PredictionOneClient.builder()
                .baseUrl(emulator.origin())
                .requestsPerSecond(0)
                .retry(RetryPolicy.defaults().withFirstWait(Duration.ofMillis(5)))
                .instrumentation(MicrometerInstrumentation.of(ObservationRegistry.create(), new SimpleMeterRegistry()));
    }

    @Test
    @DisplayName("2.2 no log line at any level contains a key or the query of a presigned URL")
    void nothingSecret() throws Exception {
        try (CapturedLogs logs = new CapturedLogs(PredictionOneClient.class);
                emulator) {
            run();
            Set<String> secrets = secrets();
            assertThat(secrets).hasSizeGreaterThan(8);
            assertThat(logs.ours())
                    .extracting(ILoggingEvent::getLevel)
                    .contains(Level.DEBUG, Level.WARN)
                    .doesNotContain(Level.TRACE);
            assertThat(logs.events()).hasSizeGreaterThan(100);
            assertThat(logs.events().stream()
                            .filter(event -> !event.getThreadName().startsWith("emulator"))
                            .map(CapturedLogs::text)
                            .filter(text -> secrets.stream().anyMatch(text::contains)))
                    .isEmpty();
        }
    }

    private void run() throws Exception {
        try (PredictionOneClient client = builder().secretKey(SECRET).build()) {
            Path csv = Samples.csv(directory, "data.csv", 200);
            TrainingId id = client.uploadTrainingData(
                            TrainingData.of(csv).withEvaluation(csv).withColumnInfo(ColumnInfo.infer(csv)))
                    .block();
            client.train(TrainRequest.of(id, "model", TrainingConfig.binaryClassification("premium", "yes")))
                    .block();
            emulator.failNext(2, 503);
            List<StatusEvent> events = client.watchTraining(id, QUICK.withDownloadTo(directory.resolve("result.zip")))
                    .collectList()
                    .block();
            assertThat(events).isNotEmpty();
            // A refused key, a refused URL, and a target that exists.
            emulator.expireApiKeys();
            client.streamResult(id).doOnNext(first -> emulator.expireUrls()).blockLast();
            client.downloadResult(id, directory.resolve("result.zip"))
                    .as(StepVerifier::create)
                    .verifyError();
            retrain(client, csv);
            predict(client, csv);
            emulator.failNext(100, 500);
            client.trainingStatus(id).as(StepVerifier::create).verifyError();
            client.watchTraining(id, QUICK.withFailureTolerance(Duration.ZERO))
                    .as(StepVerifier::create)
                    .verifyError();
        }
        try (PredictionOneClient wrong =
                builder().apiKey("a-wrong-key-that-nobody-may-see").build()) {
            wrong.trainingStatus(TrainingId.of("t-1")).as(StepVerifier::create).verifyError();
        }
    }

    private void retrain(PredictionOneClient client, Path csv) {
        ModelId model = client.models().list().blockFirst().id();
        assertThat(client.dataSets().list().collectList().block()).isNotEmpty();
        RetrainJobId job = client.retraining()
                .upload(RetrainingData.of(model, csv).withEvaluation(csv))
                .block();
        client.retraining()
                .watch(job, QUICK.withDownloadTo(directory.resolve("retrained.zip")))
                .blockLast();
        // Fails, because there is no classifier to switch.
        client.retraining().switchModel(job).as(StepVerifier::create).verifyError();
    }

    private void predict(PredictionOneClient client, Path csv) {
        Map<String, String> config = Map.of("tc", "premium", "tt", "binary_classification", "tv", "yes", "cv", "1");
        String id = emulator.putClassifier(emulator.trainModel("m", csv, config), List.of("running"));
        Classifier classifier = client.classifiers().find(ClassifierId.of(id)).block();
        client.classifiers().predict(classifier, csv).take(3).blockLast();
        emulator.failNext(1, ServiceError.INFERENCE_INVALID_API_KEY);
        client.classifiers()
                .predict(classifier, csv)
                .ignoreElements()
                .as(StepVerifier::create)
                .verifyError();
        assertThat(emulator.requests())
                .extracting(request -> request.headers().get("x-api-key"))
                .contains(classifier.apiKey().orElseThrow().value());
    }

    /** Returns each key, each storage query and each signature that the emulator has received. */
    private Set<String> secrets() {
        Set<String> secrets = new HashSet<>();
        for (RecordedRequest request : emulator.requests()) {
            if (request.storage()) {
                assertThat(request.headers()).doesNotContainKey("x-api-key");
                String query = request.target().substring(request.target().indexOf('?') + 1);
                secrets.add(query);
                secrets.add(query.replaceAll("(^|.*&)X-Signature=", ""));
            } else {
                secrets.add(Objects.requireNonNull(request.headers().get("x-api-key")));
            }
        }
        assertThat(secrets).contains(SECRET, "a-wrong-key-that-nobody-may-see");
        return secrets;
    }
}
