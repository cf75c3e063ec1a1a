package io.github.predictionone.spring.autoconfigure;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.predictionone.emulator.PredictionOneEmulator;
import io.github.predictionone.reactor.PredictionOneClient;
import java.lang.reflect.Proxy;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.health.contributor.Health;
import org.springframework.boot.health.contributor.ReactiveHealthContributor;
import org.springframework.boot.health.contributor.ReactiveHealthIndicator;
import org.springframework.boot.health.contributor.Status;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import reactor.core.publisher.Mono;
import reactor.test.StepVerifier;
import reactor.test.scheduler.VirtualTimeScheduler;

class ServiceHealthIndicatorTest {

    private final PredictionOneEmulator emulator =
            PredictionOneEmulator.builder().start();
    private final ApplicationContextRunner runner = new ApplicationContextRunner()
            .withConfiguration(AutoConfigurations.of(
                    PredictionOneAutoConfiguration.class, PredictionOneHealthContributorAutoConfiguration.class))
            .withPropertyValues(
                    "predictionone.base-url=" + emulator.origin(),
                    "predictionone.retry.max-attempts=1",
                    "predictionone.health.timeout=1h",
                    "predictionone.health.time-to-live=1h");

    @AfterEach
    void close() {
        emulator.close();
    }

    private static Mono<Health> health(ReactiveHealthContributor contributor) {
        return ((ReactiveHealthIndicator) contributor).health();
    }

    private static void assertDown(ReactiveHealthContributor contributor, String error) {
        health(contributor)
                .as(StepVerifier::create)
                .assertNext(health -> {
                    assertThat(health.getStatus()).isEqualTo(Status.DOWN);
                    assertThat(health.getDetails().get("error")).asString().contains(error);
                })
                .verifyComplete();
    }

    @Test
    void upWhereTheServiceKnowsTheKeyAndManyProbesAreOneRequest() {
        runner.withPropertyValues("predictionone.api-key=" + emulator.issueApiKey("train"))
                .run(context -> {
                    ReactiveHealthContributor contributor =
                            context.getBean("predictiononeHealthContributor", ReactiveHealthContributor.class);
                    for (int probe = 0; probe < 10; probe++) {
                        health(contributor)
                                .as(StepVerifier::create)
                                .assertNext(
                                        health -> assertThat(health.getStatus()).isEqualTo(Status.UP))
                                .verifyComplete();
                    }
                    assertThat(emulator.requests()).hasSize(1);
                });
    }

    @Test
    void downWhereTheKeyIsRefused() {
        runner.withPropertyValues("predictionone.api-key=wr0ng")
                .run(context ->
                        assertDown(context.getBean(ReactiveHealthContributor.class), "AuthenticationException"));
    }

    @Test
    void downWhereTheServiceHasTrouble() {
        emulator.failNext(1, 503);
        runner.withPropertyValues("predictionone.api-key=" + emulator.issueApiKey("train"))
                .run(context -> assertDown(context.getBean(ReactiveHealthContributor.class), "503"));
    }

    @Test
    void downWhereNobodyAnswers() {
        emulator.stopServers();
        runner.withPropertyValues("predictionone.api-key=some")
                .run(context -> assertDown(context.getBean(ReactiveHealthContributor.class), "TransportException"));
    }

    @Test
    void aServiceThatHangsIsDownInTimeAndAskedAgainInTime() {
        AtomicInteger calls = new AtomicInteger();
        PredictionOneClient hanging = (PredictionOneClient) Proxy.newProxyInstance(
                getClass().getClassLoader(), new Class<?>[] {PredictionOneClient.class}, (proxy, method, arguments) -> {
                    calls.incrementAndGet();
                    return Mono.never();
                });
        VirtualTimeScheduler timer = VirtualTimeScheduler.create();
        ServiceHealthIndicator indicator =
                new ServiceHealthIndicator(hanging, Duration.ofSeconds(5), Duration.ofSeconds(30), timer);
        indicator
                .health()
                .as(StepVerifier::create)
                .then(() -> timer.advanceTimeBy(Duration.ofSeconds(5)))
                .assertNext(health ->
                        assertThat(health.getDetails().get("error")).asString().contains("within 5000 ms"))
                .verifyComplete();
        timer.advanceTimeBy(Duration.ofSeconds(29));
        indicator.health().as(StepVerifier::create).expectNextCount(1).verifyComplete();
        assertThat(calls).hasValue(1);
        timer.advanceTimeBy(Duration.ofSeconds(1));
        indicator
                .health()
                .as(StepVerifier::create)
                .then(() -> timer.advanceTimeBy(Duration.ofSeconds(5)))
                .expectNextCount(1)
                .verifyComplete();
        assertThat(calls).hasValue(2);
    }

    @Test
    void itCanBeTurnedOff() {
        runner.withPropertyValues("predictionone.api-key=some", "management.health.predictionone.enabled=false")
                .run(context -> assertThat(context).doesNotHaveBean(ReactiveHealthContributor.class));
    }

    @ParameterizedTest
    @ValueSource(strings = {"timeout=0s", "timeout=PT2562047788015215H", "time-to-live=PT2562047788015215H"})
    void timesMustBePositiveAndEnd(String property) {
        runner.withPropertyValues("predictionone.api-key=some", "predictionone.health." + property)
                .run(context -> assertThat(context)
                        .getFailure()
                        .rootCause()
                        .hasMessageContaining(property.substring(0, property.indexOf('=')) + " must be positive"));
    }
}
