package io.github.predictionone.classifier;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.json.JsonMapper;

class ClassifierEventTest {

    private static final ClassifierId ID = ClassifierId.of("c-1");
    private static final Instant AT = Instant.parse("2026-11-24T10:00:00Z");

    private static ClassifierStatus status(ClassifierState state, String word) {
        return new ClassifierStatus(ID, state, word, AT.minusSeconds(3600), AT.minusSeconds(1800), null);
    }

    private static void assertJson(ClassifierEvent event, String json) {
        assertThat(event.toJson()).isEqualTo(json);
        assertThat(JsonMapper.builder().build().writeValueAsString(event))
                .as("by any mapper")
                .isEqualTo(json);
    }

    @Test
    @DisplayName("4.9 the JSON of a classifier's event has the shape of a training's, with the classifier's id")
    void json() {
        assertJson(
                new ClassifierEvent.StatusChanged(status(ClassifierState.BUILDING, "building"), "e", AT),
                "{\"type\":\"status-changed\",\"eventId\":\"e\",\"classifierId\":\"c-1\","
                        + "\"observedAt\":\"2026-11-24T10:00:00Z\",\"status\":{\"state\":\"BUILDING\","
                        + "\"word\":\"building\",\"created\":\"2026-11-24T09:00:00Z\",\"updated\":\"2026-11-24T09:30:00Z\"}}");
        assertJson(
                new ClassifierEvent.ClassifierRunning(
                        new ClassifierStatus(ID, ClassifierState.RUNNING, "running", null, null, "soon"), "e", AT),
                "{\"type\":\"classifier-running\",\"eventId\":\"e\",\"classifierId\":\"c-1\","
                        + "\"observedAt\":\"2026-11-24T10:00:00Z\",\"status\":{\"state\":\"RUNNING\",\"word\":\"running\"}}");
        assertJson(
                new ClassifierEvent.PollFailed(ID, "e", AT, "HTTP 503", Duration.ofSeconds(30), 2),
                "{\"type\":\"poll-failed\",\"eventId\":\"e\",\"classifierId\":\"c-1\",\"observedAt\":\"2026-11-24T10:00:00Z\","
                        + "\"reason\":\"HTTP 503\",\"nextPollIn\":\"PT30S\",\"consecutiveFailures\":2}");
    }

    @Test
    @DisplayName("4.1 the type is the record's name in kebab case")
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
    @DisplayName("4.7 an event id is made of id, word and update time, and of nothing else")
    void eventIds() {
        ClassifierStatus one = status(ClassifierState.BUILDING, "building");
        ClassifierStatus again =
                new ClassifierStatus(ID, ClassifierState.UNKNOWN, "building", null, AT.minusSeconds(1800), null);
        assertThat(again.eventId()).isEqualTo(one.eventId());
        assertThat(again.isSameAs(one)).isTrue();
        assertThat(status(ClassifierState.RUNNING, "running").eventId()).isNotEqualTo(one.eventId());
        assertThat(one.gone().state()).isEqualTo(ClassifierState.TERMINATED);
        assertThat(one.gone().isSameAs(one)).isFalse();
    }
}
