package io.github.predictionone.reactor;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.predictionone.policy.PollSchedule;
import io.github.predictionone.testsupport.BuiltValue;
import java.nio.file.Path;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.util.List;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.TrustManagerFactory;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class BuiltValuesTest {

    static List<BuiltValue<?>> types() throws NoSuchAlgorithmException {
        TrustManagerFactory trust = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
        KeyManagerFactory keys = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
        return List.of(
                BuiltValue.of(WatchOptions::defaults)
                        .with("withPollSchedule", o -> o.withPollSchedule(PollSchedule.fixed(Duration.ofSeconds(1))))
                        .with("withHeartbeats", o -> o.withHeartbeats(true))
                        .with("withDeadline", o -> o.withDeadline(Duration.ofSeconds(1)))
                        .with("withFailureTolerance", o -> o.withFailureTolerance(Duration.ZERO))
                        .with("withLastEventId", o -> o.withLastEventId("e-1"))
                        .with("withDownloadTo", o -> o.withDownloadTo(Path.of("a.zip")))
                        .with("withReplaceExisting", o -> o.withReplaceExisting(true))
                        .with("withSharing", o -> o.withSharing(false))
                        .with("withViewer", o -> o.withViewer("v-1")),
                BuiltValue.of(() -> ProxyOptions.of("proxy", 8080))
                        .with("withCredentials", o -> o.withCredentials("user", "s3cret"))
                        .with("withNonProxyHosts", o -> o.withNonProxyHosts(List.of("*.example"))),
                BuiltValue.of(() -> credentials("user", "s3cret")),
                BuiltValue.of(TlsOptions::defaults)
                        .with("withTrust", o -> o.withTrust(trust))
                        .with("withKeys", o -> o.withKeys(keys))
                        .with("withProtocols", o -> o.withProtocols(List.of("TLSv1.3")))
                        .with("withCiphers", o -> o.withCiphers(List.of("TLS_AES_128_GCM_SHA256"))));
    }

    private static ProxyOptions.Credentials credentials(String username, String password) {
        return ProxyOptions.of("proxy", 8080)
                .withCredentials(username, password)
                .credentials()
                .orElseThrow();
    }

    @ParameterizedTest
    @DisplayName("an options object is compared and printed by value, hides its secrets, and keeps earlier changes")
    @MethodSource("types")
    void byValue(BuiltValue<?> type) {
        type.check("s3cret");
    }

    @Test
    @DisplayName("proxy credentials are equal only if both name and password are equal")
    void credentialsDiffer() {
        assertThat(credentials("user", "s3cret"))
                .isNotEqualTo(credentials("other", "s3cret"))
                .isNotEqualTo(credentials("user", "other"))
                .hasToString("Credentials[hidden]");
    }
}
