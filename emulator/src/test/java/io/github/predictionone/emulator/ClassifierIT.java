package io.github.predictionone.emulator;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.predictionone.testsupport.AdjustableClock;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;

class ClassifierIT {

    private static final Duration BUILD = Duration.ofMinutes(5);

    private final AdjustableClock clock = AdjustableClock.at("2026-11-24T10:00:00Z");
    private final PredictionOneEmulator emulator = PredictionOneEmulator.builder()
            .clock(clock)
            .classifierBuildTime(BUILD)
            .start();
    private final ServiceUser user = new ServiceUser(emulator);
    private final String key = emulator.issueApiKey("deploy");
    private int model;

    @BeforeEach
    void train(@TempDir Path directory) throws Exception {
        Path data = Files.writeString(directory.resolve("data.csv"), ServiceUser.data(120, ','));
        model = emulator.trainModel("m", data, Map.of("tc", "amount", "tt", "regression", "cv", "1"));
    }

    @AfterEach
    void close() {
        emulator.close();
    }

    private HttpResponse<byte[]> create(Object modelId, Object rules) {
        return user.call("POST", "/classifiers", key, Map.of("model_id", modelId, "rules", rules));
    }

    private JsonNode created() {
        return user.ok(create(model, List.of()));
    }

    private JsonNode listed(String id) {
        for (JsonNode item :
                user.ok(user.call("GET", "/classifiers", key, null)).get("classifiers")) {
            if (item.get("classifier_id").asString().equals(id)) {
                return item;
            }
        }
        throw new AssertionError("The list has no classifier " + id + ".");
    }

    private String status(String id) {
        return listed(id).get("status").asString();
    }

    private JsonNode patch(String id, Map<String, ?> change) {
        return user.ok(user.call("PATCH", "/classifiers/" + id, key, change)).get("classifier");
    }

    @Test
    void aClassifierIsBuiltAndRuns() {
        JsonNode answer = created();
        String id = answer.get("classifier_id").asString();
        JsonNode building = listed(id);
        assertThat(building.get("status").asString()).isEqualTo("building");
        assertThat(building.get("url").isNull()).isTrue();
        assertThat(building.get("model_id").asInt()).isEqualTo(model);
        clock.advance(BUILD.minusSeconds(1));
        assertThat(status(id)).isEqualTo("building");
        clock.advance(Duration.ofSeconds(1));
        JsonNode running = listed(id);
        assertThat(running.get("status").asString()).isEqualTo("running");
        assertThat(running.get("url").asString()).startsWith(emulator.origin() + "/v1/groups/");
        assertThat(running.get("api_key")).isEqualTo(answer.get("api_key"));
        assertThat(running.get("version")).isEqualTo(answer.get("version"));
        assertThat(running.get("create_datetime").asString()).isEqualTo("2026-11-24 10:00:00");
        assertThat(running.get("update_datetime").asString()).isEqualTo("2026-11-24 10:05:00");
    }

    @Test
    void changes() {
        String id = created().get("classifier_id").asString();
        clock.advance(BUILD);
        Map<String, Object> rule = Map.of("source", "10.0.0.0/8", "order", "allow", "priority", 1);
        JsonNode changed = patch(id, Map.of("rules", List.of(rule), "active", false, "is_editable", false));
        assertThat(changed.get("rules").get(0)).isEqualTo(ServiceUser.JSON.valueToTree(rule));
        assertThat(changed.get("active").asBoolean()).isFalse();
        assertThat(changed.get("is_editable").asBoolean()).isFalse();
        assertThat(status(id)).isEqualTo("stopped");
        assertThat(patch(id, Map.of("active", true)).get("status").asString()).isEqualTo("updating");
        assertThat(listed(id).get("rules"))
                .as("a change without rules keeps them")
                .hasSize(1);
        clock.advance(BUILD);
        assertThat(status(id)).isEqualTo("running");
    }

    @Test
    void madeInactiveBeforeItIsBuilt() {
        String id = created().get("classifier_id").asString();
        assertThat(patch(id, Map.of("active", false)).get("status").asString()).isEqualTo("building");
        clock.advance(BUILD);
        assertThat(status(id)).isEqualTo("stopped");
    }

    @Test
    void deletionTakesItsTime() {
        String path = "/classifiers/" + created().get("classifier_id").asString();
        String id = path.substring(path.lastIndexOf('/') + 1);
        assertThat(user.call("DELETE", path, key, null).body()).isEmpty();
        assertThat(status(id)).isEqualTo("terminating");
        user.assertError(user.call("DELETE", path, key, null), ServiceError.CLASSIFIER_NOT_FOUND);
        clock.advance(BUILD);
        assertThat(status(id)).isEqualTo("terminated");
        user.assertError(user.call("PATCH", path, key, Map.of("active", false)), ServiceError.CLASSIFIER_NOT_FOUND);
    }

    @Test
    void aModelThatHasLearntNothingFailsToBuild() {
        String id = user.ok(create(emulator.putModel("empty"), List.of()))
                .get("classifier_id")
                .asString();
        assertThat(status(id)).isEqualTo("building");
        clock.advance(BUILD);
        assertThat(status(id)).isEqualTo("failed");
    }

    @Test
    void statesByAScript() {
        String id = emulator.putClassifier(model, List.of("building", "running", "updating", "failed"));
        for (String state : List.of("building", "running", "updating", "failed", "failed")) {
            assertThat(status(id)).isEqualTo(state);
            clock.advance(BUILD);
        }
    }

    @ParameterizedTest
    @CsvSource({
        "10.0.0.0/33, allow, 1",
        "10.0.0.0/x, allow, 1",
        "10.0.0.0/8/8, allow, 1",
        "localhost, allow, 1",
        "2001:db8::/129, allow, 1",
        "10.0.0.0/8, permit, 1",
        "10.0.0.0/8, allow, x",
    })
    void badRules(String source, String order, String priority) {
        Object number = priority.equals("x") ? "x" : Integer.valueOf(priority);
        user.assertError(
                create(model, List.of(Map.of("source", source, "order", order, "priority", number))), 400, "must be");
    }

    @Test
    void refusals() {
        user.assertError(create(1, List.of()), ServiceError.MODEL_DELETED);
        user.assertError(create("x", List.of()), ServiceError.MODEL_ID_REQUIRED);
        user.assertError(create(model, "none"), 400, "rules must be");
        user.assertError(
                user.call("PATCH", "/classifiers/x", key, Map.of("active", true)), ServiceError.CLASSIFIER_NOT_FOUND);
        String path = "/classifiers/" + created().get("classifier_id").asString();
        user.assertError(user.call("PATCH", path, key, Map.of("active", "yes")), 400, "active must be");
    }

    @ParameterizedTest
    @ValueSource(strings = {"GET /classifiers", "POST /classifiers", "PATCH /classifiers/1", "DELETE /classifiers/1"})
    void classifiersWantTheKeyOfDeployments(String call) {
        String[] parts = call.split(" ", 2);
        user.assertError(
                user.call(parts[0], parts[1], emulator.issueApiKey("train"), null), ServiceError.NOT_FOUND_CREDENTIAL);
    }
}
