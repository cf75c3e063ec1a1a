package io.github.predictionone.spring.autoconfigure;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.predictionone.ClientClosedException;
import io.github.predictionone.emulator.PredictionOneEmulator;
import io.github.predictionone.reactor.PredictionOneClient;
import io.github.predictionone.training.StatusChanged;
import io.github.predictionone.training.TrainingId;
import java.net.ConnectException;
import java.net.Socket;
import java.net.URI;
import java.util.List;
import org.assertj.core.api.Assertions;
import org.junit.jupiter.api.Test;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import reactor.test.StepVerifier;

class PredictionOneEmulatorAutoConfigurationTest {

    private final ApplicationContextRunner runner = new ApplicationContextRunner()
            .withConfiguration(AutoConfigurations.of(
                    PredictionOneAutoConfiguration.class, PredictionOneEmulatorAutoConfiguration.class));

    @Test
    void thereIsNoneUnlessItIsAskedFor() {
        runner.withPropertyValues("predictionone.api-key=some")
                .run(context -> assertThat(context).doesNotHaveBean(PredictionOneEmulator.class));
    }

    @Test
    void theClientTalksToItWhateverTheOtherPropertiesSay() {
        runner.withPropertyValues(
                        "predictionone.emulator.enabled=true",
                        "predictionone.emulator.secret-key=known",
                        "predictionone.api-key=unused",
                        "predictionone.base-url=https://elsewhere.example")
                .run(context -> {
                    PredictionOneEmulator emulator = context.getBean(PredictionOneEmulator.class);
                    assertThat(emulator.secretKey()).isEqualTo("known");
                    TrainingId id = TrainingId.of(emulator.putTraining(List.of("training"), new byte[0]));
                    context.getBean(PredictionOneClient.class)
                            .trainingStatus(id)
                            .as(StepVerifier::create)
                            .assertNext(status -> assertThat(status.word()).isEqualTo("training"))
                            .verifyComplete();
                });
    }

    @Test
    void itEndsAfterTheClient() {
        URI[] origin = new URI[1];
        runner.withPropertyValues("predictionone.emulator.enabled=true").run(context -> {
            PredictionOneEmulator emulator = context.getBean(PredictionOneEmulator.class);
            origin[0] = emulator.origin();
            TrainingId id = TrainingId.of(emulator.putTraining(List.of("training"), new byte[0]));
            // If the emulator closed first, a poll would fail.
            context.getBean(PredictionOneClient.class)
                    .watchTraining(id)
                    .as(StepVerifier::create)
                    .expectNextMatches(StatusChanged.class::isInstance)
                    .then(context::close)
                    .verifyError(ClientClosedException.class);
        });
        Assertions.assertThatExceptionOfType(ConnectException.class)
                .isThrownBy(() -> new Socket(origin[0].getHost(), origin[0].getPort()).close());
    }
}
