package io.github.predictionone.spring.autoconfigure;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.predictionone.emulator.PredictionOneEmulator;
import io.github.predictionone.reactor.Instrumentation;
import io.github.predictionone.reactor.PredictionOneClient;
import io.github.predictionone.training.TrainingId;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.test.context.FilteredClassLoader;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.context.annotation.Configuration;
import reactor.test.StepVerifier;

class PredictionOneObservationAutoConfigurationTest {

    @Configuration(proxyBeanMethods = false)
    @EnableAutoConfiguration
    static class Application {}

    private final ApplicationContextRunner runner =
            new ApplicationContextRunner().withPropertyValues("predictionone.emulator.enabled=true");

    @Test
    void anApplicationWithTheActuatorSeesTheCalls() {
        runner.withUserConfiguration(Application.class).run(context -> {
            PredictionOneEmulator emulator = context.getBean(PredictionOneEmulator.class);
            TrainingId id = TrainingId.of(emulator.putTraining(List.of("training"), new byte[0]));
            context.getBean(PredictionOneClient.class)
                    .trainingStatus(id)
                    .as(StepVerifier::create)
                    .expectNextCount(1)
                    .verifyComplete();
            assertThat(context.getBean(MeterRegistry.class)
                            .get("http.client.requests")
                            .tag("uri", "/v1/external/models/results")
                            .tag("outcome", "SUCCESS")
                            .timer()
                            .count())
                    .isEqualTo(1);
        });
    }

    @Test
    void nothingIsToldWhereNobodyListens() {
        runner.withUserConfiguration(
                        PredictionOneEmulatorAutoConfiguration.class,
                        PredictionOneAutoConfiguration.class,
                        PredictionOneObservationAutoConfiguration.class)
                .withClassLoader(new FilteredClassLoader("io.micrometer"))
                .run(context -> assertThat(context)
                        .hasSingleBean(PredictionOneClient.class)
                        .doesNotHaveBean(Instrumentation.class));
    }
}
