package io.github.predictionone.spring;

import io.github.predictionone.reactor.PredictionOneClient;

/**
 * Changes the builder of the application's client after the properties and connection details have been applied.
 *
 * <p>All beans of this type are called once for each builder, in the order of
 * {@link org.springframework.core.annotation.Order @Order} or {@link org.springframework.core.Ordered}.
 */
@FunctionalInterface
public interface PredictionOneClientBuilderCustomizer {

    /**
     * Changes the builder.
     *
     * @param builder with all properties set and all earlier customizers applied
     */
    void customize(PredictionOneClient.Builder builder);
}
