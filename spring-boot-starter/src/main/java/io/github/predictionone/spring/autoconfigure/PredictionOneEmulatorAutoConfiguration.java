package io.github.predictionone.spring.autoconfigure;

import io.github.predictionone.emulator.PredictionOneEmulator;
import io.github.predictionone.spring.PredictionOneConnectionDetails;
import io.github.predictionone.spring.PredictionOneProperties;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBooleanProperty;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;

/**
 * Auto-configuration of a local Prediction One for the client, if {@code predictionone.emulator.enabled} is true. The
 * emulator closes after the client, which depends on it. A test can inject it.
 */
@AutoConfiguration(before = PredictionOneAutoConfiguration.class)
@ConditionalOnClass(PredictionOneEmulator.class)
@ConditionalOnBooleanProperty("predictionone.emulator.enabled")
@ConditionalOnMissingBean(PredictionOneConnectionDetails.class)
@EnableConfigurationProperties(PredictionOneProperties.class)
public final class PredictionOneEmulatorAutoConfiguration {

    /** Created by Spring. */
    PredictionOneEmulatorAutoConfiguration() {}

    @Bean(destroyMethod = "close")
    @ConditionalOnMissingBean
    PredictionOneEmulator predictionOneEmulator(PredictionOneProperties properties) {
        PredictionOneProperties.Emulator settings = properties.emulator();
        PredictionOneEmulator.Builder builder =
                PredictionOneEmulator.builder().port(settings.port()).storagePort(settings.storagePort());
        BuilderSettings.set("emulator.pace", settings.pace(), builder::pace);
        if (settings.secretKey() != null) {
            builder.secretKey(settings.secretKey());
        }
        return builder.start();
    }

    @Bean
    PredictionOneConnectionDetails predictionOneEmulatorConnectionDetails(PredictionOneEmulator emulator) {
        return new EmulatorConnectionDetails(emulator.origin(), emulator.secretKey());
    }
}
