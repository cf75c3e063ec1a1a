package io.github.predictionone.spring.autoconfigure;

import io.github.predictionone.reactor.PredictionOneClient;
import io.github.predictionone.spring.PredictionOneClientBuilderCustomizer;
import io.github.predictionone.spring.PredictionOneConnectionDetails;
import io.github.predictionone.spring.PredictionOneProperties;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.boot.autoconfigure.ssl.SslAutoConfiguration;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.boot.ssl.SslBundles;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Lazy;
import org.springframework.context.annotation.Scope;

/**
 * Auto-configuration of a client with the {@code predictionone.*} properties. The client closes with the application.
 *
 * <p>If the application has a {@link PredictionOneClient} bean, this one backs off. An application that needs a second
 * client injects {@link PredictionOneClient.Builder}: each injection point receives its own builder with the properties
 * set.
 */
@AutoConfiguration(after = SslAutoConfiguration.class)
@EnableConfigurationProperties(PredictionOneProperties.class)
public final class PredictionOneAutoConfiguration {

    /** Created by Spring. */
    PredictionOneAutoConfiguration() {}

    @Bean
    // Lazy: an application that builds its own client needs no key in its properties.
    @Lazy
    @ConditionalOnMissingBean(PredictionOneConnectionDetails.class)
    PredictionOneConnectionDetails predictionOneConnectionDetails(
            PredictionOneProperties properties, ObjectProvider<SslBundles> bundles) {
        return PropertiesConnectionDetails.of(properties, bundles);
    }

    @Bean
    @Scope("prototype")
    @ConditionalOnMissingBean
    PredictionOneClient.Builder predictionOneClientBuilder(
            PredictionOneProperties properties,
            PredictionOneConnectionDetails details,
            ObjectProvider<PredictionOneClientBuilderCustomizer> customizers) {
        PredictionOneClient.Builder builder = new BuilderSettings(PredictionOneClient.builder())
                .connection(details)
                .properties(properties)
                .builder();
        customizers.orderedStream().forEach(customizer -> customizer.customize(builder));
        return builder;
    }

    @Bean(destroyMethod = "close")
    @ConditionalOnMissingBean
    PredictionOneClient predictionOneClient(PredictionOneClient.Builder builder) {
        try {
            return builder.build();
        } catch (IllegalArgumentException e) {
            throw new UnusableConfigurationException(
                    "The Prediction One client cannot be created: " + e.getMessage() + ".",
                    "Correct 'predictionone.base-url', 'predictionone.allow-plaintext' or the key, or the bean of type"
                            + " PredictionOneConnectionDetails or PredictionOneClientBuilderCustomizer that sets it.");
        }
    }
}
