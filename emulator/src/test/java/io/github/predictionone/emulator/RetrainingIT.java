package io.github.predictionone.emulator;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.predictionone.testsupport.AdjustableClock;
import io.github.predictionone.testsupport.Zips;
import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.charset.StandardCharsets;
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
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;

class RetrainingIT {

    private static final Duration PACE = Duration.ofMinutes(1);
    private static final Map<String, String> BINARY =
            Map.of("tc", "class", "tt", "binary_classification", "tv", "yes", "cv", "1");
    /** The usual data with yes and no swapped. */
    private static final String OPPOSITE = ServiceUser.data(300, ',')
            .replace(",yes,", ",?,")
            .replace(",no,", ",yes,")
            .replace(",?,", ",no,");

    private final AdjustableClock clock = AdjustableClock.at("2026-11-24T10:00:00Z");
    private final PredictionOneEmulator emulator = PredictionOneEmulator.builder()
            .clock(clock)
            .retrainingPace(PACE)
            .apiKeyLifetime(Duration.ofDays(1))
            .urlLifetime(Duration.ofDays(1))
            .classifierBuildTime(Duration.ofMinutes(1))
            .start();
    private final ServiceUser user = new ServiceUser(emulator);
    private int model;
    private String key = "";

    @BeforeEach
    void train(@TempDir Path directory) throws Exception {
        Path data = Files.writeString(directory.resolve("data.csv"), ServiceUser.data(300, ','));
        model = emulator.trainModel("m", data, BINARY);
        key = user.ok(user.call(
                        "GET", "/api-key?credential_type=retrain&model_id=" + model, emulator.secretKey(), null))
                .get("api_key")
                .asString();
    }

    @AfterEach
    void close() {
        emulator.close();
    }

    private JsonNode open(String name) {
        String encoded = URLEncoder.encode(name, StandardCharsets.UTF_8);
        return user.ok(user.call("GET", "/retrain_jobs/upload_url?filename=" + encoded, key, null));
    }

    private void put(JsonNode slot, byte[] content) {
        HttpRequest.Builder request =
                HttpRequest.newBuilder(URI.create(slot.get("upload_url").asString()));
        assertThat(user.send(request.PUT(BodyPublishers.ofByteArray(content))).statusCode())
                .isEqualTo(200);
    }

    private JsonNode status(String id) {
        return user.ok(user.call("GET", "/retrain_jobs/" + id, key, null));
    }

    private JsonNode retrained(String name, byte[] content) {
        JsonNode slot = open(name);
        put(slot, content);
        clock.advance(PACE.multipliedBy(3));
        return ended(slot.get("retrain_job_id").asString());
    }

    private JsonNode retrained(String csv) {
        return retrained("new.csv", csv.getBytes(StandardCharsets.UTF_8));
    }

    private JsonNode ended(String id) {
        JsonNode status = status(id);
        while (!status.get("status").asString().matches("job_finished|job_failed")) {
            Thread.onSpinWait();
            status = status(id);
        }
        return status;
    }

    private static String id(JsonNode status) {
        return status.get("metadata").get("retrain_job_id").asString();
    }

    private Map<String, String> archive(JsonNode status) throws IOException {
        return user.archive(ServiceUser.JSON
                .createObjectNode()
                .put("result_url", status.get("download_url").asString()));
    }

    /** Returns a metric of the old model and of the new model. */
    private static double[] metric(Map<String, String> archive, String name) {
        String[] cells = archive.get("metrics.csv")
                .lines()
                .filter(line -> line.startsWith(name + ","))
                .findFirst()
                .orElseThrow()
                .split(",", -1);
        return new double[] {Double.parseDouble(cells[1]), Double.parseDouble(cells[2])};
    }

