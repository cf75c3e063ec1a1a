package io.github.predictionone.reactor.internal.netty;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.predictionone.PredictionOneException;
import io.github.predictionone.Retryability;
import io.github.predictionone.TransportException;
import io.github.predictionone.internal.wire.PresignedUrl;
import io.github.predictionone.policy.RetryPolicy;
import io.github.predictionone.reactor.PredictionOneClient;
import io.github.predictionone.reactor.ProxyOptions;
import io.github.predictionone.reactor.TlsOptions;
import io.github.predictionone.testsupport.Identity;
import io.github.predictionone.training.TrainingId;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import mockwebserver3.MockResponse;
import mockwebserver3.MockWebServer;
import okhttp3.TlsVersion;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import reactor.core.publisher.Mono;
import reactor.test.StepVerifier;

/** Trust store, client certificate, protocols and cipher suites of the caller, over real sockets. */
class TlsOptionsTest {

    @TempDir
    private static Path directory;

    private static Identity here;
    private static Identity elsewhere;
    private static Identity client;

    private final MockWebServer server = new MockWebServer();

    @BeforeAll
    static void identities() throws Exception {
        here = Identity.of(directory, "here", "san=dns:localhost,dns:api.example,ip:127.0.0.1");
        elsewhere = Identity.of(directory, "elsewhere", "san=dns:elsewhere.example");
        client = Identity.of(directory, "client", "san=dns:client.example");
    }

    @AfterEach
    void close() {
        server.close();
    }

    private void start(Identity identity) throws Exception {
        server.useHttps(identity.server(client).getSocketFactory());
        server.start();
        server.enqueue(
                new MockResponse.Builder().body("{\"status\":\"training\"}").build());
    }

    private PredictionOneClient.Builder builder(TlsOptions options) {
        return PredictionOneClient.builder()
                .baseUrl(server.url("/").uri())
                .apiKey("k3y")
                .retry(RetryPolicy.defaults().withMaxAttempts(1))
                .tls(options);
    }

    private void assertWorks(PredictionOneClient.Builder builder) {
        try (PredictionOneClient made = builder.build()) {
            made.trainingStatus(TrainingId.of("t"))
                    .as(StepVerifier::create)
                    .expectNextCount(1)
                    .verifyComplete();
        }
    }

    private void assertRefused(PredictionOneClient.Builder builder, Retryability retryability) {
        try (PredictionOneClient made = builder.build()) {
            made.trainingStatus(TrainingId.of("t"))
                    .as(StepVerifier::create)
                    .verifyErrorSatisfies(failure -> assertThat(failure)
                            .isInstanceOf(TransportException.class)
                            .extracting(thrown -> ((PredictionOneException) thrown).retryability())
                            .isEqualTo(retryability));
        }
        assertThat(server.getRequestCount()).isZero();
    }

    @Test
    @DisplayName("2.6 a certificate is accepted if the caller's trust store contains it, and refused by default")
    void trust() throws Exception {
        start(here);
        assertRefused(builder(TlsOptions.defaults()), Retryability.NEVER);
        assertWorks(builder(TlsOptions.defaults().withTrust(here.trust())));
    }

    @Test
    @DisplayName("2.6 a trusted certificate for another host is refused")
    void hostName() throws Exception {
        start(elsewhere);
        assertRefused(builder(TlsOptions.defaults().withTrust(elsewhere.trust())), Retryability.NEVER);
    }

    @Test
    @DisplayName("1.5 the caller's trust store applies to storage, too")
    void storage() throws Exception {
        start(here);
        ConnectionSettings settings =
                TestSettings.trusting(TlsOptions.defaults().withTrust(here.trust()));
        Connections connections = new Connections(settings);
        String url = server.url("/object?signature=s").toString();
        connections
                .storage(PresignedUrl.parse("url", url))
                .flatMap(http -> http.get()
                        .uri(url)
                        .responseSingle(
                                (answer, body) -> Mono.just(answer.status().code())))
                .as(StepVerifier::create)
                .expectNext(200)
                .verifyComplete();
        connections.close().as(StepVerifier::create).verifyComplete();
    }

    @Test
    @DisplayName("1.5 a server that requires a client certificate receives the caller's one")
    void identity() throws Exception {
        server.requireClientAuth();
        start(here);
        TlsOptions trusting = TlsOptions.defaults().withTrust(here.trust());
        assertWorks(builder(trusting.withKeys(client.keys())));
        assertThat(server.takeRequest().getHandshake().peerPrincipal()).hasToString("CN=client");
    }

    @Test
    @DisplayName("1.5 the caller's TLS protocols and cipher suites are used")
    void protocols() throws Exception {
        start(here);
        String cipher = "TLS_ECDHE_ECDSA_WITH_AES_256_GCM_SHA384";
        assertWorks(builder(TlsOptions.defaults()
                .withTrust(here.trust())
                .withProtocols(List.of("TLSv1.2"))
                .withCiphers(List.of(cipher))));
        var handshake = server.takeRequest().getHandshake();
        assertThat(handshake.tlsVersion()).isEqualTo(TlsVersion.TLS_1_2);
        assertThat(handshake.cipherSuite().javaName()).isEqualTo(cipher);
    }

    @Test
    @DisplayName("1.2 in a proxy's tunnel the target's certificate is checked, and the proxy does not see the key")
    void throughAProxy() throws Exception {
        start(here);
        try (TunnelProxy proxy = new TunnelProxy()) {
            proxy.know("api.example:443", server.url("/").uri());
            assertWorks(builder(TlsOptions.defaults().withTrust(here.trust()))
                    .baseUrl(URI.create("https://api.example"))
                    .proxy(ProxyOptions.of("localhost", proxy.port())));
            assertThat(proxy.heads()).singleElement().asString().startsWith("CONNECT api.example:443 ");
        }
        assertThat(server.takeRequest().getHeaders().get("x-api-key").getBytes(StandardCharsets.US_ASCII))
                .hasSize(3);
    }
}
