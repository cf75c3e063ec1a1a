package io.github.predictionone.spring.autoconfigure;

import io.github.predictionone.reactor.Instrumentation;
import io.github.predictionone.reactor.micrometer.MicrometerInstrumentation;
import io.github.predictionone.spring.PredictionOneClientBuilderCustomizer;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.observation.ObservationRegistry;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnSingleCandidate;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;

/** Connects the client to the application's {@link Instrumentation} bean, or else to its Micrometer registries. */
@AutoConfiguration(
        before = PredictionOneAutoConfiguration.class,
        afterName = {
            "org.springframework.boot.micrometer.metrics.autoconfigure.CompositeMeterRegistryAutoConfiguration",
            "org.springframework.boot.micrometer.metrics.autoconfigure.export.simple.SimpleMetricsExportAutoConfiguration",
            "org.springframework.boot.micrometer.observation.autoconfigure.ObservationAutoConfiguration"
        })
public final class PredictionOneObservationAutoConfiguration {

    /** Created by Spring. */
    PredictionOneObservationAutoConfiguration() {}

    @Configuration(proxyBeanMethods = false)
    @ConditionalOnClass({MeterRegistry.class, ObservationRegistry.class})
    static class Micrometer {

        @Bean
        @ConditionalOnMissingBean
        @ConditionalOnSingleCandidate(MeterRegistry.class)
        Instrumentation predictionOneInstrumentation(
                MeterRegistry meters, ObjectProvider<ObservationRegistry> observations) {
            return MicrometerInstrumentation.of(observations.getIfUnique(() -> ObservationRegistry.NOOP), meters);
        }
    }

    @Bean
    // First, so that the application's own customizers override it.
    @Order(Ordered.HIGHEST_PRECEDENCE)
    PredictionOneClientBuilderCustomizer predictionOneInstrumentationCustomizer(
            ObjectProvider<Instrumentation> instrumentation) {
        return builder -> instrumentation.ifUnique(builder::instrumentation);
    }
}