    @Test
    void beginsWhenTheFileHasComeAndShowsItsWords() {
        JsonNode slot = open("new.csv");
        String id = slot.get("retrain_job_id").asString();
        clock.advance(PACE.multipliedBy(10));
        assertThat(status(id).get("status").asString()).isEqualTo("job_waiting_for_upload");
        put(slot, ServiceUser.data(200, ',').getBytes(StandardCharsets.UTF_8));
        for (String word : List.of("job_accepted", "job_training", "job_comparing")) {
            JsonNode status = status(id);
            assertThat(status.get("status").asString()).isEqualTo(word);
            assertThat(status.has("download_url")).isFalse();
            assertThat(id(status)).isEqualTo(id);
            clock.advance(PACE);
        }
        JsonNode end = ended(id);
        assertThat(end.get("status").asString()).isEqualTo("job_finished");
        assertThat(end.get("model_id").asInt()).isNotEqualTo(model);
    }

    @Test
    void oldAndNewAreComparedOnTheSameRows() throws Exception {
        Map<String, String> archive = archive(retrained(OPPOSITE));
        assertThat(archive.get("metrics.csv").lines()).first().isEqualTo("metric,old model,new model");
        double[] accuracy = metric(archive, "Accuracy");
        assertThat(accuracy[0]).isLessThan(0.1);
        assertThat(accuracy[1]).isGreaterThan(0.9);
        assertThat(archive.get("evaluation_raw_data.csv").lines())
                .as("a fifth is held out")
                .hasSize(61);
    }

    @Test
    void aZipBringsItsEvaluationData() throws Exception {
        String evaluation = OPPOSITE.lines().limit(51).reduce("", (all, line) -> all + line + "\n");
        byte[] zip = Zips.ofTexts(
                Map.of("train_src/学習 データ.csv", OPPOSITE, "eval_src/評価.tsv", evaluation.replace(',', '\t')));
        JsonNode status = retrained("再学習 #1/2?.zip", zip);
        assertThat(status.get("status").asString()).as(status.toString()).isEqualTo("job_finished");
        Map<String, String> archive = archive(status);
        assertThat(archive.get("evaluation_raw_data.csv").lines()).hasSize(51);
        assertThat(metric(archive, "Accuracy")[1]).isGreaterThan(0.9);
    }

    @Test
    void tabsAndColumnsInAnotherOrder() {
        String tsv = ServiceUser.data(200, ',')
                .lines()
                .map(line -> String.join("\t", line.split(",", -1)[3], line.replace(',', '\t')))
                .map(line -> line.replaceFirst("^class\t", "copy\t"))
                .reduce("", (all, line) -> all + line + "\n");
        assertThat(retrained("x.TSV", tsv.getBytes(StandardCharsets.UTF_8))
                        .get("status")
                        .asString())
                .isEqualTo("job_finished");
    }

    private void assertFails(JsonNode status, String reason) {
        assertThat(status.get("status").asString()).isEqualTo("job_failed");
        assertThat(status.get("message").asString()).contains(reason);
        assertThat(status.has("download_url")).isFalse();
        assertThat(status.has("model_id")).isFalse();
        user.assertError(
                user.call("PUT", "/retrain_jobs/" + id(status) + "/update_model", key, null),
                ServiceError.RETRAIN_JOB_NOT_FINISHED);
    }

    @Test
    void badDataEndsInAFailedRetrainingWithAReason() throws Exception {
        String data = ServiceUser.data(120, ',');
        assertFails(retrained(ServiceUser.data(90, ',')), "90 rows");
        assertFails(retrained(data.replace("grade", "mark")), "no column grade");
        assertFails(retrained(data.replace("yes", "maybe")), "the value maybe, which the model");
        assertFails(retrained(data.replace("yes", "no")), "single value");
        assertFails(retrained("x.zip", Zips.ofTexts(Map.of("train_src/a.csv", data))), "1 files");
        assertFails(
                retrained("x.zip", Zips.ofTexts(Map.of("train_src/a.csv", data, "eval/b.csv", data))),
                "no file in eval_src/");
        assertFails(retrained("x.zip", new byte[] {'P', 'K', 3, 4, 0}), "zip");
        assertFails(
                retrained(
                        "x.zip",
                        Zips.ofTexts(Map.of(
                                "train_src/a.csv",
                                data,
                                "eval_src/a.csv",
                                data.lines().findFirst().orElseThrow()))),
                "has no rows");
    }

