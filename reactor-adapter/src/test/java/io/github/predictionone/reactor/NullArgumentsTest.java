package io.github.predictionone.reactor;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.predictionone.policy.PollSchedule;
import io.github.predictionone.testsupport.NullArguments;
import java.security.GeneralSecurityException;
import java.time.Duration;
import java.util.List;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.TrustManagerFactory;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class NullArgumentsTest {

    @ParameterizedTest
    @ValueSource(classes = {WatchOptions.class, TlsOptions.class, ProxyOptions.class})
    @DisplayName("2.1 a null argument is refused immediately, and the message names the argument")
    void named(Class<?> type) throws GeneralSecurityException, IllegalAccessException {
        NullArguments nulls = new NullArguments(
                "text",
                List.of(),
                Duration.ofSeconds(1),
                PollSchedule.defaults(),
                TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm()),
                KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm()),
                WatchOptions.defaults(),
                TlsOptions.defaults(),
                ProxyOptions.of("proxy", 1));
        assertThat(nulls.misused(type)).isEmpty();
    }
}
