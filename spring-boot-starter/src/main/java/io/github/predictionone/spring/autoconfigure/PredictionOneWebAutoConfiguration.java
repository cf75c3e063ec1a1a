package io.github.predictionone.spring.autoconfigure;

import io.github.predictionone.spring.ContextCloseWebFilter;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnWebApplication;
import org.springframework.context.ApplicationContext;
import org.springframework.context.annotation.Bean;

/** Ends status streams in time when a WebFlux application is shut down. */
@AutoConfiguration
@ConditionalOnWebApplication(type = ConditionalOnWebApplication.Type.REACTIVE)
public final class PredictionOneWebAutoConfiguration {

    /** Made by Spring. */
    PredictionOneWebAutoConfiguration() {}

    @Bean
    @ConditionalOnMissingBean
    ContextCloseWebFilter predictionOneContextCloseWebFilter(ApplicationContext application) {
        return new ContextCloseWebFilter(application);
    }
}
