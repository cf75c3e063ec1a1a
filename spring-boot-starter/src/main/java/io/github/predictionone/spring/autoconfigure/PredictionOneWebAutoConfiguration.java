package io.github.predictionone.spring.autoconfigure;

import io.github.predictionone.reactor.PredictionOneClient;
import io.github.predictionone.spring.ContextCloseWebFilter;
import io.github.predictionone.spring.PredictionOneProperties;
import io.github.predictionone.spring.StatusEvents;
import io.github.predictionone.spring.StatusEventsAccess;
import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.binder.MeterBinder;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnSingleCandidate;
import org.springframework.boot.autoconfigure.condition.ConditionalOnWebApplication;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.ApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import reactor.core.publisher.Mono;

/** Auto-configuration of the status streams of a WebFlux application: their limits, and their end on shutdown. */
@AutoConfiguration(after = PredictionOneAutoConfiguration.class)
@EnableConfigurationProperties(PredictionOneProperties.class)
@ConditionalOnWebApplication(type = ConditionalOnWebApplication.Type.REACTIVE)
public final class PredictionOneWebAutoConfiguration {

    /** Created by Spring. */
    PredictionOneWebAutoConfiguration() {}

    @Bean
    @ConditionalOnMissingBean
    ContextCloseWebFilter predictionOneContextCloseWebFilter(ApplicationContext application) {
        return new ContextCloseWebFilter(application);
    }

    @Bean
    @ConditionalOnMissingBean
    @ConditionalOnSingleCandidate(PredictionOneClient.class)
    StatusEvents predictionOneStatusEvents(
            PredictionOneClient client, PredictionOneProperties properties, ObjectProvider<StatusEventsAccess> access) {
        int maxStreams = properties.sse().maxStreams();
        int maxIds = properties.sse().maxIds();
        int maxWatches = properties.maxWatches();
        BuilderSettings.set("sse.max-streams", maxStreams, PredictionOneWebAutoConfiguration::requirePositive);
        BuilderSettings.set("sse.max-ids", maxIds, PredictionOneWebAutoConfiguration::requirePositive);
        BuilderSettings.set("max-watches", maxWatches, PredictionOneWebAutoConfiguration::requirePositive);
        StatusEventsAccess everyRequest = (exchange, id) -> Mono.just(true);
        return new StatusEvents(client, access.getIfAvailable(() -> everyRequest), maxStreams, maxIds, maxWatches);
    }

    private static void requirePositive(int limit) {
        if (limit < 1) {
            throw new IllegalArgumentException("must be at least 1");
        }
    }

    @Configuration(proxyBeanMethods = false)
    @ConditionalOnClass(MeterBinder.class)
    static class Meters {

        @Bean
        MeterBinder predictionOneStreamMeters(ObjectProvider<StatusEvents> events) {
            return registry -> events.ifUnique(streams -> {
                Gauge.builder("predictionone.sse.streams", streams, StatusEvents::streams)
                        .description("open streams of status events")
                        .baseUnit("streams")
                        .register(registry);
                FunctionCounter.builder("predictionone.sse.streams.refused", streams, StatusEvents::refusedStreams)
                        .description("streams of status events that were answered with 503, 400 or 403")
                        .baseUnit("streams")
                        .register(registry);
            });
        }
    }
}
