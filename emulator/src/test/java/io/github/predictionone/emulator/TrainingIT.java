package io.github.predictionone.emulator;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.JsonNode;

class TrainingIT {

    private static final Map<String, String> BINARY =
            Map.of("tc", "class", "tt", "binary_classification", "tv", "yes", "cv", "2");

    private final PredictionOneEmulator emulator =
            PredictionOneEmulator.builder().pace(Duration.ZERO).start();
    private final ServiceUser user = new ServiceUser(emulator);

    @AfterEach
    void close() {
        emulator.close();
    }

    private static double metric(Map<String, String> archive, String name) {
        return archive.get("metrics.csv")
                .lines()
                .filter(line -> line.startsWith(name + ","))
                .mapToDouble(line -> Double.parseDouble(line.substring(name.length() + 1)))
                .findFirst()
                .orElseThrow();
    }

    @ParameterizedTest
    @CsvSource({
        "class, binary_classification, yes, Accuracy",
        "grade, multi_classification, , Accuracy",
        "amount, regression, , R2"
    })
    void learnsWhatThereIsToLearn(String target, String type, String positive, String measure) throws Exception {
        Map<String, String> config =
                positive == null ? Map.of("tc", target, "tt", type) : Map.of("tc", target, "tt", type, "tv", positive);
        Map<String, String> archive = user.archive(user.trained("csv", ServiceUser.data(600, ','), config));
        assertThat(archive).containsOnlyKeys("metrics.csv", "analysis_summary.csv", "evaluation_raw_data.csv");
        assertThat(metric(archive, measure)).isGreaterThan(0.8);
        assertThat(archive.get("evaluation_raw_data.csv").lines())
                .as("a fifth is held out")
                .hasSize(121);
        assertThat(archive.get("analysis_summary.csv").lines().findFirst()).contains("column_name,contribution");
    }

    @Test
    void theColumnThatDecidesContributesMost() throws Exception {
        JsonNode slots = user.slots("csv");
        user.put(slots.get("learn_data_set_upload_url").asString(), ServiceUser.data(400, ','));
        user.put(
                slots.get("column_info_upload_url").asString(),
                "\uFEFFcolumn_name,column_type\nx,integer\nnoise,string\nday,date\nclass,string\ngrade,ignore\namount,ignore\n");
        Map<String, String> archive = user.archive(user.trained(slots, BINARY));
        assertThat(archive.get("analysis_summary.csv")
                        .lines()
                        .skip(1)
                        .findFirst()
                        .orElseThrow())
                .startsWith("x,");
        assertThat(archive.get("analysis_summary.csv")).doesNotContain("grade", "amount");
    }

    @Test
    void tabsFoldsAndEvaluationData() throws Exception {
        Map<String, String> folds = user.archive(user.trained("tsv", ServiceUser.data(200, '\t'), BINARY));
        assertThat(folds.get("evaluation_raw_data.csv").lines())
                .as("every row is evaluated once")
                .hasSize(201);
        assertThat(metric(folds, "AUC")).isGreaterThan(0.9);
        JsonNode slots = user.slots("csv");
        user.put(slots.get("learn_data_set_upload_url").asString(), ServiceUser.data(200, ','));
        user.put(slots.get("eval_data_set_upload_url").asString(), ServiceUser.data(50, ','));
        Map<String, String> evaluated = user.archive(user.trained(slots, BINARY));
        assertThat(evaluated.get("evaluation_raw_data.csv").lines()).hasSize(51);
        assertThat(evaluated.get("evaluation_raw_data.csv").lines().findFirst().orElseThrow())
                .endsWith("predicted label,probability of no,probability of yes");
    }

    @Test
    void theSameDataGivesTheSameResult() throws Exception {
        Map<String, String> one = user.archive(user.trained("csv", ServiceUser.data(200, ','), BINARY));
        assertThat(user.archive(user.trained("csv", ServiceUser.data(200, ','), BINARY)))
                .isEqualTo(one);
    }

    private void assertFails(String data, Map<String, String> config, String reason) {
        JsonNode status = user.trained("csv", data, config);
        assertThat(status.get("status").asString()).isEqualTo("failed");
        assertThat(status.get("message").asString()).contains(reason);
        assertThat(status.has("result_url")).isFalse();
    }

    @Test
    void badDataEndsInAFailedTrainingWithAReason() {
        String data = ServiceUser.data(120, ',');
        assertFails(data, Map.of("tc", "none", "tt", "regression"), "no column none");
        assertFails(data, Map.of("tc", "noise", "tt", "regression"), "not a number");
        assertFails(
                data,
                Map.of("tc", "class", "tt", "binary_classification", "tv", "perhaps"),
                "never has the positive value");
        assertFails(data, Map.of("tc", "grade", "tt", "binary_classification", "tv", "low"), "not two");
        assertFails(ServiceUser.data(99, ','), BINARY, "99 rows");
        assertFails(data + "1,2\n", BINARY, "fields");
        assertFails(data.replace("yes", "no"), Map.of("tc", "class", "tt", "multi_classification"), "single value");
        assertFails(data.replace("noise", "x"), BINARY, "same name");
        assertFails("only\n" + "1\n".repeat(150), Map.of("tc", "only", "tt", "regression"), "1 columns");
        Map<String, String> series =
                Map.of("tc", "amount", "tt", "regression", "tsm", "true", "tsc", "day", "tsf", "1", "tst", "3");
        assertFails(data, series, "time series");
    }
}
