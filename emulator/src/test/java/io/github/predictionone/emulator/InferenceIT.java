package io.github.predictionone.emulator;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;

class InferenceIT {

    private static final Map<String, String> BINARY =
            Map.of("tc", "class", "tt", "binary_classification", "tv", "yes", "cv", "1");
    private static final String HEADER = "x,noise,day,grade,amount\n";
    private static final String HIGH = HEADER + "95,左,2024/5/7,high,190\n";
    private static final String LOW = HEADER + "3,左,2024/5/7,low,6\n";

    @TempDir
    private Path directory;

    private final PredictionOneEmulator emulator = PredictionOneEmulator.builder()
            .classifierBuildTime(Duration.ZERO)
            .trialQuota(100)
            .start();
    private final ServiceUser user = new ServiceUser(emulator);

    @AfterEach
    void close() {
        emulator.close();
    }

    private int model(Map<String, String> config) throws Exception {
        Path data = Files.writeString(directory.resolve("data.csv"), ServiceUser.data(300, ','));
        return emulator.trainModel("m", data, config);
    }

    private JsonNode classifier(Map<String, String> config) throws Exception {
        return user.classifier(emulator.putClassifier(model(config), List.of("running")));
    }

    private Map<String, String> predict(JsonNode classifier, String csv, Map<String, ?> flags) {
        JsonNode answer = user.ok(user.infer(classifier, ServiceUser.inputs(csv, flags)));
        assertThat(answer.get("version").asString()).isEqualTo("1");
        List<Map<String, String>> lines = ServiceUser.output(answer, "prediction_valid.csv");
        assertThat(lines).hasSize(1);
        return lines.get(0);
    }

    private static double number(Map<String, String> line, String column) {
        return Double.parseDouble(line.getOrDefault(column, "none"));
    }

    @Test
    void twoClasses() throws Exception {
        JsonNode classifier = classifier(BINARY);
        Map<String, String> high = predict(classifier, HIGH, Map.of());
        assertThat(high.keySet())
                .containsExactly("row number", "predicted label", "probability of no", "probability of yes");
        assertThat(high).containsEntry("predicted label", "yes");
        assertThat(number(high, "probability of yes")).isGreaterThan(0.8);
        Map<String, String> low = predict(classifier, LOW, Map.of());
        assertThat(low).containsEntry("predicted label", "no");
        assertThat(number(low, "probability of yes")).isLessThan(0.2);
    }

    @Test
    void moreClasses() throws Exception {
        JsonNode classifier = classifier(Map.of("tc", "grade", "tt", "multi_classification"));
        String csv = "x,noise,day,class,amount\n50,左,2024/5/7,no,101\n";
        Map<String, String> line = predict(classifier, csv, Map.of());
        assertThat(line).containsEntry("predicted label", "mid");
        assertThat(number(line, "probability of low")
                        + number(line, "probability of mid")
                        + number(line, "probability of high"))
                .isBetween(0.999, 1.001);
    }

    @Test
    void aNumber() throws Exception {
        JsonNode classifier = classifier(Map.of("tc", "amount", "tt", "regression"));
        String csv = "x,noise,day,class,grade\n80,左,2024/5/7,yes,high\n";
        assertThat(number(predict(classifier, csv, Map.of("nc", true)), "predicted value"))
                .isBetween(130.0, 190.0);
    }

    @Test
    void flags() throws Exception {
        JsonNode classifier = classifier(BINARY);
        assertThat(predict(classifier, HIGH, Map.of("nc", true, "nr", true)).keySet())
                .containsExactly("probability of no", "probability of yes");
        assertThat(predict(classifier, HIGH, Map.of("ad", true, "nc", true, "pc", "noise")))
                .containsEntry("amount", "190")
                .extractingFromEntries(Map.Entry::getKey)
                .containsExactly(
                        "noise",
                        "row number",
                        "probability of no",
                        "probability of yes",
                        "x",
                        "day",
                        "grade",
                        "amount");
        assertThat(predict(classifier, HIGH, Map.of("pc", "day", "nr", true)).keySet())
                .startsWith("day")
                .doesNotContain("row number", "x");
    }

