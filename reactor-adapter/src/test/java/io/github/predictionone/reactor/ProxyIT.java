package io.github.predictionone.reactor;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.predictionone.PredictionOneException;
import io.github.predictionone.TransportException;
import io.github.predictionone.emulator.PredictionOneEmulator;
import io.github.predictionone.policy.RetryPolicy;
import io.github.predictionone.reactor.internal.netty.TunnelProxy;
import io.github.predictionone.training.ResultDownloaded;
import io.github.predictionone.training.TrainRequest;
import io.github.predictionone.training.TrainingConfig;
import io.github.predictionone.training.TrainingData;
import io.github.predictionone.training.TrainingId;
import java.io.IOException;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import reactor.core.publisher.Flux;
import reactor.test.StepVerifier;

/** Sends all traffic through an HTTP proxy, over real sockets. */
class ProxyIT {

    private static final String UNKNOWN_HOST = "api.behind-the-proxy.invalid";

    @TempDir
    private Path directory;

    private final PredictionOneEmulator emulator =
            PredictionOneEmulator.builder().pace(Duration.ZERO).start();
    private final TunnelProxy proxy = new TunnelProxy();
    private final String known = emulator.putTraining(List.of("training"), new byte[0]);

    ProxyIT() throws IOException {
        proxy.know(emulator.origin().getAuthority(), emulator.origin())
                .know(emulator.storageOrigin().getAuthority(), emulator.storageOrigin());
    }

    @AfterEach
    void close() throws IOException {
        proxy.close();
        emulator.close();
    }

    // The proxy is given by name, so that the client must look it up. Loopback is not excluded, because all servers
    // here are on it.
    private ProxyOptions options() {
        return ProxyOptions.of("localhost", proxy.port()).withNonProxyHosts(List.of());
    }

    private PredictionOneClient.Builder builder(ProxyOptions options) {
        return PredictionOneClient.builder()
                .baseUrl(emulator.origin())
                .secretKey(emulator.secretKey())
                .retry(RetryPolicy.defaults().withMaxAttempts(1))
                .proxy(options);
    }

    private void assertWorks(PredictionOneClient.Builder builder) {
        try (PredictionOneClient client = builder.build()) {
            client.trainingStatus(TrainingId.of(known))
                    .as(StepVerifier::create)
                    .expectNextCount(1)
                    .verifyComplete();
        }
    }

    private PredictionOneException failure(PredictionOneClient.Builder builder) {
        try (PredictionOneClient client = builder.build()) {
            PredictionOneException[] seen = new PredictionOneException[1];
            client.trainingStatus(TrainingId.of(known))
                    .doOnError(PredictionOneException.class, failure -> seen[0] = failure)
                    .as(StepVerifier::create)
                    .verifyError(TransportException.class);
            return seen[0];
        }
    }

    @Test
    @DisplayName("1.2 upload, training and download use the proxy, which sees hosts but neither keys nor URLs")
    void everything() throws IOException {
        Path target = directory.resolve("result.zip");
        try (PredictionOneClient client = builder(options()).build()) {
            Flux.from(client.uploadTrainingData(TrainingData.of(Samples.csv(directory, "data.csv", 400)))
                            .flatMap(id -> client.train(TrainRequest.of(
                                    id, "proxied", TrainingConfig.binaryClassification("premium", "yes"))))
                            .flatMapMany(id -> client.watchTraining(
                                    id, WatchOptions.defaults().withDownloadTo(target)))
                            .last())
                    .as(StepVerifier::create)
                    .expectNextMatches(ResultDownloaded.class::isInstance)
                    .verifyComplete();
        }
        assertThat(proxy.heads())
                .isNotEmpty()
                .allMatch(head -> head.matches("(?s)CONNECT "
                        + "(" + emulator.origin().getAuthority() + "|"
                        + emulator.storageOrigin().getAuthority() + ") .*"))
                .anyMatch(head -> head.contains(emulator.origin().getAuthority()))
                .anyMatch(head -> head.contains(emulator.storageOrigin().getAuthority()))
                .noneMatch(head -> head.contains("x-api-key") || head.contains("?"));
    }

    @Test
    @DisplayName("1.6 only the proxy resolves the names of target hosts")
    void namesAreTheProxys() {
        proxy.know(UNKNOWN_HOST + ":80", emulator.origin());
        assertWorks(
                builder(options()).baseUrl(URI.create("http://" + UNKNOWN_HOST)).allowPlaintext());
    }

    @Test
    @DisplayName("1.5 loopback addresses bypass the proxy by default")
    void loopback() {
        assertWorks(builder(ProxyOptions.of("localhost", proxy.port())));
        assertThat(proxy.heads()).isEmpty();
    }

    @Test
    @DisplayName("2.2 the proxy receives its credentials, and no message shows them if it refuses them")
    void credentials() {
        String basic = Base64.getEncoder().encodeToString("user:pass-word".getBytes(StandardCharsets.UTF_8));
        proxy.require("proxy-authorization: basic " + basic);
        assertWorks(builder(options().withCredentials("user", "pass-word")));
        PredictionOneException refused = failure(builder(options().withCredentials("user", "wr0ng-one")));
        assertThat(refused).hasMessageContaining("407").hasStackTraceContaining("407");
        for (Throwable cause = refused; cause != null; cause = cause.getCause()) {
            assertThat(cause.toString()).doesNotContain("wr0ng-one", "user:");
        }
    }

    @Test
    @DisplayName("2.6 a proxy that is down, unknown or unable to reach the target causes a transport error")
    void trouble() throws IOException {
        int free;
        try (ServerSocket nobody = new ServerSocket(0)) {
            free = nobody.getLocalPort();
        }
        failure(builder(ProxyOptions.of("localhost", free).withNonProxyHosts(List.of())));
        failure(builder(ProxyOptions.of("nowhere.invalid", 1).withNonProxyHosts(List.of())));
        assertThat(failure(builder(options())
                        .baseUrl(URI.create("http://" + UNKNOWN_HOST))
                        .allowPlaintext()))
                .hasMessageContaining("502");
    }
}
