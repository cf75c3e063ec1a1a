package io.github.predictionone.quickstart;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.predictionone.emulator.PredictionOneEmulator;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

class ModelsCommandIT {

    private final PredictionOneEmulator emulator =
            PredictionOneEmulator.builder().start();

    @AfterEach
    void close() {
        emulator.close();
    }

    private CommandRun run(String... arguments) {
        return CommandRun.of(emulator, arguments);
    }

    @Test
    @DisplayName("models can be listed as text, as JSON and by name, and deleted")
    void models() {
        int one = emulator.putModel("premium");
        int other = emulator.putModel("price");
        CommandRun forPeople = run("models", "list");
        assertThat(forPeople.exitCode()).as(forPeople.err()).isZero();
        assertThat(forPeople.out().lines()).hasSize(2).first().asString().startsWith(other + "  price  ");

        List<JsonNode> named =
                run("models", "list", "--name", "premium", "--json").json();
        assertThat(named).singleElement().satisfies(model -> {
            assertThat(model.path("id").asInt()).isEqualTo(one);
            assertThat(model.path("created").asString()).endsWith("Z");
        });

        CommandRun deleted = run("models", "delete", "" + one, "" + other, "--json");
        assertThat(deleted.exitCode()).as(deleted.err()).isZero();
        assertThat(deleted.json())
                .extracting(line -> line.path("deleted").asInt())
                .containsExactly(one, other);
        assertThat(run("models", "list").out()).isEmpty();
    }

    @Test
    @DisplayName("models list shows each model once, even if there are several pages")
    void pages() {
        for (int i = 0; i < 70; i++) {
            emulator.putModel("m" + i);
        }
        assertThat(run("models", "list", "--json").json())
                .hasSize(70)
                .extracting(model -> model.path("name").asString())
                .doesNotHaveDuplicates();
    }

    @Test
    @DisplayName("data sets can be listed and deleted")
    void dataSets() {
        int id = emulator.putDataSet("members");
        assertThat(run("datasets", "list").out()).startsWith(id + "  members  csv  1 rows  1 columns  ");
        assertThat(run("datasets", "list", "--json").json())
                .singleElement()
                .satisfies(
                        dataSet -> assertThat(dataSet.path("rowCount").asInt()).isOne());
        CommandRun deleted = run("datasets", "delete", "" + id);
        assertThat(deleted.exitCode()).as(deleted.err()).isZero();
        assertThat(deleted.out()).contains("Deleted data set " + id + ".");
        assertThat(run("datasets", "list").out()).isEmpty();
    }

    @Test
    @DisplayName("a refusal by the service is reported as one line and an exit code")
    void refusals() {
        CommandRun gone = run("models", "delete", "999");
        assertThat(gone.exitCode()).isEqualTo(Failure.SERVICE);
        assertThat(gone.err())
                .startsWith("quickstart: ")
                .contains("This model may be deleted.")
                .doesNotContain("\tat ");
        assertThat(run("models", "delete", "premium").exitCode()).isEqualTo(2);
        assertThat(run("models").exitCode()).isEqualTo(2);
    }
}
