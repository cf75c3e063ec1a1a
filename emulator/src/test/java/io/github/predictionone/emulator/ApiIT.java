package io.github.predictionone.emulator;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.predictionone.testsupport.AdjustableClock;
import java.net.http.HttpRequest.BodyPublishers;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.JsonNode;

class ApiIT {

    private final AdjustableClock clock = AdjustableClock.at("2026-11-24T10:00:00Z");

    private final PredictionOneEmulator emulator = PredictionOneEmulator.builder()
            .secretKey("the-secret")
            .clock(clock)
            .pace(Duration.ofSeconds(10))
            .apiKeyLifetime(Duration.ofMinutes(30))
            .urlLifetime(Duration.ofMinutes(5))
            .start();
    private final ServiceUser user = new ServiceUser(emulator);

    @AfterEach
    void close() {
        emulator.close();
    }

    @Test
    void aSecretKeyBuysKeysThatEnd() {
        JsonNode key = user.json(user.send(user.api("/api-key?credential_type=train", "the-secret")));
        assertThat(key.get("end_date").asString()).isEqualTo("2026-11-24T10:30:00Z");
        String apiKey = key.get("api_key").asString();
        assertThat(user.send(user.api("/data-sets/upload-url?extension=csv", apiKey))
                        .statusCode())
                .isEqualTo(200);
        clock.advance(Duration.ofMinutes(30));
        user.assertError(
                user.send(user.api("/data-sets/upload-url?extension=csv", apiKey)), 400, "Inactive_credential.");
    }

    @Test
    void keysAreChecked() {
        String path = "/data-sets/upload-url?extension=csv";
        user.assertError(user.send(user.api(path, null)), 400, "invalid_api_key.");
        user.assertError(user.send(user.api(path, "wrong")), 400, "invalid_api_key.");
        user.assertError(user.send(user.api(path, "the-secret")), 400, "invalid_api_key.");
        user.assertError(user.send(user.api(path, emulator.issueApiKey("deploy"))), 400, "Not_found_credential.");
        user.assertError(user.send(user.api("/api-key?credential_type=train", "wrong")), 400, "invalid_api_key.");
        emulator.expireApiKeys();
        user.assertError(user.send(user.api(path)), 400, "Inactive_credential.");
    }

    @ParameterizedTest
    @CsvSource({
        "/api-key?credential_type=other, Unknown",
        "/api-key, credential_type is required",
        "/api-key?credential_type=retrain, Model id is required.",
    })
    void keyParameters(String path, String message) {
        user.assertError(user.send(user.api(path, "the-secret")), 400, message);
    }

    @ParameterizedTest
    @CsvSource({
        "/data-sets/upload-url, extension is required",
        "/data-sets/upload-url?extension=xlsx, csv or tsv",
        "/data-sets/column-info, external_process_id is required",
        "/data-sets/column-info?external_process_id=x, Not found",
        "/models/results?external_process_id=x, Not found",
    })
    void parameters(String path, String message) {
        user.assertError(user.send(user.api(path)), 400, message);
    }

    @Test
    void methodsAndPaths() {
        user.assertError(
                user.send(user.api("/models/results?external_process_id=x").POST(BodyPublishers.noBody())), 405, "");
        user.assertError(user.send(user.api("/models").PUT(BodyPublishers.noBody())), 405, "");
        user.assertError(user.send(user.api("/nothing")), 404, "");
    }

    @Test
    void bodies() {
        user.assertError(user.send(user.api("/models").POST(BodyPublishers.ofString("{\"name\":"))), 400, "not JSON");
        user.assertError(
                user.send(user.api("/models").POST(BodyPublishers.ofString("{}"))), 400, "external_process_id");
        user.assertError(
                user.send(user.api("/models").POST(BodyPublishers.ofString("x".repeat(2 << 20)))), 400, "too large");
        String id = user.slots("csv").get("external_process_id").asString();
        user.assertError(user.train(id, Map.of("tc", "a", "tt", "regression")), 400, "not been uploaded");
    }

    @Test
    void configurations() {
        JsonNode slots = user.slots("csv");
        String id = slots.get("external_process_id").asString();
        user.put(slots.get("learn_data_set_upload_url").asString(), ServiceUser.data(120, ','));
        Map<String, String> good = Map.of("tc", "class", "tt", "binary_classification", "tv", "yes", "cv", "2");
        for (Map.Entry<String, String> wrong : List.of(
                Map.entry("tt", "guess"),
                Map.entry("tt", "regression"),
                Map.entry("tv", ""),
                Map.entry("cv", "-2"),
                Map.entry("cv", "many"),
                Map.entry("im", "perhaps"),
                Map.entry("tsm", "true"),
                Map.entry("tc", " "))) {
            Map<String, String> config = new HashMap<>(good);
            config.put(wrong.getKey(), wrong.getValue());
            user.assertError(user.train(id, config), 400, "Invalid config");
        }
        assertThat(user.train(id, good).statusCode()).isEqualTo(200);
        user.assertError(user.train(id, good), 400, "started already");
    }

