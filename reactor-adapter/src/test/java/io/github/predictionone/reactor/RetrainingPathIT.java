package io.github.predictionone.reactor;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.predictionone.ApiException;
import io.github.predictionone.AuthenticationException;
import io.github.predictionone.CredentialType;
import io.github.predictionone.Refusal;
import io.github.predictionone.dataset.DataSet;
import io.github.predictionone.dataset.DataSetId;
import io.github.predictionone.emulator.PredictionOneEmulator;
import io.github.predictionone.emulator.RecordedRequest;
import io.github.predictionone.emulator.ServiceError;
import io.github.predictionone.model.Model;
import io.github.predictionone.model.ModelId;
import io.github.predictionone.policy.PollSchedule;
import io.github.predictionone.policy.RetryPolicy;
import io.github.predictionone.retraining.RetrainJobId;
import io.github.predictionone.retraining.RetrainingData;
import io.github.predictionone.retraining.RetrainingEvent;
import io.github.predictionone.retraining.RetrainingEvent.ResultDownloaded;
import io.github.predictionone.retraining.RetrainingEvent.RetrainingFailed;
import io.github.predictionone.retraining.RetrainingEvent.RetrainingFinished;
import io.github.predictionone.retraining.RetrainingStatus;
import io.github.predictionone.training.ResultArchive;
import io.github.predictionone.training.TrainingConfig;
import io.github.predictionone.training.TrainingState;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import reactor.core.publisher.Mono;
import reactor.test.StepVerifier;

/** Models, data sets and retrainings against the emulator, over real sockets. */
class RetrainingPathIT {

    private static final WatchOptions QUICK =
            WatchOptions.defaults().withPollSchedule(PollSchedule.fixed(Duration.ofMillis(50)));

    @TempDir
    private Path directory;

    private final PredictionOneEmulator emulator = PredictionOneEmulator.builder()
            .retrainingPace(Duration.ofMillis(100))
            .start();
    private final PredictionOneClient client =
            builder().secretKey(emulator.secretKey()).build();

    private PredictionOneClient.Builder builder() {
        return PredictionOneClient.builder()
                .baseUrl(emulator.origin())
                .requestsPerSecond(0)
                .retry(RetryPolicy.defaults()
                        .withFirstWait(Duration.ofMillis(20))
                        .withMaxWait(Duration.ofMillis(100)));
    }

    @AfterEach
    void close() {
        client.close();
        emulator.close();
    }

    private ModelId trainedModel() throws IOException {
        Path data = Samples.csv(directory, "first.csv", 300);
        return ModelId.of(emulator.trainModel(
                "premium", data, Map.of("tc", "premium", "tt", "binary_classification", "tv", "yes")));
    }

    private void assertRefused(Mono<?> call, Refusal refusal) {
        call.as(StepVerifier::create)
                .verifyErrorSatisfies(failure -> assertThat(failure)
                        .isInstanceOfSatisfying(
                                ApiException.class,
                                answer -> assertThat(answer.refusal()).contains(refusal)));
    }

    @Test
    @DisplayName("models are listed page by page on demand, and can be deleted while they are listed")
    void models() throws IOException {
        ModelId trained = trainedModel();
        IntStream.range(0, 64).forEach(number -> emulator.putModel("モデル " + number));
        List<Model> all = client.models().list().collectList().block();
        assertThat(all).hasSize(65).extracting(Model::id).doesNotHaveDuplicates();
        assertThat(all)
                .filteredOn(model -> model.id().equals(trained))
                .singleElement()
                .satisfies(model -> {
                    assertThat(model.name()).contains("premium");
                    assertThat(model.config()).contains(TrainingConfig.binaryClassification("premium", "yes"));
                    assertThat(model.created()).isPresent();
                });
        assertThat(emulator.requestCount("GET", "/v1/external/models?")).isEqualTo(3);
        assertThat(client.models().list().next().block()).isNotNull();
        assertThat(emulator.requestCount("GET", "/v1/external/models?"))
                .as("one page for one model")
                .isEqualTo(4);

        List<ModelId> rest = client.models()
                .list()
                .concatMap(model -> client.models().delete(model.id()).thenReturn(model.id()))
                .collectList()
                .block();
        assertThat(rest).as("models deleted while being listed").hasSize(65).doesNotHaveDuplicates();
        assertThat(client.models().list().collectList().block()).isEmpty();
        client.models()
                .delete(trained)
                .as(StepVerifier::create)
                .verifyErrorSatisfies(failure -> assertThat(failure)
                        .isInstanceOf(ApiException.class)
                        .hasMessageContaining("Delete Model of " + trained));
    }