    @Test
    void aSwitchGivesTheNewModelToTheClassifier() {
        String classifier = emulator.putClassifier(model, List.of("running"));
        String row = "x,noise,day,grade,amount\n95,左,2024/5/7,high,190\n";
        assertThat(label(classifier, row)).isEqualTo("yes");
        JsonNode status = retrained(OPPOSITE);
        String path = "/retrain_jobs/" + id(status) + "/update_model";
        assertThat(id(user.ok(user.call("PUT", path, key, null)))).isEqualTo(id(status));
        JsonNode updating = user.classifier(classifier);
        assertThat(updating.get("status").asString()).isEqualTo("updating");
        assertThat(updating.get("model_id")).isEqualTo(status.get("model_id"));
        assertThat(updating.get("version").asString()).isEqualTo("2");
        clock.advance(Duration.ofMinutes(1));
        assertThat(label(classifier, row)).isEqualTo("no");
        user.ok(user.call("PUT", path, key, null));
        assertThat(user.classifier(classifier).get("status").asString())
                .as("a second switch changes nothing")
                .isEqualTo("running");
    }

    private String label(String classifier, String row) {
        JsonNode answer = user.ok(user.infer(user.classifier(classifier), ServiceUser.inputs(row, Map.of())));
        return ServiceUser.output(answer, "prediction_valid.csv").get(0).getOrDefault("predicted label", "none");
    }

    @Test
    void refusalsOfASwitch() {
        String running = emulator.putRetraining(model, List.of("job_training"), new byte[0]);
        String failed = emulator.putRetraining(model, List.of("job_failed"), new byte[0]);
        String finished = emulator.putRetraining(model, List.of("job_finished"), new byte[] {1});
        for (String id :
                List.of(running, failed, open("x.csv").get("retrain_job_id").asString())) {
            user.assertError(
                    user.call("PUT", "/retrain_jobs/" + id + "/update_model", key, null),
                    ServiceError.RETRAIN_JOB_NOT_FINISHED);
        }
        user.assertError(
                user.call("PUT", "/retrain_jobs/" + finished + "/update_model", key, null),
                ServiceError.CLASSIFIER_NOT_FOUND);
        user.assertError(
                user.call("PUT", "/retrain_jobs/x/update_model", key, null), ServiceError.RETRAIN_JOB_NOT_FOUND);
        assertThat(user.get(status(finished).get("download_url").asString()).body())
                .containsExactly(1);
    }

    @Test
    void aKeyIsForOneModel() {
        String id = emulator.putRetraining(model, List.of("job_training"), new byte[0]);
        String other = emulator.issueRetrainApiKey(emulator.putModel("other"));
        user.assertError(user.call("GET", "/retrain_jobs/" + id, other, null), ServiceError.RETRAIN_JOB_NOT_FOUND);
        user.assertError(
                user.call("GET", "/retrain_jobs/upload_url?filename=x.csv", other, null),
                ServiceError.CONFIGURATION_NOT_FOUND);
    }

    @Test
    void aDeletedModel() {
        String id = emulator.putRetraining(model, List.of("job_training"), new byte[0]);
        user.call("DELETE", "/models/" + model, emulator.issueApiKey("train"), null);
        user.assertError(user.call("GET", "/retrain_jobs/" + id, key, null), ServiceError.JOB_DELETED);
        user.assertError(
                user.call("GET", "/retrain_jobs/upload_url?filename=x.csv", key, null), ServiceError.MODEL_DELETED);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "GET /retrain_jobs/upload_url?filename=x",
                "GET /retrain_jobs/1",
                "PUT /retrain_jobs/1/update_model"
            })
    void retrainingsWantTheirOwnKey(String call) {
        String[] parts = call.split(" ", 2);
        user.assertError(
                user.call(parts[0], parts[1], emulator.issueApiKey("train"), null), ServiceError.NOT_FOUND_CREDENTIAL);
    }
}
