package io.github.predictionone.dashboard;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.springframework.boot.SpringApplication;
import org.springframework.mock.env.MockEnvironment;

class EmulatorByDefaultTest {

    @Test
    @DisplayName("the emulator is on without a key and off with one, unless its property is set")
    void byKey() {
        assertThat(emulator(new MockEnvironment())).isEqualTo("true");
        assertThat(emulator(new MockEnvironment().withProperty("predictionone.secret-key", " ")))
                .isEqualTo("true");
        assertThat(emulator(new MockEnvironment().withProperty("predictionone.secret-key", "k")))
                .isEqualTo("false");
        assertThat(emulator(new MockEnvironment().withProperty("predictionone.api-key", "k")))
                .isEqualTo("false");
        assertThat(emulator(new MockEnvironment().withProperty("predictionone.emulator.enabled", "false")))
                .isEqualTo("false");
    }

    private static String emulator(MockEnvironment environment) {
        new EmulatorByDefault().postProcessEnvironment(environment, new SpringApplication(Dashboard.class));
        return environment.getProperty("predictionone.emulator.enabled");
    }
}