    @Test
    @DisplayName("data sets are listed and deleted, and their values show no URLs")
    void dataSets() {
        IntStream.range(0, 31).forEach(number -> emulator.putDataSet("データ " + number));
        List<DataSet> all = client.dataSets().list().collectList().block();
        assertThat(all).hasSize(31).allSatisfy(set -> {
            assertThat(set.name().orElseThrow()).startsWith("データ");
            assertThat(set.size()).isPresent();
            assertThat(set.toString()).as("2.2").doesNotContain("http");
        });
        DataSetId first = all.get(0).id();
        client.dataSets().delete(first).as(StepVerifier::create).verifyComplete();
        assertThat(client.dataSets().list().map(DataSet::id).collectList().block())
                .hasSize(30)
                .doesNotContain(first);
    }

    @Test
    @DisplayName("4.9 a retraining is uploaded as a zip, watched, downloaded and switched to")
    void wholePath() throws IOException {
        ModelId model = trainedModel();
        String classifier = emulator.putClassifier(model(model), List.of("running"));
        assertThat(classifier).isNotEmpty();
        RetrainingData data = RetrainingData.of(model, Samples.csv(directory, "新しい データ #1.csv", 400))
                .withEvaluation(Samples.csv(directory, "評価.csv", 120));
        Path target = directory.resolve("result.zip");
        List<RetrainingEvent> events = client.retraining()
                .upload(data)
                .flatMapMany(job -> client.retraining().watch(job, QUICK.withDownloadTo(target)))
                .collectList()
                .block();
        assertThat(events).filteredOn(RetrainingFinished.class::isInstance).hasSize(1);
        assertThat(events.get(events.size() - 1)).isInstanceOf(ResultDownloaded.class);
        assertThat(ResultArchive.of(target).entries()).contains("metrics.csv");

        RetrainJobId job = events.get(0).retrainJobId();
        RetrainingStatus status = client.retraining().status(job).block();
        assertThat(status.state()).isEqualTo(TrainingState.FINISHED);
        assertThat(status.modelId()).isPresent();
        assertThat(client.retraining()
                        .streamResult(job)
                        .map(ByteBuffer::remaining)
                        .reduce(Integer::sum)
                        .block())
                .isEqualTo((int) Files.size(target));
        ResultContent content = client.retraining().resultContent(job).block();
        assertThat(content.length()).hasValue(Files.size(target));
        client.retraining().switchModel(job).as(StepVerifier::create).verifyComplete();

        List<RecordedRequest> requests = emulator.requests();
        assertThat(requests)
                .as("3.5 one key for the whole retraining")
                .filteredOn(request -> request.target().contains("credential_type=retrain"))
                .hasSize(1);
        assertThat(requests)
                .filteredOn(RecordedRequest::storage)
                .isNotEmpty()
                .allSatisfy(request -> assertThat(request.headers()).as("1.2").doesNotContainKey("x-api-key"));
    }

    private static int model(ModelId id) {
        return Math.toIntExact(id.value());
    }