    @Test
    void statusWordsFollowTheClock() {
        String id = emulator.putTraining(List.of("waiting", "training", "finished"), new byte[] {1, 2, 3});
        assertThat(user.status(id).get("status").asString()).isEqualTo("waiting");
        clock.advance(Duration.ofSeconds(10));
        assertThat(user.status(id).get("status").asString()).isEqualTo("training");
        assertThat(user.status(id).get("updated_datetime").asString()).isEqualTo("2026-11-24 10:00:10");
        assertThat(user.status(id).get("created_datetime").asString()).isEqualTo("2026-11-24 10:00:00");
        assertThat(user.status(id).has("result_url")).isFalse();
        clock.advance(Duration.ofHours(1));
        emulator.expireApiKeys();
        JsonNode end = new ServiceUser(emulator).status(id);
        assertThat(end.get("status").asString()).isEqualTo("finished");
        assertThat(user.get(end.get("result_url").asString()).body()).containsExactly(1, 2, 3);
    }

    @Test
    void urlsGoStale() {
        String id = emulator.putTraining(List.of("finished"), new byte[] {1});
        String url = user.status(id).get("result_url").asString();
        assertThat(user.get(url).statusCode()).isEqualTo(200);
        clock.advance(Duration.ofMinutes(5));
        assertThat(user.get(url).statusCode()).isEqualTo(403);
        String fresh = user.status(id).get("result_url").asString();
        assertThat(user.get(fresh).statusCode()).isEqualTo(200);
        emulator.expireUrls();
        assertThat(user.get(fresh).statusCode()).isEqualTo(403);
    }

    @Test
    void faultsOnDemand() {
        String id = emulator.putTraining(List.of("training"), new byte[0]);
        emulator.failNext(2, 503);
        assertThat(user.send(user.api("/models/results?external_process_id=" + id))
                        .statusCode())
                .isEqualTo(503);
        assertThat(user.send(user.api("/models/results?external_process_id=" + id))
                        .statusCode())
                .isEqualTo(503);
        assertThat(user.send(user.api("/models/results?external_process_id=" + id))
                        .statusCode())
                .isEqualTo(200);
    }

    @Test
    void columnInformation() {
        JsonNode slots = user.slots("csv");
        String path = "/data-sets/column-info?external_process_id="
                + slots.get("external_process_id").asString();
        user.assertError(user.send(user.api(path)), 400, "not been uploaded");
        user.put(slots.get("learn_data_set_upload_url").asString(), ServiceUser.data(120, ','));
        JsonNode info = user.json(user.send(user.api(path)));
        assertThat(info.get("trainingdata_row_count").asInt()).isEqualTo(120);
        assertThat(info.get("raw_column_names")).hasSize(6);
        JsonNode x = info.get("training_data_columns").get(0);
        assertThat(x.get("name").asString()).isEqualTo("x");
        assertThat(x.get("missing_count").asInt()).isEqualTo(7);
        assertThat(x.get("numerical_value").get(0).get("max_value").asDouble()).isLessThan(100);
    }

    @Test
    void restartKeepsThePortsAndTheState() {
        String id = emulator.putTraining(List.of("training"), new byte[0]);
        String origin = emulator.origin().toString();
        emulator.stopServers();
        emulator.startServers();
        assertThat(emulator.origin()).hasToString(origin);
        assertThat(user.status(id).get("status").asString()).isEqualTo("training");
        assertThat(emulator.requests()).last().satisfies(request -> {
            assertThat(request.method()).isEqualTo("GET");
            assertThat(request.target()).startsWith("/v1/external/models/results?");
            assertThat(request.storage()).isFalse();
        });
    }

    @Test
    @DisplayName("1.7 a second close of the emulator does nothing, and no thread is left")
    void closing() throws InterruptedException {
        emulator.close();
        emulator.close();
        // An event loop reports its termination from its own thread, which exits a moment later.
        for (Thread thread : Thread.getAllStackTraces().keySet()) {
            if (thread.getName().matches("emulator-(epoll|nio).*")) {
                thread.join(10_000);
                assertThat(thread.isAlive()).as(thread.getName()).isFalse();
            }
        }
    }
}
