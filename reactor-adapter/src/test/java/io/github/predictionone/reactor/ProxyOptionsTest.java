package io.github.predictionone.reactor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ProxyOptionsTest {

    @ParameterizedTest
    @CsvSource({
        "api.example, api.example, false",
        "api.example, API.Example, false",
        "api.example, xapi.example, true",
        "*.example, api.example, false",
        "*.example, example, true",
        "10.*, 10.1.2.3, false",
        "10.*, 110.1.2.3, true",
        "*inner*, an.inner.example, false",
        "*, anything, false",
        "a*b*c, a-b-c, false",
        "a*b*c, a-c-b, true",
        "ab*bc, abc, true",
        "a**c, ac, false",
        "[::1], [::1], false"
    })
    @DisplayName("1.5 a pattern in nonProxyHosts matches host names, with * as a wildcard")
    void exceptions(String exception, String host, boolean proxied) {
        assertThat(ProxyOptions.of("proxy", 1)
                        .withNonProxyHosts(List.of(exception))
                        .appliesTo(host))
                .isEqualTo(proxied);
    }

    @Test
    @DisplayName("2.1 invalid proxy settings are refused immediately")
    void wrongValues() {
        assertThatIllegalArgumentException().isThrownBy(() -> ProxyOptions.of(" ", 1));
        assertThatIllegalArgumentException().isThrownBy(() -> ProxyOptions.of("proxy", 0));
        assertThatIllegalArgumentException().isThrownBy(() -> ProxyOptions.of("proxy", 65_536));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> ProxyOptions.of("proxy", 1).withCredentials("a:b", "c"));
    }

    @Test
    @DisplayName("2.2 toString of proxy options hides the credentials")
    void secrets() {
        assertThat(ProxyOptions.of("proxy", 1).withCredentials("some-name", "pass-word"))
                .asString()
                .contains("proxy")
                .doesNotContain("pass-word", "some-name");
    }

    @Test
    @DisplayName("1.12 matching a long host name is fast for any nonProxyHosts pattern")
    void longHost() {
        String host = "a".repeat(1 << 20);
        assertThat(ProxyOptions.of("proxy", 1)
                        .withNonProxyHosts(List.of("*a*a*a*a*a*b", "a*a*a*a*b*"))
                        .appliesTo(host))
                .isTrue();
    }
}
