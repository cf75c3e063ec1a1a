package io.github.predictionone.dashboard;

import java.util.Map;
import java.util.stream.Stream;
import org.springframework.boot.EnvironmentPostProcessor;
import org.springframework.boot.SpringApplication;
import org.springframework.core.env.ConfigurableEnvironment;
import org.springframework.core.env.MapPropertySource;
import org.springframework.util.StringUtils;

/** Turns the emulator on if there is no key, unless {@code predictionone.emulator.enabled} is set. */
public final class EmulatorByDefault implements EnvironmentPostProcessor {

    @Override
    public void postProcessEnvironment(ConfigurableEnvironment environment, SpringApplication application) {
        boolean key = Stream.of("predictionone.api-key", "predictionone.secret-key")
                .anyMatch(property -> StringUtils.hasText(environment.getProperty(property)));
        environment
                .getPropertySources()
                .addLast(new MapPropertySource("emulatorByDefault", Map.of("predictionone.emulator.enabled", !key)));
    }
}