    @Test
    @DisplayName("4.3 a failed retraining is an event with the service's reason")
    void failed() throws IOException {
        ModelId model = trainedModel();
        Path few = Files.writeString(directory.resolve("few.csv"), "age,plan,joined,hours,premium\n1,a,,2,yes\n");
        List<RetrainingEvent> events = client.retraining()
                .upload(RetrainingData.of(model, few))
                .flatMapMany(job -> client.retraining().watch(job, QUICK))
                .collectList()
                .block();
        assertThat(events.get(events.size() - 1))
                .isInstanceOfSatisfying(
                        RetrainingFailed.class,
                        end -> assertThat(end.status().message()).isPresent());
    }

    @Test
    @DisplayName("2.1 each documented refusal of a switch has its own constant")
    void refusals() {
        int model = emulator.putModel("m");
        byte[] archive = "x".getBytes(StandardCharsets.UTF_8);
        RetrainJobId running =
                RetrainJobId.of(ModelId.of(model), emulator.putRetraining(model, List.of("job_training"), archive));
        RetrainJobId finished =
                RetrainJobId.of(ModelId.of(model), emulator.putRetraining(model, List.of("job_finished"), archive));
        assertRefused(client.retraining().switchModel(running), Refusal.RETRAIN_JOB_NOT_FINISHED);
        assertRefused(client.retraining().switchModel(finished), Refusal.CLASSIFIER_NOT_FOUND);
        RetrainJobId unknown = RetrainJobId.of(ModelId.of(model), "../x?y");
        assertRefused(client.retraining().switchModel(unknown), Refusal.RETRAIN_JOB_NOT_FOUND);
        assertRefused(client.retraining().status(unknown), Refusal.RETRAIN_JOB_NOT_FOUND);
        client.models().delete(ModelId.of(model)).block();
        assertRefused(client.retraining().status(running), Refusal.RETRAIN_JOB_DELETED);
    }

    @ParameterizedTest
    @CsvSource({
        "MODEL_DELETED, MODEL_DELETED",
        "JOB_DELETED, RETRAIN_JOB_DELETED",
        "RETRAIN_JOB_NOT_FOUND, RETRAIN_JOB_NOT_FOUND",
        "CLASSIFIER_NOT_FOUND, CLASSIFIER_NOT_FOUND",
        "RETRAIN_JOB_NOT_FINISHED, RETRAIN_JOB_NOT_FINISHED",
        "CONFIGURATION_NOT_FOUND, CONFIGURATION_NOT_FOUND",
        "MODEL_ID_REQUIRED, MODEL_ID_REQUIRED"
    })
    @DisplayName("2.1 each documented refusal is recognised, whatever call it answers")
    void documented(ServiceError error, Refusal refusal) {
        ModelId model = ModelId.of(emulator.putModel("m"));
        emulator.failNext(10, error);
        assertRefused(client.retraining().status(RetrainJobId.of(model, "1")), refusal);
    }

    @Test
    @DisplayName("3.5 an expired retraining key is renewed, but a client with a fixed API key never requests one")
    void keys() {
        int model = emulator.putModel("m");
        RetrainJobId job =
                RetrainJobId.of(ModelId.of(model), emulator.putRetraining(model, List.of("job_training"), new byte[1]));
        client.retraining().status(job).block();
        emulator.expireApiKeys();
        assertThat(client.retraining().status(job).block().word()).isEqualTo("job_training");
        assertThat(client.issueApiKey(CredentialType.retrain(model)).block()).isNotNull();

        long issued = emulator.requestCount("GET", "/v1/external/api-key");
        try (PredictionOneClient own =
                        builder().apiKey(emulator.issueRetrainApiKey(model)).build();
                PredictionOneClient other =
                        builder().apiKey(emulator.issueApiKey("train")).build()) {
            assertThat(own.retraining().status(job).block().word()).isEqualTo("job_training");
            other.retraining().status(job).as(StepVerifier::create).verifyError(AuthenticationException.class);
            own.models().list().as(StepVerifier::create).verifyError(AuthenticationException.class);
        }
        assertThat(emulator.requestCount("GET", "/v1/external/api-key")).isEqualTo(issued);
    }
}
