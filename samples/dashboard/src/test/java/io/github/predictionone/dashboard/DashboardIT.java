package io.github.predictionone.dashboard;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.github.predictionone.emulator.PredictionOneEmulator;
import io.github.predictionone.training.TrainingId;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.net.Socket;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.context.SpringBootTest.WebEnvironment;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.core.ParameterizedTypeReference;
import org.springframework.http.HttpHeaders;
import org.springframework.http.MediaType;
import org.springframework.http.codec.ServerSentEvent;
import org.springframework.test.context.DynamicPropertyRegistry;
import org.springframework.test.context.DynamicPropertySource;
import org.springframework.test.web.reactive.server.EntityExchangeResult;
import org.springframework.test.web.reactive.server.WebTestClient;
import tools.jackson.databind.JsonNode;

@SpringBootTest(
        webEnvironment = WebEnvironment.RANDOM_PORT,
        properties = {"predictionone.emulator.pace=0s", "dashboard.max-file-size=64KB"})
class DashboardIT {

    private static final ParameterizedTypeReference<ServerSentEvent<String>> EVENT =
            new ParameterizedTypeReference<>() {};

    @TempDir
    private static Path directory;

    @Autowired
    private PredictionOneEmulator emulator;

    private WebTestClient http;

    @DynamicPropertySource
    static void properties(DynamicPropertyRegistry registry) {
        registry.add("dashboard.directory", () -> directory);
    }

    @BeforeEach
    void connect(@LocalServerPort int port) {
        http = WebTestClient.bindToServer()
                .baseUrl("http://localhost:" + port)
                .responseTimeout(Duration.ofHours(1))
                .build();
    }

    @Test
    @DisplayName("a training over HTTP goes from a file to the report, and the uploaded file is deleted")
    void trains() throws IOException {
        JsonNode file = sent("weather.csv", table("warm", "cold"));
        assertThat(file.path("rows").asInt()).isEqualTo(120);
        assertThat(file.path("columns").get(1).path("suggestedType").asString()).isEqualTo("BINARY_CLASSIFICATION");

        String id = started(file, "天気 report", "warm").path("id").asString();
        List<ServerSentEvent<String>> events = events(id);
        assertThat(events).map(ServerSentEvent::event).endsWith("training-finished", "end");

        JsonNode training = written(id, "FINISHED");
        assertThat(training.path("expected").path("basis").asString()).isEqualTo("EARLIER_TRAININGS");
        JsonNode report = get("/api/trainings/" + id + "/report");
        assertThat(report.path("entries").toString()).contains("metrics.csv");
        assertThat(report.path("metrics").path("rows").get(0).get(0).asString()).isEqualTo("Accuracy");
        assertThat(report.path("contributions").path("rows").get(0).get(0).asString())
                .isEqualTo("degrees");
        assertThat(directory.resolve("uploads")).isEmptyDirectory();
    }

    @Test
    @DisplayName("the archive is downloaded through the application under the training's name")
    void downloads() throws IOException {
        String id = started(sent("a.csv", table("warm", "cold")), "天気", "warm")
                .path("id")
                .asString();
        events(id);

        EntityExchangeResult<byte[]> archive = http.get()
                .uri("/api/trainings/{id}/result", id)
                .exchange()
                .expectStatus()
                .isOk()
                .expectHeader()
                .valueMatches(HttpHeaders.CONTENT_DISPOSITION, "attachment;.*%E5%A4%A9%E6%B0%97.zip.*")
                .expectBody()
                .returnResult();
        assertThat(new String(archive.getResponseBody(), 0, 2, UTF_8)).isEqualTo("PK");
    }

    @Test
    @DisplayName("a page that has received the end can read the report before the end is recorded")
    void writtenDownLater(@Autowired TrainingStore store) throws IOException {
        String id = started(sent("weather.csv", table("warm", "cold")), "soon", "warm")
                .path("id")
                .asString();
        assertThat(events(id)).map(ServerSentEvent::event).endsWith("training-finished", "end");
        written(id, "FINISHED");

        store.update(TrainingId.of(id), DashboardIT::beforeItsEnd);

        assertThat(get("/api/trainings/" + id).path("state").asString()).isEqualTo("IN_PROGRESS");
        assertThat(get("/api/trainings/" + id + "/report").path("metrics").path("rows"))
                .isNotEmpty();
    }

    @Test
    @DisplayName("4.3 a failed training ends with the reason that the service gives")
    void fails() throws IOException {
        JsonNode file = sent("few.csv", "degrees,weather\n1,warm\n2,cold\n");

        String id = started(file, "few", "warm").path("id").asString();

        assertThat(events(id)).map(ServerSentEvent::event).endsWith("training-failed", "end");
        JsonNode training = written(id, "FAILED");
        assertThat(training.path("events").toString()).contains("The data has 2 rows; 100 are needed.");
        http.get()
                .uri("/api/trainings/{id}/report", id)
                .exchange()
                .expectStatus()
                .isNotFound()
                .expectBody()
                .jsonPath("$.code")
                .isEqualTo("no-result");
    }

