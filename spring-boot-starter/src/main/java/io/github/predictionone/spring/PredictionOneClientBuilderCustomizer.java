package io.github.predictionone.spring;

import io.github.predictionone.reactor.PredictionOneClient;

/**
 * Changes the builder of the application's client after the properties and connection details have been applied.
 *
 * <p>Beans of this type are called in the order that {@link org.springframework.core.annotation.Order @Order} or
 * {@link org.springframework.core.Ordered} gives them, once for each builder.
 */
@FunctionalInterface
public interface PredictionOneClientBuilderCustomizer {

    /**
     * Changes the builder.
     *
     * @param builder with all properties set, and what customizers before this one have done
     */
    void customize(PredictionOneClient.Builder builder);
}
