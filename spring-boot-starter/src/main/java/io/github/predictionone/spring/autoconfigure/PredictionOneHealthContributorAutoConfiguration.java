package io.github.predictionone.spring.autoconfigure;

import io.github.predictionone.policy.Durations;
import io.github.predictionone.reactor.PredictionOneClient;
import io.github.predictionone.spring.PredictionOneProperties;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnSingleCandidate;
import org.springframework.boot.health.autoconfigure.contributor.ConditionalOnEnabledHealthIndicator;
import org.springframework.boot.health.contributor.ReactiveHealthContributor;
import org.springframework.boot.health.contributor.ReactiveHealthIndicator;
import org.springframework.context.annotation.Bean;
import reactor.core.scheduler.Schedulers;

/**
 * Auto-configuration of {@code predictionone} in the health endpoint, which says whether the service responds and
 * accepts the key. It is absent if {@code management.health.predictionone.enabled} is false. It belongs to a health
 * group only if the application adds it: a service that is down is not a reason to restart the application.
 */
@AutoConfiguration(after = PredictionOneAutoConfiguration.class)
@ConditionalOnClass({ReactiveHealthIndicator.class, ConditionalOnEnabledHealthIndicator.class})
@ConditionalOnSingleCandidate(PredictionOneClient.class)
@ConditionalOnEnabledHealthIndicator("predictionone")
public final class PredictionOneHealthContributorAutoConfiguration {

    /** Created by Spring. */
    PredictionOneHealthContributorAutoConfiguration() {}

    @Bean
    @ConditionalOnMissingBean(name = {"predictiononeHealthContributor", "predictiononeHealthIndicator"})
    ReactiveHealthContributor predictiononeHealthContributor(
            PredictionOneClient client, PredictionOneProperties properties) {
        PredictionOneProperties.Health settings = properties.health();
        BuilderSettings.set("health.timeout", settings.timeout(), time -> Durations.requirePositive("timeout", time));
        BuilderSettings.set(
                "health.time-to-live", settings.timeToLive(), time -> Durations.requirePositive("time-to-live", time));
        return new ServiceHealthIndicator(client, settings.timeout(), settings.timeToLive(), Schedulers.parallel());
    }
}
