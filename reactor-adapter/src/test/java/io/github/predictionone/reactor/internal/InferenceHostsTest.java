package io.github.predictionone.reactor.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.github.predictionone.ProtocolException;
import io.github.predictionone.reactor.PredictionOneClient;
import java.net.URI;
import java.util.Set;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class InferenceHostsTest {

    private static final String SONY = "https://developer-api.predictionone.sony.biz";

    private static InferenceHosts hosts(String baseUrl, String... allowed) {
        return new InferenceHosts(URI.create(baseUrl), Set.of(allowed), false);
    }

    @ParameterizedTest
    @CsvSource({
        SONY + ",https://user-api.predictionone.sony.biz/v1/groups/g/classifiers/c/inference",
        SONY + ",https://USER-API.predictionone.sony.biz/x",
        SONY + ",https://user-api.easy-predictive-analytics.sony.com/x",
        SONY + ",https://developer-api.predictionone.sony.biz/x",
        "https://developer-api.example.com/p,https://user-api.example.com:8443/x",
        "https://gateway.example.com/p1,https://gateway.example.com/x",
        "https://gateway.example.com/p1,https://user-api.predictionone.sony.biz/x",
        "http://localhost:8080,http://localhost:9090/x",
        "http://127.0.0.1:8080,http://127.0.0.1:8080/x",
        "http://[::1]:8080,http://[::1]:8080/x"
    })
    @DisplayName("1.2 a classifier's key is sent to the hosts of the service")
    void allowed(String baseUrl, String url) {
        assertThat(hosts(baseUrl).check(url)).isEqualTo(URI.create(url));
    }

    @ParameterizedTest
    @CsvSource({
        SONY + ",https://evil.example/x",
        SONY + ",https://user-api.predictionone.sony.biz.evil.example/x",
        SONY + ",https://evil-user-api.predictionone.sony.biz/x",
        SONY + ",https://other.predictionone.sony.biz/x",
        SONY + ",https://sony.biz/x",
        SONY + ",https://user-api.predictionone.sony.biz./x",
        SONY + ",https://user-api.predictionone.sony.biz@evil.example/x",
        SONY + ",https://evil.example#@user-api.predictionone.sony.biz/x",
        SONY + ",http://user-api.predictionone.sony.biz/x",
        SONY + ",https://localhost/x",
        "https://gateway.example.com,https://user-api.example.com/x",
        "https://gateway.example.com,http://gateway.example.com/x",
        SONY + ",ftp://user-api.predictionone.sony.biz/x",
        SONY + ",/v1/inference",
        SONY + ",//user-api.predictionone.sony.biz/x",
        SONY + ",https://user:secret@user-api.predictionone.sony.biz/x",
        SONY + ",https://user-api.predictionone.sony.biz/ x?sig=secret"
    })
    @DisplayName("1.2 a classifier's key is not sent to a host with a similar name, nor without TLS")
    void refused(String baseUrl, String url) {
        assertThatExceptionOfType(ProtocolException.class)
                .isThrownBy(() -> hosts(baseUrl).check(url))
                .withMessageNotContaining("secret");
    }

    @Test
    @DisplayName("1.2 a classifier's key is sent to other hosts only if the caller allows their full names")
    void allowedByCaller() {
        InferenceHosts hosts = hosts(SONY, "gateway.example.com");
        assertThat(hosts.check("https://Gateway.example.com/x").getHost()).isEqualTo("Gateway.example.com");
        assertThatExceptionOfType(ProtocolException.class)
                .isThrownBy(() -> hosts.check("https://other.example.com/x"))
                .withMessageContaining("allowInferenceHost(\"other.example.com\")");
        assertThatExceptionOfType(ProtocolException.class)
                .isThrownBy(() -> hosts.check("http://gateway.example.com/x"))
                .withMessageContaining("unprotected");
        InferenceHosts plaintext = new InferenceHosts(URI.create(SONY), Set.of("gateway.example.com"), true);
        assertThat(plaintext.check("http://gateway.example.com/x")).hasScheme("http");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"", " ", "https://a.example", "a.example:443", "a.example/x", "*.example", "a b", "u@a.example"})
    @DisplayName("1.2 allowInferenceHost refuses an invalid host name")
    void noHost(String host) {
        PredictionOneClient.Builder builder = PredictionOneClient.builder();
        assertThatExceptionOfType(IllegalArgumentException.class).isThrownBy(() -> builder.allowInferenceHost(host));
    }
}
