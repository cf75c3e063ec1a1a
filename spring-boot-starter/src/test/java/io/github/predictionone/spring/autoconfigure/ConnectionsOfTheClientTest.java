package io.github.predictionone.spring.autoconfigure;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpsConfigurator;
import com.sun.net.httpserver.HttpsServer;
import io.github.predictionone.TransportException;
import io.github.predictionone.reactor.PredictionOneClient;
import io.github.predictionone.testsupport.Identity;
import io.github.predictionone.training.TrainingId;
import io.github.predictionone.training.TrainingStatus;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.autoconfigure.ssl.SslAutoConfiguration;
import org.springframework.boot.ssl.SslBundles;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import reactor.core.publisher.Mono;
import reactor.test.StepVerifier;

/** Tests SSL bundles and the proxy on real sockets. */
class ConnectionsOfTheClientTest {

    private final ApplicationContextRunner runner = new ApplicationContextRunner()
            .withConfiguration(AutoConfigurations.of(PredictionOneAutoConfiguration.class, SslAutoConfiguration.class))
            .withPropertyValues("predictionone.api-key=some", "predictionone.retry.max-attempts=1");

    private static Mono<TrainingStatus> status(PredictionOneClient client) {
        return client.trainingStatus(TrainingId.of("any"));
    }

    @Test
    void theClientTrustsWhatItsBundleTrusts(@TempDir Path directory) throws Exception {
        Path store = Identity.of(directory, "localhost", "san=dns:localhost").file();
        String bundle = "spring.ssl.bundle.jks.own.";
        HttpsServer server = HttpsServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/", exchange -> {
            byte[] body = "{\"status\":\"training\"}".getBytes(StandardCharsets.UTF_8);
            exchange.sendResponseHeaders(200, body.length);
            exchange.getResponseBody().write(body);
            exchange.close();
        });
        ApplicationContextRunner secure = runner.withPropertyValues(
                bundle + "keystore.location=file:" + store,
                bundle + "keystore.password=" + Identity.PASSWORD,
                bundle + "truststore.location=file:" + store,
                bundle + "truststore.password=" + Identity.PASSWORD,
                bundle + "options.enabled-protocols=TLSv1.3");
        try {
            secure.withPropertyValues("predictionone.ssl.bundle=own").run(context -> {
                server.setHttpsConfigurator(new HttpsConfigurator(
                        context.getBean(SslBundles.class).getBundle("own").createSslContext()));
                server.start();
            });
            String url = "predictionone.base-url=https://localhost:"
                    + server.getAddress().getPort();
            secure.withPropertyValues(url, "predictionone.ssl.bundle=own")
                    .run(context -> status(context.getBean(PredictionOneClient.class))
                            .as(StepVerifier::create)
                            .expectNextCount(1)
                            .verifyComplete());
            secure.withPropertyValues(url)
                    .run(context -> status(context.getBean(PredictionOneClient.class))
                            .as(StepVerifier::create)
                            .verifyError(TransportException.class));
        } finally {
            server.stop(0);
        }
    }

    @Test
    void theClientGoesThroughTheProxyOfTheProperties() throws Exception {
        try (ServerSocket proxy = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            CompletableFuture<List<String>> head = CompletableFuture.supplyAsync(() -> head(proxy));
            runner.withPropertyValues(
                            "predictionone.base-url=http://behind-the-proxy.invalid",
                            "predictionone.allow-plaintext=true",
                            "predictionone.proxy.host=localhost",
                            "predictionone.proxy.port=" + proxy.getLocalPort(),
                            "predictionone.proxy.username=name",
                            "predictionone.proxy.password=word")
                    .run(context -> status(context.getBean(PredictionOneClient.class))
                            .as(StepVerifier::create)
                            .verifyError(TransportException.class));
            String basic = Base64.getEncoder().encodeToString("name:word".getBytes(StandardCharsets.UTF_8));
            assertThat(head.get())
                    .contains("CONNECT behind-the-proxy.invalid:80 HTTP/1.1")
                    .anyMatch(line -> line.equalsIgnoreCase("proxy-authorization: Basic " + basic));
        }
    }

    /** Returns the request head that the proxy receives before it closes the connection. */
    private static List<String> head(ServerSocket proxy) {
        try (Socket client = proxy.accept();
                BufferedReader in =
                        new BufferedReader(new InputStreamReader(client.getInputStream(), StandardCharsets.US_ASCII))) {
            List<String> lines = new ArrayList<>();
            for (String line = in.readLine(); line != null && !line.isEmpty(); line = in.readLine()) {
                lines.add(line);
            }
            return lines;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