    @Test
    @DisplayName("an invalid file is refused with the reason and the line, and is deleted")
    void badFile() {
        send("bad.csv", "a,b\n1,2\n3\n")
                .expectStatus()
                .isEqualTo(422)
                .expectHeader()
                .contentType(MediaType.APPLICATION_PROBLEM_JSON)
                .expectBody()
                .jsonPath("$.code")
                .isEqualTo("ragged-row")
                .jsonPath("$.line")
                .isEqualTo(3)
                .jsonPath("$.found")
                .isEqualTo(1);
        send("empty.csv", "").expectBody().jsonPath("$.code").isEqualTo("empty");
        send("bad.xlsx", "a,b\n1,2\n").expectBody().jsonPath("$.code").isEqualTo("wrong-extension");
        send("large.csv", "a,b\n" + "1,2\n".repeat(20_000))
                .expectBody()
                .jsonPath("$.code")
                .isEqualTo("too-large");
        assertThat(directory.resolve("uploads")).isEmptyDirectory();
    }

    @Test
    @DisplayName("a file whose upload breaks off is deleted")
    void breaksOff(@LocalServerPort int port) throws IOException {
        String head = String.join(
                "\r\n",
                "POST /api/files?name=a.csv HTTP/1.1",
                "Host: localhost",
                "Content-Type: text/csv",
                "Content-Length: 60000",
                "",
                "a,b\n");
        try (Socket connection = new Socket("localhost", port)) {
            connection.getOutputStream().write((head + "1,2\n".repeat(10_000)).getBytes(UTF_8));
            await().forever().until(() -> !isEmpty(directory.resolve("uploads")));
        }
        await().forever().until(() -> isEmpty(directory.resolve("uploads")));
    }

    @Test
    @DisplayName("an invalid order is refused and can be corrected, and a file can be used once")
    void order() throws IOException {
        JsonNode file = sent("a.csv", table("warm", "cold"));

        order(file, "a", "nothing", "warm")
                .expectStatus()
                .isBadRequest()
                .expectBody()
                .jsonPath("$.code")
                .isEqualTo("wrong-argument");
        order(file, " ", "weather", "warm").expectStatus().isBadRequest().expectBody(Void.class);
        order(file, "a", "weather", "warm").expectStatus().isCreated().expectBody(Void.class);
        order(file, "a", "weather", "warm")
                .expectStatus()
                .isNotFound()
                .expectBody()
                .jsonPath("$.code")
                .isEqualTo("no-file");
        assertThat(directory.resolve("uploads")).isEmptyDirectory();
    }

    @Test
    @DisplayName("an error of the service is returned with its message, and the file can be used again")
    void serviceSaysNo() throws IOException {
        // Makes the client obtain a key, so that the next request is the upload.
        started(sent("a.csv", table("warm", "cold")), "a", "warm");
        JsonNode file = sent("a.csv", table("warm", "cold"));
        // Fails all requests, because polls of other trainings may come first.
        emulator.failNext(Integer.MAX_VALUE, 400);

        order(file, "a", "weather", "warm")
                .expectStatus()
                .isEqualTo(502)
                .expectBody()
                .jsonPath("$.code")
                .isEqualTo("service")
                .jsonPath("$.detail")
                .isEqualTo("Requested by a test.");
        emulator.failNext(0, 400);
        order(file, "a", "weather", "warm").expectStatus().isCreated().expectBody(Void.class);
    }

    @Test
    @DisplayName("a training that is removed from the list is deleted with its result")
    void forgets() throws IOException {
        String id = started(sent("a.csv", table("warm", "cold")), "a", "warm")
                .path("id")
                .asString();
        events(id);
        get("/api/trainings/" + id + "/report");
        long results = results();

        http.delete()
                .uri("/api/trainings/{id}", id)
                .exchange()
                .expectStatus()
                .isNoContent()
                .expectBody(Void.class);

        http.get()
                .uri("/api/trainings/{id}", id)
                .exchange()
                .expectStatus()
                .isNotFound()
                .expectBody(Void.class);
        assertThat(get("/api/trainings").path("trainings").toString()).doesNotContain(id);
        assertThat(results()).isEqualTo(results - 1);
    }

    @Test
    @DisplayName("a connection serves another request after two requests that were sent at the same time")
    void soonAfterAnother(@LocalServerPort int port) throws IOException {
        try (Socket connection = new Socket("localhost", port)) {
            OutputStream out = connection.getOutputStream();
            BufferedReader in = new BufferedReader(new InputStreamReader(connection.getInputStream(), ISO_8859_1));
            out.write((request("/") + request("/api/trainings")).getBytes(ISO_8859_1));
            assertThat(List.of(answer(in), answer(in))).containsOnly("HTTP/1.1 200 OK");

            out.write(request("/favicon.svg").getBytes(ISO_8859_1));

            assertThat(answer(in)).isEqualTo("HTTP/1.1 200 OK");
        }
    }

    private static String request(String path) {
        return "GET " + path + " HTTP/1.1\r\nHost: localhost\r\n\r\n";
    }

