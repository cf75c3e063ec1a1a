package io.github.predictionone.dashboard;

import java.util.Map;
import java.util.stream.Stream;
import org.springframework.boot.EnvironmentPostProcessor;
import org.springframework.boot.SpringApplication;
import org.springframework.core.env.ConfigurableEnvironment;
import org.springframework.core.env.MapPropertySource;
import org.springframework.util.StringUtils;

/** Without a key there is still something to see: the emulator is on, unless a property says otherwise. */
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
