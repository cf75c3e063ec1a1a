package io.github.predictionone.reactor.internal;

import static io.github.predictionone.reactor.internal.exchange.ScriptedExchange.failing;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.predictionone.ApiError;
import io.github.predictionone.ApiException;
import io.github.predictionone.PredictionOneException;
import io.github.predictionone.ProtocolException;
import io.github.predictionone.Retryability;
import io.github.predictionone.TransferException;
import io.github.predictionone.TransportException;
import io.github.predictionone.policy.RetryPolicy;
import io.github.predictionone.reactor.internal.download.Downloads;
import io.github.predictionone.reactor.internal.download.TestDownloads;
import io.github.predictionone.reactor.internal.exchange.ScriptedExchange;
import io.github.predictionone.reactor.internal.netty.ConnectionSettings;
import io.github.predictionone.reactor.internal.netty.Connections;
import io.github.predictionone.reactor.internal.storage.Storage;
import io.github.predictionone.reactor.internal.storage.TestStorage;
import io.github.predictionone.reactor.internal.storage.TransferObserver;
import io.github.predictionone.reactor.internal.support.ActiveCalls;
import io.github.predictionone.reactor.internal.support.Time;
import io.github.predictionone.reactor.internal.upload.Uploads;
import io.github.predictionone.reactor.internal.watch.Watches;
import io.github.predictionone.training.ResultDownloaded;
import io.github.predictionone.training.StatusClassifier;
import io.github.predictionone.training.StatusEvent;
import io.github.predictionone.training.TrainRequest;
import io.github.predictionone.training.TrainingConfig;
import io.github.predictionone.training.TrainingId;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import reactor.test.StepVerifier;

class TrainingsTest {

    private static final TrainingId ID = TrainingId.of("t-1");
    private static final TrainRequest REQUEST = TrainRequest.of(ID, "model", TrainingConfig.regression("y"));
    private static final RetryPolicy RETRY = RetryPolicy.defaults().withFirstWait(Duration.ofMillis(1));

    @TempDir
    private Path directory;

    private final ScriptedExchange service = new ScriptedExchange();
    private final Connections connections = new Connections(ConnectionSettings.defaults());
    private final Storage storage = TestStorage.of(connections::storage, Duration.ofHours(1), Time.system());
    private final Trainings trainings = new Trainings(
            service,
            service,
            new Uploads(storage, RETRY, Time.system(), () -> 0, TransferObserver.NONE),
            StatusClassifier.defaults(),
            new Watches(Time.system(), () -> 0, Duration.ofMinutes(2)));

    @AfterEach
    void close() {
        connections.close().as(StepVerifier::create).verifyComplete();
    }

    private static PredictionOneException answer(int status) {
        return new ApiException(
                "HTTP " + status, new ApiError(status, null, null, null, null), Retryability.IF_IDEMPOTENT);
    }

    private static PredictionOneException ambiguous(String kind) {
        return switch (kind) {
            case "reset" -> new TransportException("reset", null, Retryability.IF_IDEMPOTENT);
            case "unreadable" -> new ProtocolException("cut", null);
            default -> answer(Integer.parseInt(kind));
        };
    }

    @ParameterizedTest
    @ValueSource(strings = {"reset", "unreadable", "502", "504"})
    @DisplayName("3.3 a train call with an unknown outcome succeeds if the service knows the training")
    void known(String kind) {
        service.then(failing(ambiguous(kind))).then("{\"status\":\"waiting\"}");
        trainings.train(REQUEST).as(StepVerifier::create).expectNext(ID).verifyComplete();
        assertThat(service.asked()).as("one POST and one status request").isEqualTo(2);
    }

    @ParameterizedTest
    @ValueSource(strings = {"reset", "unreadable", "502", "504"})
    @DisplayName("3.3 a train call fails with an unknown outcome if the service does not know the training")
    void unknown(String kind) {
        service.then(failing(ambiguous(kind))).then(failing(answer(400)));
        trainings
                .train(REQUEST)
                .as(StepVerifier::create)
                .verifyErrorSatisfies(failure -> assertThat(failure)
                        .isInstanceOf(ambiguous(kind).getClass())
                        .hasMessageContaining("outcome is unknown")
                        .hasMessageContaining("HTTP 400"));
    }

    @Test
    @DisplayName("3.3 a train call answered with HTTP 500, or never sent, has a known outcome")
    void clear() {
        service.then(failing(answer(500)));
        trainings
                .train(REQUEST)
                .as(StepVerifier::create)
                .verifyErrorMatches(failure -> failure.getMessage().equals("HTTP 500"));
        service.then(failing(new TransportException("refused", null, Retryability.ALWAYS)));
        trainings
                .train(REQUEST)
                .as(StepVerifier::create)
                .verifyErrorMatches(failure -> failure.getMessage().equals("refused"));
        assertThat(service.asked()).isEqualTo(2);
    }

    @Test
    @DisplayName("5.4 a download fails after a few status requests if the finished training has no result URL")
    void finishedWithoutUrl() {
        Downloads downloads =
                TestDownloads.from(storage, Time.system()).retrying(RETRY).build();
        Results<TrainingId, ?, StatusEvent, ResultDownloaded> results = new Results<>(
                new TrainingResults(trainings), downloads, new ActiveCalls(), RETRY, Time.system(), () -> 0);
        service.then("{\"status\":\"finished\"}");
        results.download(ID, directory.resolve("r.zip"))
                .as(StepVerifier::create)
                .verifyErrorSatisfies(failure -> assertThat(failure)
                        .isInstanceOf(TransferException.class)
                        .hasMessageContaining("returned no result URL"));
        assertThat(service.asked()).isEqualTo(4);
    }

    @Test
    @DisplayName(
            "5.4 a download fails immediately if the training has not finished, and keeps an existing partial file")
    void notFinished() throws IOException {
        Downloads downloads =
                TestDownloads.from(storage, Time.system()).retrying(RETRY).build();
        Results<TrainingId, ?, StatusEvent, ResultDownloaded> results = new Results<>(
                new TrainingResults(trainings), downloads, new ActiveCalls(), RETRY, Time.system(), () -> 0);
        Files.write(directory.resolve("r.zip.part"), new byte[] {'P', 'K', 3, 4});
        Files.writeString(directory.resolve("r.zip.part.validator"), "\"v1\"\n100\n");
        service.then("{\"status\":\"training\"}");
        results.download(ID, directory.resolve("r.zip"))
                .as(StepVerifier::create)
                .verifyErrorSatisfies(failure -> assertThat(failure)
                        .isInstanceOf(TransferException.class)
                        .hasMessageContaining("has not finished"));
        assertThat(service.asked()).isEqualTo(1);
        assertThat(directory.resolve("r.zip.part")).hasSize(4);
    }
}
