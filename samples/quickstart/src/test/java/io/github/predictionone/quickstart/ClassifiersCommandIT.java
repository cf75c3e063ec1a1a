package io.github.predictionone.quickstart;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.predictionone.emulator.PredictionOneEmulator;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

class ClassifiersCommandIT {

    private final PredictionOneEmulator emulator =
            PredictionOneEmulator.builder().classifierBuildTime(Duration.ZERO).start();

    @AfterEach
    void close() {
        emulator.close();
    }

    private CommandRun run(String... arguments) {
        return CommandRun.of(emulator, arguments);
    }

    private int model() {
        Map<String, String> config = Map.of("tc", "premium", "tt", "binary_classification", "tv", "yes", "cv", "1");
        return emulator.trainModel("premium", Path.of("data/premium-service.csv"), config);
    }

    @Test
    @DisplayName("deploy takes the newest model of a name; the classifier can be listed, changed and deleted")
    void classifiers() {
        model();
        int newest = model();
        CommandRun deployed = run("deploy", "premium", "--rule", "allow:127.0.0.0/8", "--rule", "deny:::/0");
        assertThat(deployed.exitCode()).as(deployed.err()).isZero();
        assertThat(deployed.out()).contains("of model " + newest, "classifier running", "It answers at http");

        CommandRun listed = run("classifiers", "list", "--json");
        JsonNode classifier = listed.json().get(0);
        assertThat(classifier.path("modelId").asInt()).isEqualTo(newest);
        assertThat(classifier.path("rules"))
                .extracting(rule -> rule.path("source").asString() + " "
                        + rule.path("order").asString() + " "
                        + rule.path("priority").asInt())
                .containsExactly("127.0.0.0/8 ALLOW 1", "::/0 DENY 2");
        assertThat(run("classifiers", "list").out()).startsWith(idOf(newest) + "  running  model " + newest);

        assertThat(run("classifiers", "update", idOf(newest), "--active", "false")
                        .out())
                .contains("  stopped  ");
        assertThat(run("classifiers", "update", idOf(newest), "--rule", "allow:::1", "--json")
                        .json()
                        .get(0)
                        .path("rules"))
                .singleElement()
                .satisfies(rule -> assertThat(rule.path("source").asString()).isEqualTo("::1"));
        assertThat(run("classifiers", "delete", idOf(newest)).exitCode()).isZero();
        assertThat(run("classifiers", "list").out()).contains("  terminated  ");
    }

    private String idOf(int model) {
        List<String> lines = run("classifiers", "list").out().lines().toList();
        return lines.stream()
                .filter(line -> line.contains("model " + model))
                .findFirst()
                .orElseThrow()
                .split("  ", 2)[0];
    }

    @Test
    @DisplayName("2.2 no command prints a classifier's key")
    void noKey() {
        model();
        CommandRun created = run("deploy", "premium", "--no-wait", "--json");
        assertThat(created.json())
                .singleElement()
                .satisfies(line -> assertThat(line.propertyNames())
                        .contains("id")
                        .noneMatch(name -> name.toLowerCase(Locale.ROOT).contains("key")));
        assertThat(run("classifiers", "list", "--json").out().toLowerCase(Locale.ROOT))
                .doesNotContain("key");
    }

    @Test
    @DisplayName("deploy fails for an unknown model, a model that can't be deployed, and an invalid rule")
    void failures() {
        assertThat(run("deploy", "nobody").exitCode()).isEqualTo(Failure.NOT_FOUND);
        emulator.putModel("empty");
        CommandRun failed = run("deploy", "empty");
        assertThat(failed.exitCode()).isEqualTo(Failure.CLASSIFIER);
        assertThat(failed.out()).contains("classifier failed");
        assertThat(run("deploy", "empty", "--rule", "everybody").exitCode()).isEqualTo(2);
        CommandRun network = run("deploy", "empty", "--rule", "allow:10.0.0.1/8");
        assertThat(network.exitCode()).isEqualTo(2);
        assertThat(network.err()).contains("10.0.0.0/8");
        assertThat(run("classifiers", "update", "some-id").exitCode()).isEqualTo(2);
    }
}
