package io.github.predictionone.spring;

import io.github.predictionone.policy.PollSchedule;
import io.github.predictionone.policy.RetryPolicy;
import io.github.predictionone.reactor.PredictionOneClient;
import io.github.predictionone.reactor.WatchOptions;
import io.github.predictionone.training.TrainingId;
import java.net.URI;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.List;
import org.springframework.boot.SpringBootConfiguration;
import org.springframework.boot.WebApplicationType;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.http.ResponseEntity;
import org.springframework.http.client.ReactorResourceFactory;
import org.springframework.http.codec.ServerSentEvent;
import org.springframework.http.server.reactive.ServerHttpRequest;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.server.ServerWebExchange;
import org.springframework.web.server.WebFilter;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** An application on a real port. */
@SpringBootConfiguration
@EnableAutoConfiguration
class TestApplication {

    static final String SECRET = "secret-key-nobody-may-see";
    static final String ARCHIVE_NAME = "予測 1.zip";

    /** The trainings of the stream at {@code /events}. */
    record Shown(List<TrainingId> trainings) {}

    /** Returns a client with a key that the emulators accept, and with short waits. */
    static PredictionOneClient client(URI service) {
        return PredictionOneClient.builder()
                .baseUrl(service)
                .secretKey(SECRET)
                .requestsPerSecond(0)
                .circuitBreaker(false)
                .retry(RetryPolicy.defaults()
                        .withMaxAttempts(2)
                        .withFirstWait(Duration.ofMillis(1))
                        .withMaxWait(Duration.ofMillis(10)))
                .build();
    }

    static Started start(PredictionOneClient client, Shown shown, String... properties) {
        return new Started(
                new SpringApplicationBuilder(TestApplication.class, TrainingController.class, LimitedController.class)
                        .web(WebApplicationType.REACTIVE)
                        .initializers(application -> {
                            application.getBeanFactory().registerSingleton("client", client);
                            application.getBeanFactory().registerSingleton("shown", shown);
                        })
                        .properties("server.port=0", "spring.main.banner-mode=off", "logging.level.root=error")
                        .properties(properties)
                        .run(),
                client);
    }

    /** A running application. */
    record Started(ConfigurableApplicationContext context, PredictionOneClient client) implements AutoCloseable {

        int port() {
            return context.getEnvironment().getRequiredProperty("local.server.port", Integer.class);
        }

        @Override
        public void close() {
            context.close();
            client.close();
        }
    }

    /** Own resources: otherwise the first application that closes would stop the threads of all others in the JVM. */
    @Bean
    ReactorResourceFactory ownResources() {
        ReactorResourceFactory resources = new ReactorResourceFactory();
        resources.setUseGlobalResources(false);
        resources.setShutdownQuietPeriod(Duration.ZERO);
        return resources;
    }

    /** Takes the principal from the header {@code X-User}. */
    @Bean
    WebFilter principals() {
        return (exchange, chain) -> {
            String user = exchange.getRequest().getHeaders().getFirst("X-User");
            return chain.filter(
                    user == null
                            ? exchange
                            : exchange.mutate().principal(Mono.just(() -> user)).build());
        };
    }

    /** Endpoints within the limits of the bean. */
    @RestController
    static class LimitedController {

        private final StatusEvents events;

        LimitedController(StatusEvents events) {
            this.events = events;
        }

        @GetMapping("/limited/{ids}")
        Mono<ResponseEntity<Flux<ServerSentEvent<String>>>> events(
                @PathVariable List<TrainingId> ids, ServerWebExchange exchange) {
            return events.respond(exchange, ids);
        }
    }

    @RestController
    static class TrainingController {

        static final WatchOptions OFTEN = WatchOptions.defaults()
                .withPollSchedule(PollSchedule.fixed(Duration.ofMillis(20)))
                .withFailureTolerance(Duration.ofMinutes(1));
        private static final SseOptions LIVELY = SseOptions.defaults().withCommentInterval(Duration.ofMillis(20));

        private final PredictionOneClient client;
        private final Shown shown;

        TrainingController(PredictionOneClient client, Shown shown) {
            this.client = client;
            this.shown = shown;
        }

        @GetMapping("/trainings/{id}/events")
        ResponseEntity<Flux<ServerSentEvent<String>>> events(
                @PathVariable TrainingId id,
                @RequestHeader(name = "Last-Event-ID", required = false) String lastEventId) {
            return StatusEvents.response(client, id, lastEventId, OFTEN, LIVELY);
        }

        @GetMapping("/events")
        ResponseEntity<Flux<ServerSentEvent<String>>> events(
                @RequestHeader(name = "Last-Event-ID", required = false) String lastEventId) {
            return StatusEvents.response(client, shown.trainings(), lastEventId, OFTEN, SseOptions.defaults());
        }

        @GetMapping("/trainings/{id}/result")
        Mono<ResponseEntity<Flux<ByteBuffer>>> result(@PathVariable TrainingId id, ServerHttpRequest request) {
            return ResultResponses.of(client, id, request, ARCHIVE_NAME);
        }
    }
}
