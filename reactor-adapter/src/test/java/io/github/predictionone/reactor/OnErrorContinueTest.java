package io.github.predictionone.reactor;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.predictionone.ApiKey;
import io.github.predictionone.InvalidRowException;
import io.github.predictionone.TransferException;
import io.github.predictionone.classifier.Classifier;
import io.github.predictionone.classifier.ClassifierId;
import io.github.predictionone.classifier.ClassifierState;
import io.github.predictionone.classifier.ClassifierStatus;
import io.github.predictionone.policy.RetryPolicy;
import io.github.predictionone.reactor.internal.netty.RawServer;
import io.github.predictionone.training.TrainingData;
import io.github.predictionone.training.TrainingId;
import java.io.IOException;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import reactor.core.publisher.Flux;
import reactor.test.StepVerifier;

/** Checks that an application's {@code onErrorContinue} does not change what the client does inside its operators. */
class OnErrorContinueTest {

    private static final TrainingId ID = TrainingId.of("t");

    @TempDir
    private Path directory;

    private final List<Throwable> continued = new ArrayList<>();
    private RawServer server;
    private PredictionOneClient client;

    @BeforeEach
    void open() throws IOException {
        server = new RawServer();
        client = PredictionOneClient.builder()
                .baseUrl(server.uri())
                .apiKey("k")
                .retry(RetryPolicy.defaults().withFirstWait(Duration.ofMillis(1)))
                .build();
    }

    @AfterEach
    void close() throws IOException {
        client.close();
        server.close();
        assertThat(continued).isEmpty();
    }

    private <T> Flux<T> continuing(Flux<T> flux) {
        return flux.onErrorContinue((failure, value) -> continued.add(failure));
    }

    private void answer(String status, String body) {
        server.then((socket, out) -> {
            write(socket, status, body);
            return true;
        });
    }

    private static void write(Socket socket, String status, String body) throws IOException {
        socket.getOutputStream()
                .write(("HTTP/1.1 " + status + "\r\nContent-Length: " + body.length() + "\r\n\r\n" + body)
                        .getBytes(StandardCharsets.US_ASCII));
    }

    private void finished() {
        answer("200 OK", "{\"status\":\"finished\",\"result_url\":\"" + server.uri() + "/page\"}");
        answer("200 OK", "<html>" + " ".repeat(200_000) + "</html>");
    }

    @Test
    @DisplayName("2.9 3.1 a call under onErrorContinue is retried and completes with its value")
    void call() {
        answer("503 Service Unavailable", "");
        answer("200 OK", "{\"status\":\"training\"}");
        continuing(client.trainingStatus(ID).flux())
                .as(StepVerifier::create)
                .expectNextCount(1)
                .verifyComplete();
    }

    @Test
    @DisplayName("2.9 5.9 a stream under onErrorContinue emits no byte if the content is not a zip")
    void stream() {
        finished();
        continuing(client.streamResult(ID)).as(StepVerifier::create).verifyError(TransferException.class);
    }

    @Test
    @DisplayName("2.9 5.5 a download under onErrorContinue fails if the content is not a zip")
    void download() {
        finished();
        continuing(client.downloadResult(ID, directory.resolve("r.zip")).flux())
                .as(StepVerifier::create)
                .verifyError(TransferException.class);
        assertThat(directory).isEmptyDirectory();
    }

    @Test
    @DisplayName("2.9 4.2 a watch under onErrorContinue fails if its download is not a zip")
    void watch() {
        answer("200 OK", "{\"status\":\"finished\"}");
        finished();
        continuing(client.watchTraining(ID, WatchOptions.defaults().withDownloadTo(directory.resolve("r.zip"))))
                .as(StepVerifier::create)
                .expectNextCount(1)
                .verifyError(TransferException.class);
    }

    @Test
    @DisplayName("2.9 6.4 an upload under onErrorContinue is retried")
    void upload() throws IOException {
        String url = "\":\"" + server.uri() + "/data.csv\"";
        answer(
                "200 OK",
                "{\"external_process_id\":\"t\",\"learn_data_set_upload_url" + url + ",\"eval_data_set_upload_url" + url
                        + ",\"column_info_upload_url" + url + "}");
        for (String status : List.of("503 Service Unavailable", "200 OK")) {
            server.then((socket, out) -> {
                socket.getInputStream().readNBytes(4);
                write(socket, status, "");
                return true;
            });
        }
        Path file = Files.writeString(directory.resolve("data.csv"), "a\n1\n");
        continuing(client.uploadTrainingData(TrainingData.of(file)).flux())
                .as(StepVerifier::create)
                .expectNext(ID)
                .verifyComplete();
    }

    @Test
    @DisplayName("2.9 an invalid row ends the predictions under onErrorContinue")
    void predictions() {
        Classifier classifier = new Classifier(
                new ClassifierStatus(
                        ClassifierId.of("c"),
                        ClassifierState.RUNNING,
                        "running",
                        Optional.empty(),
                        Optional.empty(),
                        Optional.empty()),
                Optional.empty(),
                Optional.empty(),
                Optional.of(ApiKey.of("k")),
                Optional.of(server.uri() + "/c"),
                true,
                true,
                List.of());
        continuing(client.classifiers().predict(classifier, List.of(7)))
                .as(StepVerifier::create)
                .verifyError(InvalidRowException.class);
    }
}
