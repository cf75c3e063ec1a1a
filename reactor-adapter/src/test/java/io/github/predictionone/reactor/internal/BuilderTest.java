package io.github.predictionone.reactor.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.github.predictionone.reactor.PredictionOneClient;
import io.github.resilience4j.ratelimiter.RateLimiter;
import io.github.resilience4j.ratelimiter.RateLimiterConfig;
import io.github.resilience4j.ratelimiter.internal.SemaphoreBasedRateLimiter;
import java.net.URI;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class BuilderTest {

    private static PredictionOneClient.Builder builder() {
        return PredictionOneClient.builder().apiKey("k");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "https://gateway/p1/",
                "HTTPS://gateway",
                "http://localhost:8080",
                "http://127.0.0.1:1/p",
                "http://[::1]:1",
                "http://api.localhost"
            })
    @DisplayName("1.1 a base URL is any https URI, or an http URI of a loopback host")
    void baseUrls(String url) {
        assertThatCode(() -> builder().baseUrl(URI.create(url)).build().close()).doesNotThrowAnyException();
    }

    @Test
    @DisplayName("1.1 1.12 a base URL with a million repeated characters is read without delay")
    void longUrl() {
        String slashes = "/".repeat(1 << 20);
        assertThat(BaseUrl.normalized(URI.create("https://gateway/p1" + slashes)))
                .hasToString("https://gateway/p1");
        assertThat(BaseUrl.normalized(URI.create("https://gateway" + slashes + "x")))
                .hasToString("https://gateway" + slashes + "x");
        assertThat(BaseUrl.isLoopback("127." + "1.".repeat(1 << 20))).isFalse();
    }

    @Test
    @DisplayName("1.1 plain http to other hosts is refused when the client is built, unless the caller allows it")
    void plaintext() {
        URI url = URI.create("http://gateway.example/p1");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> builder().baseUrl(url).build())
                .withMessageContaining("allowPlaintext");
        assertThatCode(() -> builder().baseUrl(url).allowPlaintext().build().close())
                .doesNotThrowAnyException();
        assertThatIllegalArgumentException()
                .isThrownBy(() -> builder()
                        .baseUrl(URI.create("http://127.0.0.1.evil.example"))
                        .build());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"/relative", "ftp://x", "https:opaque", "https://x?q=1", "https://x#f", "https://user:pw@x"})
    @DisplayName("1.1 an invalid base URL is refused immediately")
    void noBaseUrl(String url) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> builder().baseUrl(URI.create(url)))
                .withMessageContaining("baseUrl")
                .withMessageNotContaining("pw");
    }

    @Test
    @DisplayName("2.1 an invalid value is refused by its setter")
    void values() {
        assertThatIllegalArgumentException().isThrownBy(() -> builder().connectTimeout(Duration.ZERO));
        assertThatIllegalArgumentException().isThrownBy(() -> builder().responseTimeout(Duration.ofSeconds(-1)));
        assertThatIllegalArgumentException().isThrownBy(() -> builder().requestsPerSecond(-1));
        assertThatIllegalArgumentException().isThrownBy(() -> builder().maxConnections(0));
        assertThatIllegalArgumentException().isThrownBy(() -> builder().apiKey(" "));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> builder().apiKey("se\ncret"))
                .withMessageNotContaining("cret");
        assertThatExceptionOfType(NullPointerException.class)
                .isThrownBy(() -> builder().retry(null));
        assertThatExceptionOfType(NullPointerException.class)
                .isThrownBy(() -> builder().apiKey(null));
    }

    @Test
    @DisplayName("2.1 a client needs exactly one kind of key")
    void keys() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> PredictionOneClient.builder().build())
                .withMessageContaining("apiKey or secretKey must be set");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> builder().secretKey("s").build());
    }

    @Test
    void environment() {
        assertThatCode(() -> new Environment(Map.of("PREDICTION_ONE_API_KEY", "k"))
                        .client()
                        .close())
                .doesNotThrowAnyException();
        assertThatExceptionOfType(IllegalStateException.class)
                .isThrownBy(() -> new Environment(Map.of()).client())
                .withMessageContaining("PREDICTION_ONE_API_KEY");
        assertThatExceptionOfType(IllegalStateException.class)
                .isThrownBy(
                        () -> new Environment(Map.of("PREDICTION_ONE_API_KEY", "k", "PREDICTION_ONE_SECRET_KEY", "s"))
                                .client());
        assertThatExceptionOfType(IllegalStateException.class)
                .isThrownBy(() -> new Environment(
                                Map.of("PREDICTION_ONE_API_KEY", "k", "PREDICTION_ONE_BASE_URL", "nowhere"))
                        .client())
                .withMessageContaining("PREDICTION_ONE_BASE_URL");
        assertThatExceptionOfType(IllegalStateException.class)
                .isThrownBy(() -> new Environment(Map.of("PREDICTION_ONE_SECRET_KEY", "s\u0001x")).client())
                .withMessageContaining("PREDICTION_ONE_SECRET_KEY")
                .withMessageNotContaining("s\u0001x");
    }

    @Test
    @DisplayName("1.7 closing a client is idempotent and leaves no thread behind")
    void closing() throws InterruptedException {
        PredictionOneClient client =
                builder().baseUrl(URI.create("http://127.0.0.1:1")).build();
        client.close();
        client.close();
        // An event loop reports its end from its own thread, which exits a moment later.
        for (Thread thread : Thread.getAllStackTraces().keySet()) {
            if (thread.getName().startsWith("predictionone")) {
                thread.join(10_000);
                assertThat(thread.isAlive()).as(thread.getName()).isFalse();
            }
        }
    }

    @Test
    @DisplayName("3.4 a rate limiter that can only block threads is refused, and the message names the setting")
    void waitingLimiter() {
        RateLimiter waiting = new SemaphoreBasedRateLimiter("own", RateLimiterConfig.ofDefaults());
        assertThatIllegalArgumentException()
                .isThrownBy(() -> PredictionOneClient.builder().rateLimiter(waiting))
                .withMessageStartingWith("rateLimiter must be able to reserve permits");
        ((SemaphoreBasedRateLimiter) waiting).shutdown();
    }
}
