package io.github.predictionone.spring.autoconfigure;

import static org.assertj.core.api.Assertions.assertThat;
import static org.mockito.Mockito.mock;

import io.github.predictionone.reactor.PredictionOneClient;
import io.github.predictionone.spring.ContextCloseWebFilter;
import io.github.predictionone.spring.StatusEvents;
import io.github.predictionone.spring.StatusEventsAccess;
import io.github.predictionone.training.TrainingId;
import io.micrometer.core.instrument.binder.MeterBinder;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.boot.test.context.runner.ReactiveWebApplicationContextRunner;
import org.springframework.mock.http.server.reactive.MockServerHttpRequest;
import org.springframework.mock.web.server.MockServerWebExchange;
import reactor.core.publisher.Mono;

class PredictionOneWebAutoConfigurationTest {

    private static final AutoConfigurations WEB = AutoConfigurations.of(PredictionOneWebAutoConfiguration.class);

    private final StatusEvents own =
            new StatusEvents(mock(PredictionOneClient.class), (exchange, id) -> Mono.just(true), 1, 1, 1);

    @Test
    void aWebFluxApplicationEndsItsStreams() {
        new ReactiveWebApplicationContextRunner()
                .withConfiguration(WEB)
                .run(context -> assertThat(context).hasSingleBean(ContextCloseWebFilter.class));
    }

    @Test
    void itBacksOffForAFilterOfTheApplications() {
        new ReactiveWebApplicationContextRunner()
                .withConfiguration(WEB)
                .withBean("own", ContextCloseWebFilter.class)
                .run(context -> assertThat(context)
                        .hasSingleBean(ContextCloseWebFilter.class)
                        .hasBean("own"));
    }

    @Test
    void noOtherApplicationHasAFilter() {
        new ApplicationContextRunner()
                .withConfiguration(WEB)
                .run(context -> assertThat(context).doesNotHaveBean(ContextCloseWebFilter.class));
    }

    private static ReactiveWebApplicationContextRunner withClient() {
        return new ReactiveWebApplicationContextRunner()
                .withConfiguration(WEB)
                .withConfiguration(AutoConfigurations.of(PredictionOneAutoConfiguration.class))
                .withPropertyValues("predictionone.api-key=k");
    }

    @Test
    void aClientBringsTheBeanOfStreams() {
        withClient().run(context -> assertThat(context).hasSingleBean(StatusEvents.class));
        withClient()
                .withBean(StatusEvents.class, () -> own)
                .run(context -> assertThat(context.getBean(StatusEvents.class)).isSameAs(own));
        new ReactiveWebApplicationContextRunner()
                .withConfiguration(WEB)
                .run(context -> assertThat(context).hasNotFailed().doesNotHaveBean(StatusEvents.class));
        withClient()
                .withBean("another", PredictionOneClient.class, () -> mock(PredictionOneClient.class))
                .withBean("one", PredictionOneClient.class, () -> mock(PredictionOneClient.class))
                .run(context -> assertThat(context).hasNotFailed().doesNotHaveBean(StatusEvents.class));
    }

    @Test
    void aClientOfTheApplicationsIsUsed() {
        withClient()
                .withBean(PredictionOneClient.class, () -> mock(PredictionOneClient.class))
                .run(context -> assertThat(context).hasSingleBean(StatusEvents.class));
    }

    @Test
    void aClientOfTheApplicationsIsUsedWithoutTheAutoConfigurationOfClients() {
        new ReactiveWebApplicationContextRunner()
                .withConfiguration(WEB)
                .withBean(PredictionOneClient.class, () -> mock(PredictionOneClient.class))
                .run(context -> assertThat(context).hasSingleBean(StatusEvents.class));
    }

    @Test
    void aLimitThatIsNoneIsRefused() {
        withClient()
                .withPropertyValues("predictionone.sse.max-streams=0")
                .run(context -> assertThat(context)
                        .getFailure()
                        .rootCause()
                        .hasMessageContaining("predictionone.sse.max-streams"));
        withClient()
                .withPropertyValues("predictionone.sse.max-ids=-1")
                .run(context ->
                        assertThat(context).getFailure().rootCause().hasMessageContaining("predictionone.sse.max-ids"));
    }

    @Test
    void accessIsAskedFor() {
        withClient()
                .withBean(StatusEventsAccess.class, () -> (exchange, id) -> Mono.just(false))
                .run(context -> assertThat(context.getBean(StatusEvents.class)
                                .respond(
                                        MockServerWebExchange.from(MockServerHttpRequest.get("/")),
                                        TrainingId.of("t-1"))
                                .block()
                                .getStatusCode()
                                .value())
                        .isEqualTo(403));
    }

    @Test
    void streamsAreMetered() {
        withClient().withBean(SimpleMeterRegistry.class).run(context -> {
            SimpleMeterRegistry meters = context.getBean(SimpleMeterRegistry.class);
            context.getBeanProvider(MeterBinder.class).forEach(binder -> binder.bindTo(meters));
            context.getBean(StatusEvents.class)
                    .respond(MockServerWebExchange.from(MockServerHttpRequest.get("/")), ids(101))
                    .block();
            assertThat(meters.get("predictionone.sse.streams").gauge().value()).isZero();
            assertThat(meters.get("predictionone.sse.streams.refused")
                            .functionCounter()
                            .count())
                    .isEqualTo(1);
        });
    }

    private static List<TrainingId> ids(int number) {
        return IntStream.range(0, number).mapToObj(i -> TrainingId.of("t-" + i)).toList();
    }
}
