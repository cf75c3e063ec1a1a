package io.github.predictionone.spring.autoconfigure;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.predictionone.ClientClosedException;
import io.github.predictionone.emulator.PredictionOneEmulator;
import io.github.predictionone.reactor.PredictionOneClient;
import io.github.predictionone.spring.PredictionOneClientBuilderCustomizer;
import io.github.predictionone.spring.PredictionOneConnectionDetails;
import io.github.predictionone.spring.PredictionOneProperties;
import io.github.predictionone.training.TrainingId;
import java.lang.reflect.Proxy;
import java.net.URI;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.autoconfigure.ImportAutoConfiguration;
import org.springframework.boot.autoconfigure.ssl.SslAutoConfiguration;
import org.springframework.boot.test.context.FilteredClassLoader;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.annotation.Order;
import reactor.test.StepVerifier;

class PredictionOneAutoConfigurationTest {

    private static final TrainingId ID = TrainingId.of("any");

    private final ApplicationContextRunner runner = new ApplicationContextRunner()
            .withConfiguration(AutoConfigurations.of(
                    PredictionOneAutoConfiguration.class,
                    PredictionOneEmulatorAutoConfiguration.class,
                    SslAutoConfiguration.class));

    @Test
    void aKeyIsAllItTakes() {
        runner.withPropertyValues("predictionone.api-key=some").run(context -> {
            assertThat(context).hasSingleBean(PredictionOneClient.class).hasSingleBean(PredictionOneProperties.class);
            assertThat(context.getBean(PredictionOneConnectionDetails.class).baseUrl())
                    .isEqualTo(PredictionOneClient.DEFAULT_BASE_URL);
        });
    }

    @Test
    void theClientIsClosedWithTheContext() {
        PredictionOneClient[] client = new PredictionOneClient[1];
        runner.withPropertyValues("predictionone.api-key=some")
                .run(context -> client[0] = context.getBean(PredictionOneClient.class));
        client[0].trainingStatus(ID).as(StepVerifier::create).verifyError(ClientClosedException.class);
    }

    @Test
    void itBacksOffForAClientOfTheApplications() {
        PredictionOneClient own = (PredictionOneClient) Proxy.newProxyInstance(
                getClass().getClassLoader(), new Class<?>[] {PredictionOneClient.class}, (proxy, method, arguments) -> {
                    throw new UnsupportedOperationException(method.getName());
                });
        // No key is needed, since no other bean is created.
        runner.withBean("own", PredictionOneClient.class, () -> own, definition -> definition.setDestroyMethodName(""))
                .run(context -> assertThat(context)
                        .hasSingleBean(PredictionOneClient.class)
                        .hasBean("own"));
    }

    @Test
    void itBacksOffForABuilderOfTheApplications() {
        try (PredictionOneEmulator emulator = PredictionOneEmulator.builder().start()) {
            runner.withBean(
                            "own",
                            PredictionOneClient.Builder.class,
                            () -> PredictionOneClient.builder()
                                    .baseUrl(emulator.origin())
                                    .apiKey(emulator.issueApiKey("train")))
                    .run(context -> {
                        String id = emulator.putTraining(List.of("training"), new byte[0]);
                        assertThat(context.getBean(PredictionOneClient.class)
                                        .trainingStatus(TrainingId.of(id))
                                        .block()
                                        .word())
                                .isEqualTo("training");
                    });
        }
    }

    @Test
    void connectionDetailsOfTheApplicationsWin() {
        try (PredictionOneEmulator emulator = PredictionOneEmulator.builder().start()) {
            runner.withPropertyValues(
                            "predictionone.base-url=https://elsewhere.example", "predictionone.api-key=unused")
                    .withBean(
                            PredictionOneConnectionDetails.class,
                            () -> new EmulatorConnectionDetails(emulator.origin(), emulator.secretKey()))
                    .run(context -> {
                        String id = emulator.putTraining(List.of("training"), new byte[0]);
                        assertThat(context.getBean(PredictionOneClient.class)
                                        .trainingStatus(TrainingId.of(id))
                                        .block()
                                        .word())
                                .isEqualTo("training");
                    });
        }
    }

    @Test
    void customizersComeInOrderAndAfterTheProperties() {
        runner.withPropertyValues("predictionone.api-key=some", "predictionone.base-url=http://elsewhere.example")
                .withUserConfiguration(Customizers.class)
                .run(context -> {
                    assertThat(context).hasNotFailed();
                    assertThat(context.getBean(Customizers.class).calls).containsExactly("first", "second");
                });
    }

    @Test
    void everyInjectionPointGetsABuilderOfItsOwn() {
        runner.withPropertyValues("predictionone.api-key=some").run(context -> {
            PredictionOneClient.Builder one = context.getBean(PredictionOneClient.Builder.class);
            assertThat(context.getBean(PredictionOneClient.Builder.class)).isNotSameAs(one);
        });
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "io.github.predictionone.emulator",
                "org.springframework.boot.health",
                "org.springframework.web",
                "io.micrometer",
                "jakarta.validation"
            })
    void itWorksWithout(String missing) {
        // As in an application, the configuration is read without loading it, and skipped if a class is missing.
        new ApplicationContextRunner()
                .withUserConfiguration(Application.class)
                .withClassLoader(new FilteredClassLoader(missing))
                .withPropertyValues("predictionone.api-key=some")
                .run(context -> {
                    assertThat(context).hasNotFailed().hasSingleBean(PredictionOneClient.class);
                    assertThat(context.containsBean("predictiononeHealthContributor"))
                            .isEqualTo(!missing.equals("org.springframework.boot.health"));
                });
    }

    @Configuration(proxyBeanMethods = false)
    @ImportAutoConfiguration({
        SslAutoConfiguration.class,
        PredictionOneEmulatorAutoConfiguration.class,
        PredictionOneAutoConfiguration.class,
        PredictionOneHealthContributorAutoConfiguration.class,
        PredictionOneWebAutoConfiguration.class,
        PredictionOneObservationAutoConfiguration.class
    })
    static class Application {}

    @Configuration(proxyBeanMethods = false)
    static class Customizers {

        final List<String> calls = new CopyOnWriteArrayList<>();

        @Bean
        @Order(2)
        PredictionOneClientBuilderCustomizer second() {
            return builder -> calls.add("second");
        }

        @Bean
        @Order(1)
        PredictionOneClientBuilderCustomizer first() {
            return builder -> {
                calls.add("first");
                // Otherwise the client would refuse the base URL of the properties.
                builder.baseUrl(URI.create("https://elsewhere.example"));
            };
        }
    }
}