    /** Reads a whole response and returns its first line. */
    private static String answer(BufferedReader in) throws IOException {
        String first = in.readLine();
        long length = 0;
        for (String line = first; !line.isEmpty(); line = in.readLine()) {
            if (line.startsWith("Content-Length: ")) {
                length = Long.parseLong(line.substring(line.indexOf(' ') + 1));
            }
        }
        assertThat(in.skip(length)).isEqualTo(length);
        return first;
    }

    @Test
    @DisplayName("a page of another site cannot send a file, because a preflight request is refused")
    void otherSites() {
        http.post()
                .uri("/api/files?name=a.csv")
                .contentType(MediaType.TEXT_PLAIN)
                .bodyValue("a,b\n1,2\n")
                .exchange()
                .expectStatus()
                .isEqualTo(415)
                .expectBody(Void.class);
        http.options()
                .uri("/api/files?name=a.csv")
                .header(HttpHeaders.ORIGIN, "https://example.com")
                .header(HttpHeaders.ACCESS_CONTROL_REQUEST_METHOD, "POST")
                .exchange()
                .expectHeader()
                .doesNotExist(HttpHeaders.ACCESS_CONTROL_ALLOW_ORIGIN)
                .expectBody(Void.class);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/",
                "/training.html",
                "/js/home.js",
                "/dashboard.css",
                "/favicon.svg",
                "/sample/premium-service.csv",
                "/chart.js/chart.umd.js"
            })
    @DisplayName("each resource of the pages is served with a policy that allows only this origin")
    void pages(String path) {
        http.get()
                .uri(path)
                .exchange()
                .expectStatus()
                .isOk()
                .expectHeader()
                .value(
                        "Content-Security-Policy",
                        policy -> assertThat(policy)
                                .contains("default-src 'self'")
                                .doesNotContain("unsafe"))
                .expectBody(Void.class);
    }

    @Test
    @DisplayName("7.1 the events of a training that is not in the list are refused")
    void foreignTraining() {
        http.get()
                .uri("/api/events?id={id}", "not-of-this-dashboard")
                .exchange()
                .expectStatus()
                .isForbidden()
                .expectBody(Void.class);
    }

    private List<ServerSentEvent<String>> events(String id) {
        return http.get()
                .uri("/api/events?id={id}", id)
                .exchange()
                .expectStatus()
                .isOk()
                .returnResult(EVENT)
                .getResponseBody()
                .filter(event -> event.event() != null)
                .collectList()
                .block();
    }

    private JsonNode sent(String name, String content) {
        return send(name, content)
                .expectStatus()
                .isOk()
                .expectBody(JsonNode.class)
                .returnResult()
                .getResponseBody();
    }

    private WebTestClient.ResponseSpec send(String name, String content) {
        return http.post()
                .uri("/api/files?name={name}", name)
                .contentType(MediaType.parseMediaType("text/csv"))
                .bodyValue(content)
                .exchange();
    }

    private JsonNode started(JsonNode file, String name, String positive) {
        EntityExchangeResult<JsonNode> started = order(file, name, "weather", positive)
                .expectStatus()
                .isCreated()
                .expectBody(JsonNode.class)
                .returnResult();
        URI location = started.getResponseHeaders().getLocation();
        assertThat(location.getPath())
                .isEqualTo(
                        "/api/trainings/" + started.getResponseBody().path("id").asString());
        return started.getResponseBody();
    }

    private WebTestClient.ResponseSpec order(JsonNode file, String name, String target, String positive) {
        return http.post()
                .uri("/api/trainings")
                .contentType(MediaType.APPLICATION_JSON)
                .bodyValue(Map.of(
                        "file",
                        file.path("id").asString(),
                        "name",
                        name,
                        "target",
                        target,
                        "type",
                        "BINARY_CLASSIFICATION",
                        "positiveValue",
                        positive))
                .exchange();
    }

    private JsonNode get(String path) {
        return http.get()
                .uri(path)
                .exchange()
                .expectStatus()
                .isOk()
                .expectBody(JsonNode.class)
                .returnResult()
                .getResponseBody();
    }

    /** Waits until the state is recorded, which is shortly after a page has received the end. */
    private JsonNode written(String id, String state) {
        return await().forever()
                .until(
                        () -> get("/api/trainings/" + id),
                        training -> training.path("state").asString().equals(state));
    }

    private static Training beforeItsEnd(Training training) {
        return new Training(
                training.id(),
                training.name(),
                training.file(),
                training.target(),
                training.type(),
                training.rows(),
                training.startedAt(),
                Training.State.IN_PROGRESS,
                null,
                training.events().subList(0, training.events().size() - 1));
    }

    private static boolean isEmpty(Path path) throws IOException {
        try (Stream<Path> files = Files.list(path)) {
            return files.findAny().isEmpty();
        }
    }

    private static long results() throws IOException {
        try (Stream<Path> files = Files.list(directory.resolve("results"))) {
            return files.count();
        }
    }

    private static String table(String high, String low) {
        return "degrees,weather\n"
                + IntStream.range(0, 120)
                        .mapToObj(i -> i + "," + (i < 60 ? low : high))
                        .collect(Collectors.joining("\n"));
    }
}
