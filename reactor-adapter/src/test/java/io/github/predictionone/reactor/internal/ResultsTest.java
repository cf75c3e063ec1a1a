package io.github.predictionone.reactor.internal;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.predictionone.ApiException;
import io.github.predictionone.TransferException;
import io.github.predictionone.policy.RetryPolicy;
import io.github.predictionone.reactor.PredictionOneClient;
import io.github.predictionone.reactor.internal.netty.RawServer;
import io.github.predictionone.training.TrainingId;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import reactor.core.publisher.Flux;
import reactor.test.StepVerifier;

/** Downloads through a client from two servers: the API and the storage. */
class ResultsTest {

    private static final TrainingId ID = TrainingId.of("t-1");

    private static String answer(String status, String body) {
        return "HTTP/1.1 " + status + "\r\nContent-Length: " + body.length() + "\r\n\r\n" + body;
    }

    private static Flux<?> download(PredictionOneClient client, String way, Path target) {
        return switch (way) {
            case "file" -> client.downloadResult(ID, target).flux();
            case "stream" -> client.streamResult(ID);
            default -> client.resultContent(ID).flux();
        };
    }

    @ParameterizedTest(name = "{0}, HTTP {1}: {2} requests")
    @CsvSource({"file,404,1", "file,503,4", "stream,401,1", "stream,503,4", "content,410,1", "content,503,4"})
    @DisplayName("3.1 5.4 a request for a fresh URL is sent once if it is refused and four times if it gets HTTP 503")
    void requests(String way, int status, int requests, @TempDir Path directory) throws Exception {
        try (RawServer storage = new RawServer();
                RawServer api = new RawServer();
                PredictionOneClient client = PredictionOneClient.builder()
                        .baseUrl(api.uri())
                        .apiKey("k")
                        .circuitBreaker(false)
                        .retry(RetryPolicy.defaults().withFirstWait(Duration.ofMillis(1)))
                        .build()) {
            storage.then(answer("403 Forbidden", ""));
            api.then(answer("200 OK", "{\"status\":\"finished\",\"result_url\":\"" + storage.uri() + "/r.zip\"}"));
            for (int i = 0; i < 30; i++) {
                api.then(answer(status + " No", ""));
            }
            download(client, way, directory.resolve("result.zip"))
                    .as(StepVerifier::create)
                    .verifyErrorSatisfies(failure -> assertThat(failure)
                            .isInstanceOf(TransferException.class)
                            .hasMessageContaining("Train Status Check of t-1: HTTP " + status)
                            .cause()
                            .isInstanceOfSatisfying(
                                    ApiException.class,
                                    cause -> assertThat(cause.httpStatus()).isEqualTo(status)));
            assertThat(api.heads()).hasSize(1 + requests);
            assertThat(storage.heads()).hasSize(1);
        }
    }
}
