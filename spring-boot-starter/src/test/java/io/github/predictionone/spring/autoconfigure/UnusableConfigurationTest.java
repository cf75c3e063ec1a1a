package io.github.predictionone.spring.autoconfigure;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.WebApplicationType;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.test.context.FilteredClassLoader;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.context.annotation.Configuration;

/** Tests the output of an application that cannot start. */
@ExtendWith(OutputCaptureExtension.class)
class UnusableConfigurationTest {

    @Configuration(proxyBeanMethods = false)
    @EnableAutoConfiguration
    static class Application {}

    private static void assertFails(CapturedOutput output, String... properties) {
        SpringApplication application = new SpringApplication(Application.class);
        application.setWebApplicationType(WebApplicationType.NONE);
        String[] arguments = new String[properties.length];
        for (int i = 0; i < properties.length; i++) {
            arguments[i] = "--" + properties[i];
        }
        assertThatThrownBy(() -> application.run(arguments)).isInstanceOf(RuntimeException.class);
        assertThat(output).contains("APPLICATION FAILED TO START").contains("Action:");
    }

    @Test
    void noKey(CapturedOutput output) {
        assertFails(output, "predictionone.secret-key= ");
        assertThat(output)
                .contains(
                        "Neither 'predictionone.api-key' nor 'predictionone.secret-key' is set",
                        "'predictionone.emulator.enabled' to true");
    }

    @Test
    void bothKeys(CapturedOutput output) {
        assertFails(output, "predictionone.api-key=se-cret-1", "predictionone.secret-key=se-cret-2");
        assertThat(output)
                .contains("mutually exclusive", "predictionone.api-key", "predictionone.secret-key")
                .doesNotContain("se-cret");
    }

    @Test
    void aKeyThatCanBeNone(CapturedOutput output) {
        assertFails(output, "predictionone.api-key=se cret");
        assertThat(output)
                .contains("'predictionone.api-key' is not usable", "visible ASCII")
                .doesNotContain("se cret");
    }

    @Test
    void anAddressThatCanBeNone(CapturedOutput output) {
        assertFails(output, "predictionone.api-key=some", "predictionone.base-url=https://user:pass-word@host");
        assertThat(output)
                .contains("'predictionone.base-url' is not usable", "no user")
                .doesNotContain("pass-word");
    }

    @Test
    void anUnprotectedAddress(CapturedOutput output) {
        assertFails(output, "predictionone.api-key=some", "predictionone.base-url=http://gateway.example");
        assertThat(output)
                .contains("would send the key unprotected", "'predictionone.base-url'")
                .contains("'predictionone.allow-plaintext'");
    }

    @Test
    void aValueOutOfRange(CapturedOutput output) {
        assertFails(output, "predictionone.api-key=some", "predictionone.connect-timeout=0s");
        assertThat(output).contains("'predictionone.connect-timeout'", "must be positive", "commandLineArgs");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "connect-timeout",
                "response-timeout",
                "transfer-idle-timeout",
                "acquire-timeout",
                "emulator.pace"
            })
    void aTimeThatNeverEnds(String property, CapturedOutput output) {
        assertFails(
                output,
                property.startsWith("emulator") ? "predictionone.emulator.enabled=true" : "predictionone.api-key=some",
                "predictionone." + property + "=PT2562047788015215H");
        assertThat(output).contains("'predictionone." + property + "'", "at most 292 years");
    }

    @Test
    void aSizeOutOfRange(CapturedOutput output) {
        assertFails(output, "predictionone.api-key=some", "predictionone.max-response-size=2GB");
        assertThat(output).contains("'predictionone.max-response-size'", "less than 2GB");
    }

    @Test
    void aHostForInferencesThatIsNone(CapturedOutput output) {
        assertFails(
                output,
                "predictionone.api-key=some",
                "predictionone.allow-inference-hosts=gateway.example,https://other");
        assertThat(output).contains("'predictionone.allow-inference-hosts'", "must be a host name, not https://other");
    }

    @Test
    void waitsThatContradictEachOther(CapturedOutput output) {
        assertFails(output, "predictionone.api-key=some", "predictionone.retry.first-wait=1m");
        assertThat(output).contains("'predictionone.retry'", "firstWait", "maxWait");
    }

    @Test
    void halfAProxy(CapturedOutput output) {
        assertFails(output, "predictionone.api-key=some", "predictionone.proxy.password=se-cret");
        assertThat(output)
                .contains("'predictionone.proxy.password' is set, but 'predictionone.proxy.username' is not")
                .doesNotContain("se-cret");
    }

    @Test
    void credentialsOfNoProxy(CapturedOutput output) {
        assertFails(
                output,
                "predictionone.api-key=some",
                "predictionone.proxy.username=some",
                "predictionone.proxy.password=other");
        assertThat(output).contains("'predictionone.proxy.username' is set, but 'predictionone.proxy.host' is not");
    }

    @Test
    void anUnknownBundle(CapturedOutput output) {
        assertFails(output, "predictionone.api-key=some", "predictionone.ssl.bundle=nobodys");
        assertThat(output).contains("'predictionone.ssl.bundle'", "does not exist: 'nobodys'", "'spring.ssl.bundle'");
    }

    @Test
    void anEmulatorThatIsNotThere() {
        new ApplicationContextRunner()
                .withConfiguration(AutoConfigurations.of(
                        PredictionOneAutoConfiguration.class, PredictionOneEmulatorAutoConfiguration.class))
                .withClassLoader(new FilteredClassLoader("io.github.predictionone.emulator"))
                .withPropertyValues("predictionone.emulator.enabled=true")
                .run(context -> assertThat(context)
                        .getFailure()
                        .rootCause()
                        .isInstanceOfSatisfying(
                                UnusableConfigurationException.class,
                                failure -> assertThat(failure.getMessage() + failure.action())
                                        .contains(
                                                "'predictionone.emulator.enabled' is true", "predictionone-emulator")));
    }
}
