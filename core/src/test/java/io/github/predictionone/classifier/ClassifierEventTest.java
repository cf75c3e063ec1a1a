package io.github.predictionone.classifier;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.predictionone.ApiKey;
import io.github.predictionone.model.ModelId;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.json.JsonMapper;

class ClassifierEventTest {

    private static final ClassifierId ID = ClassifierId.of("c-1");
    private static final Instant AT = Instant.parse("2026-11-24T10:00:00Z");

    private static ClassifierStatus status(ClassifierState state, String word) {
        return new ClassifierStatus(
                ID,
                state,
                word,
                Optional.of(AT.minusSeconds(3600)),
                Optional.of(AT.minusSeconds(1800)),
                Optional.empty());
    }

    private static void assertJson(ClassifierEvent event, String json) {
        assertThat(event.toJson()).isEqualTo(json);
        assertThat(JsonMapper.builder().build().writeValueAsString(event))
                .as("written by any mapper")
                .isEqualTo(json);
    }

    @Test
    @DisplayName("4.9 the JSON of a classifier event has the shape of a training event, with the classifier's id")
    void json() {
        assertJson(
                new ClassifierEvent.StatusChanged(status(ClassifierState.BUILDING, "building"), "e", AT),
                "{\"type\":\"status-changed\",\"eventId\":\"e\",\"classifierId\":\"c-1\","
                        + "\"observedAt\":\"2026-11-24T10:00:00Z\",\"status\":{\"state\":\"BUILDING\","
                        + "\"word\":\"building\",\"created\":\"2026-11-24T09:00:00Z\",\"updated\":\"2026-11-24T09:30:00Z\"}}");
        assertJson(
                new ClassifierEvent.ClassifierRunning(
                        new ClassifierStatus(
                                ID,
                                ClassifierState.RUNNING,
                                "running",
                                Optional.empty(),
                                Optional.empty(),
                                Optional.of("soon")),
                        "e",
                        AT),
                "{\"type\":\"classifier-running\",\"eventId\":\"e\",\"classifierId\":\"c-1\","
                        + "\"observedAt\":\"2026-11-24T10:00:00Z\",\"status\":{\"state\":\"RUNNING\",\"word\":\"running\"}}");
        assertJson(
                new ClassifierEvent.PollFailed(ID, "e", AT, "HTTP 503", Duration.ofSeconds(30), 2),
                "{\"type\":\"poll-failed\",\"eventId\":\"e\",\"classifierId\":\"c-1\",\"observedAt\":\"2026-11-24T10:00:00Z\","
                        + "\"reason\":\"HTTP 503\",\"nextPollIn\":\"PT30S\",\"consecutiveFailures\":2}");
    }

    @Test
    @DisplayName("4.1 the type of a classifier event is the name of its record in kebab case")
    void types() {
        ClassifierStatus status = status(ClassifierState.UNKNOWN, "?");
        for (ClassifierEvent event : new ClassifierEvent[] {
            new ClassifierEvent.StatusChanged(status, "e", AT),
            new ClassifierEvent.StatusUnchanged(status, "e", AT),
            new ClassifierEvent.PollFailed(ID, "e", AT, "r", Duration.ZERO, 1),
            new ClassifierEvent.ClassifierRunning(status, "e", AT),
            new ClassifierEvent.ClassifierFailed(status, "e", AT),
            new ClassifierEvent.ClassifierTerminated(status, "e", AT)
        }) {
            String kebab = event.getClass()
                    .getSimpleName()
                    .replaceAll("(?<=.)(?=\\p{Lu})", "-")
                    .toLowerCase(java.util.Locale.ROOT);
            assertThat(event.type()).isEqualTo(kebab);
            assertThat(event.toJson()).startsWith("{\"type\":\"" + kebab + "\"");
            assertThat(event.classifierId()).isEqualTo(ID);
        }
    }

    @Test
    @DisplayName("4.7 an event id depends on the classifier's id, its status word and its update time only")
    void eventIds() {
        ClassifierStatus one = status(ClassifierState.BUILDING, "building");
        ClassifierStatus again = new ClassifierStatus(
                ID,
                ClassifierState.UNKNOWN,
                "building",
                Optional.empty(),
                Optional.of(AT.minusSeconds(1800)),
                Optional.empty());
        assertThat(again.eventId()).isEqualTo(one.eventId());
        assertThat(again.isSameAs(one)).isTrue();
        assertThat(status(ClassifierState.RUNNING, "running").eventId()).isNotEqualTo(one.eventId());
        assertThat(one.gone().state()).isEqualTo(ClassifierState.TERMINATED);
        assertThat(one.gone().isSameAs(one)).isFalse();
    }

    @Test
    @DisplayName("4.9 the JSON of a classifier, or of a status outside an event, has the classifier's id once")
    void standalone() {
        String status = "\"state\":\"RUNNING\",\"word\":\"running\"}";
        ClassifierStatus running = ClassifierStatus.of(ID, "running");
        JsonMapper mapper = JsonMapper.builder().build();
        assertThat(mapper.writeValueAsString(running)).isEqualTo("{\"id\":\"c-1\"," + status);
        Classifier classifier = new Classifier(
                running,
                Optional.of(ModelId.of(17)),
                Optional.empty(),
                Optional.of(ApiKey.of("secret")),
                Optional.of("https://inference.example/c-1"),
                true,
                false,
                List.of());
        assertThat(mapper.writeValueAsString(classifier))
                .isEqualTo("{\"id\":\"c-1\",\"status\":{" + status
                        + ",\"modelId\":17,\"active\":true,\"editable\":false,\"rules\":[]}");
    }

    @Test
    @DisplayName("4.7 4.9 the factories create the events of a watch, each with an id from which a watch can continue")
    void factories() {
        ClassifierStatus building =
                ClassifierStatus.of(ID, "building").withTimes(AT.minusSeconds(3600), AT.minusSeconds(1800));
        assertThat(building).isEqualTo(status(ClassifierState.BUILDING, "building"));
        String id = building.eventId();
        assertThat(ClassifierEvent.of(building, AT)).isEqualTo(new ClassifierEvent.StatusChanged(building, id, AT));
        assertThat(ClassifierEvent.unchanged(building, AT))
                .isEqualTo(new ClassifierEvent.StatusUnchanged(building, id, AT));
        ClassifierStatus running = ClassifierStatus.of(ID, "running");
        assertThat(ClassifierEvent.of(running, AT))
                .isEqualTo(new ClassifierEvent.ClassifierRunning(running, running.eventId(), AT));
        ClassifierStatus failed = ClassifierStatus.of(ID, "failed");
        assertThat(ClassifierEvent.of(failed, AT))
                .isEqualTo(new ClassifierEvent.ClassifierFailed(failed, failed.eventId(), AT));
        ClassifierStatus gone = building.gone();
        assertThat(ClassifierEvent.of(gone, AT))
                .isEqualTo(new ClassifierEvent.ClassifierTerminated(gone, gone.eventId(), AT));
        assertThat(ClassifierEvent.pollFailed(ID, id, AT, "HTTP 503", Duration.ofSeconds(30), 2))
                .isEqualTo(new ClassifierEvent.PollFailed(
                        ID, id + ".failed-2", AT, "HTTP 503", Duration.ofSeconds(30), 2));
    }
}