    @Test
    void theReasonsTellWhatDecided() throws Exception {
        Map<String, String> config = Map.of("tc", "class", "tt", "binary_classification", "tv", "yes", "cv", "1");
        Path data = directory.resolve("plain.csv");
        StringBuilder rows = new StringBuilder("x,noise,class\n");
        for (int i = 0; i < 200; i++) {
            rows.append(i).append(i % 3 == 0 ? ",a," : ",b,").append(i > 100 ? "yes\n" : "no\n");
        }
        Files.writeString(data, rows);
        JsonNode classifier =
                user.classifier(emulator.putClassifier(emulator.trainModel("m", data, config), List.of("running")));
        JsonNode answer = user.ok(user.infer(classifier, ServiceUser.inputs("x,noise\n20,a\n", Map.of("ar", true))));
        List<Map<String, String>> reasons = ServiceUser.output(answer, "prediction_analysis.csv");
        assertThat(reasons).extracting(line -> line.get("column name")).containsExactly("x", "noise");
        assertThat(reasons.get(0)).containsEntry("value", "20");
        assertThat(number(reasons.get(0), "contribution")).isGreaterThan(0.2);
        assertThat(Math.abs(number(reasons.get(1), "contribution"))).isLessThan(0.2);
    }

    @Test
    void columnsInAnyOrderAndWithMissingValues() throws Exception {
        JsonNode classifier = classifier(BINARY);
        String csv = "amount,more,grade,day,noise,x\r\n190,\"a,b\",high,,,95\r\n";
        assertThat(predict(classifier, csv, Map.of()))
                .isEqualTo(predict(classifier, HEADER + "95,,,high,190", Map.of()));
    }

    @Test
    void valuesThatWereNeverSeen() throws Exception {
        Path data = directory.resolve("words.csv");
        Files.writeString(data, "word,class\n" + "a,yes\nb,no\nb,no\n".repeat(50));
        JsonNode classifier =
                user.classifier(emulator.putClassifier(emulator.trainModel("m", data, BINARY), List.of("running")));
        assertThat(predict(classifier, "word\na\n", Map.of())).containsEntry("predicted label", "yes");
        for (String unseen : List.of("word\nc\n", "word\n\"\"\n")) {
            assertThat(predict(classifier, unseen, Map.of()))
                    .as("an unseen value counts as the most frequent one")
                    .containsEntry("predicted label", "no");
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "x,noise,day,grade,amount\n",
                "x,noise,day,grade,amount\n1,a,,low,2\n2,a,,low,4\n",
                "x,noise,day,grade\n1,a,,low\n",
                "x,noise,day,grade,amount\n1,a,,low\n",
                "x,x,noise,day,grade,amount\n1,1,a,,low,2\n",
                "x,noise,day,grade,amount\n\"1,a,,low,2\n",
                ""
            })
    void badRows(String csv) throws Exception {
        user.assertError(
                user.infer(classifier(BINARY), ServiceUser.inputs(csv, Map.of())),
                ServiceError.INFERENCE_INVALID_REQUEST);
    }

    @Test
    void badInputs() throws Exception {
        JsonNode classifier = classifier(BINARY);
        JsonNode good = ServiceUser.JSON.valueToTree(ServiceUser.inputs(HIGH, Map.of()));
        List<Object> bad = new ArrayList<>(List.of("x", List.of(), Map.of(), Map.of("inputs", "x")));
        for (int i = 0; i < 4; i++) {
            List<JsonNode> inputs = new ArrayList<>();
            good.get("inputs").forEach(inputs::add);
            inputs.remove(i);
            bad.add(Map.of("inputs", inputs));
        }
        bad.add(ServiceUser.inputs(HIGH, Map.of("ar", "true")));
        bad.add(ServiceUser.inputs(HIGH, Map.of("pr", "no base64")));
        bad.add(ServiceUser.inputs(HIGH, Map.of("pc", "none")));
        List<JsonNode> twice =
                new ArrayList<>(Collections.nCopies(1, good.get("inputs").get(0)));
        good.get("inputs").forEach(twice::add);
        bad.add(Map.of("inputs", twice));
        bad.add(Map.of("inputs", List.of(Map.of("name", "pr", "type", "string", "data", "eA=="))));
        bad.add(Map.of("inputs", List.of(Map.of("name", "zz", "type", "string", "data", "x"))));
        for (Object body : bad) {
            user.assertError(user.infer(classifier, body), ServiceError.INFERENCE_INVALID_REQUEST);
        }
        HttpRequest.Builder text = HttpRequest.newBuilder(
                        URI.create(classifier.get("url").asString()))
                .header("x-api-key", classifier.get("api_key").asString());
        user.assertError(
                user.send(text.POST(BodyPublishers.ofString(good.toString()))), ServiceError.INFERENCE_INVALID_REQUEST);
    }

