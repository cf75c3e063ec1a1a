package io.github.predictionone.spring.autoconfigure;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.predictionone.reactor.Instrumentation;
import io.github.predictionone.reactor.PredictionOneClient;
import io.github.predictionone.reactor.micrometer.MicrometerInstrumentation;
import io.github.predictionone.spring.PredictionOneClientBuilderCustomizer;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.micrometer.observation.ObservationRegistry;
import org.junit.jupiter.api.Test;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.autoconfigure.ssl.SslAutoConfiguration;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;

/** Tests which registry receives the client's meters, and until when, with a gauge that every client has. */
class InstrumentationOfTheClientTest {

    private final SimpleMeterRegistry applications = new SimpleMeterRegistry();
    private final SimpleMeterRegistry others = new SimpleMeterRegistry();
    private final ApplicationContextRunner runner = new ApplicationContextRunner()
            .withPropertyValues("predictionone.api-key=some")
            .withConfiguration(AutoConfigurations.of(
                    PredictionOneAutoConfiguration.class,
                    PredictionOneObservationAutoConfiguration.class,
                    SslAutoConfiguration.class))
            .withBean(MeterRegistry.class, () -> applications);

    private static boolean isTold(MeterRegistry registry) {
        return registry.find("predictionone.watch.pollers").gauge() != null;
    }

    private MicrometerInstrumentation toOthers() {
        return MicrometerInstrumentation.of(ObservationRegistry.NOOP, others);
    }

    @Test
    void aMeterRegistryAloneIsEnoughAndItsGaugesGoWithTheContext() {
        runner.run(context -> {
            assertThat(context).hasSingleBean(PredictionOneClient.class);
            assertThat(isTold(applications)).isTrue();
        });
        assertThat(isTold(applications)).isFalse();
    }

    @Test
    void anApplicationsOwnIsTakenInstead() {
        runner.withBean(Instrumentation.class, this::toOthers).run(context -> {
            assertThat(context).hasSingleBean(PredictionOneClient.class).hasSingleBean(Instrumentation.class);
            assertThat(isTold(others)).isTrue();
            assertThat(isTold(applications)).isFalse();
        });
    }

    @Test
    void aCustomizerHasTheLastWord() {
        runner.withBean(
                        PredictionOneClientBuilderCustomizer.class,
                        () -> builder -> builder.instrumentation(toOthers()))
                .run(context -> {
                    assertThat(context).hasSingleBean(PredictionOneClient.class);
                    assertThat(isTold(others)).isTrue();
                    assertThat(isTold(applications)).isFalse();
                });
    }
}
