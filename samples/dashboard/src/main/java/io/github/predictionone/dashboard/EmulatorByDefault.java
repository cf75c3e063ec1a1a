package io.github.predictionone.dashboard;

import java.util.Map;
import org.springframework.boot.EnvironmentPostProcessor;
import org.springframework.boot.SpringApplication;
import org.springframework.core.env.ConfigurableEnvironment;
import org.springframework.core.env.MapPropertySource;

/** Without a key there is still something to see: the emulator is on, unless a property says otherwise. */
public final class EmulatorByDefault implements EnvironmentPostProcessor {

    @Override
    public void postProcessEnvironment(ConfigurableEnvironment environment, SpringApplication application) {
        boolean key = environment.containsProperty("predictionone.api-key")
                || environment.containsProperty("predictionone.secret-key");
        environment
                .getPropertySources()
                .addLast(new MapPropertySource("emulatorByDefault", Map.of("predictionone.emulator.enabled", !key)));
    }
}
