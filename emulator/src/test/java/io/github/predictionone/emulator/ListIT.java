package io.github.predictionone.emulator;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;

class ListIT {

    private final PredictionOneEmulator emulator =
            PredictionOneEmulator.builder().pace(Duration.ZERO).start();
    private final ServiceUser user = new ServiceUser(emulator);
    private final String key = emulator.issueApiKey("train");

    @AfterEach
    void close() {
        emulator.close();
    }

    private JsonNode list(String path) {
        return user.ok(user.call("GET", path, key, null));
    }

    private static List<String> names(JsonNode items) {
        return StreamSupport.stream(items.spliterator(), false)
                .map(item -> item.get("name").asString())
                .toList();
    }

    @Test
    void pagesOfModels() {
        IntStream.range(0, 65).forEach(i -> emulator.putModel("model " + i));
        JsonNode first = list("/models");
        assertThat(first.get("models")).hasSize(30);
        assertThat(names(first.get("models")))
                .as("the newest model comes first")
                .startsWith("model 64", "model 63");
        assertThat(first.get("metadata"))
                .isEqualTo(ServiceUser.JSON.readTree("{\"offset\":0,\"limit\":30,\"total\":65}"));
        JsonNode last = list("/models?offset=60&limit=20");
        assertThat(names(last.get("models"))).containsExactly("model 4", "model 3", "model 2", "model 1", "model 0");
        assertThat(last.get("metadata").get("offset").asInt()).isEqualTo(60);
        assertThat(list("/models?offset=65").get("models")).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"offset=-1", "limit=0", "offset=x", "limit="})
    void badPages(String query) {
        user.assertError(user.call("GET", "/models?" + query, key, null), 400, "");
        user.assertError(user.call("GET", "/data-sets?" + query, key, null), 400, "");
    }

    @Test
    void aTrainingLeavesAModelAndADataSet() {
        String data = ServiceUser.data(120, ',');
        Map<String, String> config = Map.of("tc", "class", "tt", "binary_classification", "tv", "yes", "cv", "2");
        assertThat(list("/models").get("models")).isEmpty();
        assertThat(user.trained("csv", data, config).get("status").asString()).isEqualTo("finished");
        JsonNode model = list("/models").get("models").get(0);
        assertThat(model.get("name").asString()).isEqualTo("m");
        assertThat(model.get("config")).isEqualTo(ServiceUser.JSON.valueToTree(config));
        assertThat(model.get("model_id").isInt()).isTrue();
        JsonNode dataSet = list("/data-sets").get("data_sets").get(0);
        assertThat(dataSet.get("column_count").asInt()).isEqualTo(6);
        assertThat(dataSet.get("data_count").asInt()).isEqualTo(120);
        assertThat(user.get(dataSet.get("download_url").asString()).body())
                .asString()
                .isEqualTo(data);
    }

    @Test
    void deletions() {
        int model = emulator.putModel("one");
        int dataSet = emulator.putDataSet("two");
        String url =
                list("/data-sets").get("data_sets").get(0).get("download_url").asString();
        assertThat(user.call("DELETE", "/models/" + model, key, null).body()).isEmpty();
        assertThat(user.call("DELETE", "/data-sets/" + dataSet, key, null).body())
                .isEmpty();
        assertThat(list("/models").get("metadata").get("total").asInt()).isZero();
        assertThat(list("/data-sets").get("metadata").get("total").asInt()).isZero();
        assertThat(user.get(url).statusCode()).isEqualTo(404);
        user.assertError(user.call("DELETE", "/models/" + model, key, null), ServiceError.MODEL_DELETED);
        user.assertError(user.call("DELETE", "/data-sets/" + dataSet, key, null), 400, "may be deleted");
        user.assertError(user.call("DELETE", "/models/x", key, null), 400, "whole number");
        user.assertError(
                user.call("GET", "/api-key?credential_type=retrain&model_id=" + model, emulator.secretKey(), null),
                ServiceError.MODEL_DELETED);
    }

    @ParameterizedTest
    @ValueSource(strings = {"GET /models", "DELETE /models/1", "GET /data-sets", "DELETE /data-sets/1"})
    void listsWantTheKeyOfTrainings(String call) {
        String[] parts = call.split(" ", 2);
        user.assertError(
                user.call(parts[0], parts[1], emulator.issueApiKey("deploy"), null), ServiceError.NOT_FOUND_CREDENTIAL);
    }
}