    @Test
    void keysAndUrls() throws Exception {
        int model = model(BINARY);
        JsonNode one = user.classifier(emulator.putClassifier(model, List.of("running")));
        JsonNode other = user.classifier(emulator.putClassifier(model, List.of("running")));
        Object body = ServiceUser.inputs(HIGH, Map.of());
        String url = one.get("url").asString();
        user.assertError(user.infer(url, "x", body), ServiceError.INFERENCE_INVALID_API_KEY);
        user.assertError(user.infer(url, emulator.issueApiKey("deploy"), body), ServiceError.INFERENCE_INVALID_API_KEY);
        user.assertError(
                user.infer(url, other.get("api_key").asString(), body), ServiceError.INFERENCE_INVALID_CLASSIFIER_ID);
        user.assertError(
                user.infer(url.replace(one.get("classifier_id").asString(), "x"), "x", body),
                ServiceError.INFERENCE_CLASSIFIER_NOT_FOUND);
    }

    @Test
    void rulesLetInOrNot() throws Exception {
        int model = model(BINARY);
        String deploy = emulator.issueApiKey("deploy");
        String id = emulator.putClassifier(model, List.of("running"));
        String everybody = "{'source':'0.0.0.0/0','order':'%s','priority':%d}";
        String loopback = "{'source':'127.0.0.1','order':'%s','priority':2}";
        String elsewhere = "{'source':'10.0.0.0/8','order':'allow','priority':3},"
                + "{'source':'::1/128','order':'allow','priority':4}";
        for (Map.Entry<String, Boolean> rules : Map.of(
                        "",
                        true,
                        elsewhere,
                        false,
                        everybody.formatted("allow", 1),
                        true,
                        loopback.formatted("allow") + "," + everybody.formatted("deny", 3),
                        true,
                        loopback.formatted("allow") + "," + everybody.formatted("deny", 1),
                        false,
                        everybody.formatted("allow", 3) + "," + loopback.formatted("deny"),
                        false)
                .entrySet()) {
            String change = "{\"rules\":[" + rules.getKey().replace('\'', '"') + "]}";
            user.ok(user.call("PATCH", "/classifiers/" + id, deploy, ServiceUser.JSON.readTree(change)));
            assertThat(user.infer(user.classifier(id), ServiceUser.inputs(HIGH, Map.of()))
                            .statusCode())
                    .as(rules.getKey())
                    .isEqualTo(rules.getValue() ? 200 : 403);
        }
        user.ok(user.call(
                "PATCH",
                "/classifiers/" + id,
                deploy,
                ServiceUser.JSON.readTree(("{'rules':[" + elsewhere + "]}").replace('\'', '"'))));
        user.assertError(
                user.infer(user.classifier(id), ServiceUser.inputs(HIGH, Map.of())),
                ServiceError.INFERENCE_SOURCE_NOT_ALLOWED);
    }

    @Test
    void onlyRunningOnesAnswer() throws Exception {
        int model = model(BINARY);
        String id = emulator.putClassifier(model, List.of("running"));
        user.ok(user.call("PATCH", "/classifiers/" + id, emulator.issueApiKey("deploy"), Map.of("active", false)));
        user.assertError(
                user.infer(user.classifier(id), ServiceUser.inputs(HIGH, Map.of())),
                ServiceError.INFERENCE_NOT_RUNNING);
        JsonNode updating = user.classifier(emulator.putClassifier(model, List.of("updating")));
        user.assertError(
                user.infer(updating, ServiceUser.inputs(HIGH, Map.of())),
                503,
                "status is not running (status: updating)");
    }

    @Test
    void aTrialEnds() throws Exception {
        JsonNode classifier = classifier(BINARY);
        user.assertError(user.infer(classifier, Map.of()), ServiceError.INFERENCE_INVALID_REQUEST);
        for (int i = 0; i < 100; i++) {
            user.ok(user.infer(classifier, ServiceUser.inputs(LOW, Map.of())));
        }
        user.assertError(user.infer(classifier, ServiceUser.inputs(LOW, Map.of())), 403, "100 requests");
    }
}
