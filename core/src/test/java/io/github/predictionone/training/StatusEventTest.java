package io.github.predictionone.training;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.OptionalLong;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.json.JsonMapper;

class StatusEventTest {

    private static final TrainingId ID = TrainingId.of("p-1");
    private static final Instant AT = Instant.parse("2026-11-24T10:00:00Z");
    private static final TrainingStatus STATUS = new TrainingStatus(
            ID,
            TrainingState.IN_PROGRESS,
            "training",
            Optional.of(AT.minusSeconds(3600)),
            Optional.of(AT.minusSeconds(1800)),
            Optional.empty(),
            false,
            Optional.empty());

    private static void assertJson(StatusEvent event, String json) {
        assertThat(event.toJson()).isEqualTo(json);
        assertThat(JsonMapper.builder().build().writeValueAsString(event))
                .as("written by any mapper")
                .isEqualTo(json);
    }

    @Test
    @DisplayName("4.1 the JSON of a status has a type, ids, times and the status")
    void status() {
        assertJson(
                new StatusChanged(STATUS, "e", AT),
                "{\"type\":\"status-changed\",\"eventId\":\"e\",\"trainingId\":\"p-1\","
                        + "\"observedAt\":\"2026-11-24T10:00:00Z\",\"status\":{\"state\":\"IN_PROGRESS\","
                        + "\"word\":\"training\",\"created\":\"2026-11-24T09:00:00Z\",\"updated\":\"2026-11-24T09:30:00Z\"}}");
        TrainingStatus bare = new TrainingStatus(
                ID,
                TrainingState.FAILED,
                "failed",
                Optional.empty(),
                Optional.empty(),
                Optional.of("whenever"),
                false,
                Optional.empty());
        assertJson(
                new TrainingFailed(bare, "e", AT),
                "{\"type\":\"training-failed\",\"eventId\":\"e\",\"trainingId\":\"p-1\","
                        + "\"observedAt\":\"2026-11-24T10:00:00Z\",\"status\":{\"state\":\"FAILED\",\"word\":\"failed\"}}");
    }

    @Test
    @DisplayName("4.1 the type of an event is the name of its record in kebab case")
    void types() {
        assertThat(new StatusUnchanged(STATUS, "e", AT).type()).isEqualTo("status-unchanged");
        assertThat(new TrainingFinished(STATUS, "e", AT).type()).isEqualTo("training-finished");
    }

    @Test
    @DisplayName("4.1 the JSON of a failed poll has a reason, and that of a download's progress has byte counts")
    void others() {
        assertJson(
                new PollFailed(ID, "e", AT, "HTTP 503", Duration.ofSeconds(30), 2),
                "{\"type\":\"poll-failed\",\"eventId\":\"e\",\"trainingId\":\"p-1\",\"observedAt\":\"2026-11-24T10:00:00Z\","
                        + "\"reason\":\"HTTP 503\",\"nextPollIn\":\"PT30S\",\"consecutiveFailures\":2}");
        assertJson(
                new DownloadProgressed(ID, "e", AT, 7, OptionalLong.of(9)),
                "{\"type\":\"download-progressed\",\"eventId\":\"e\",\"trainingId\":\"p-1\","
                        + "\"observedAt\":\"2026-11-24T10:00:00Z\",\"bytesReceived\":7,\"totalBytes\":9}");
        assertJson(
                new DownloadProgressed(ID, "e", AT, 7, OptionalLong.empty()),
                "{\"type\":\"download-progressed\",\"eventId\":\"e\",\"trainingId\":\"p-1\","
                        + "\"observedAt\":\"2026-11-24T10:00:00Z\",\"bytesReceived\":7}");
    }

    @Test
    @DisplayName("4.2 the JSON of a downloaded result has the name of the local file without its directory")
    void file() {
        assertJson(
                new ResultDownloaded(ID, "e", AT, Path.of("/home/someone/result.zip"), 9, "00ff"),
                "{\"type\":\"result-downloaded\",\"eventId\":\"e\",\"trainingId\":\"p-1\","
                        + "\"observedAt\":\"2026-11-24T10:00:00Z\",\"file\":\"result.zip\",\"size\":9,\"sha256\":\"00ff\"}");
    }

    @Test
    @DisplayName("4.7 an event id depends on the training's id, its status word and its update time only")
    void eventIds() {
        TrainingStatus again = new TrainingStatus(
                ID,
                TrainingState.FINISHED,
                "training",
                Optional.empty(),
                Optional.of(AT.minusSeconds(1800)),
                Optional.empty(),
                true,
                Optional.of("more"));
        assertThat(STATUS.eventId()).isEqualTo(again.eventId()).matches("[A-Za-z0-9_-]{16}");
        TrainingStatus later = new TrainingStatus(
                ID,
                TrainingState.IN_PROGRESS,
                "training",
                Optional.empty(),
                Optional.of(AT),
                Optional.empty(),
                false,
                Optional.empty());
        TrainingStatus unreadable = new TrainingStatus(
                ID,
                TrainingState.IN_PROGRESS,
                "training",
                Optional.empty(),
                Optional.empty(),
                Optional.of("yesterday"),
                false,
                Optional.empty());
        assertThat(unreadable.eventId()).isNotIn(STATUS.eventId(), later.eventId());
        assertThat(STATUS.eventId()).isNotEqualTo(later.eventId());
    }

    @Test
    @DisplayName("4.1 the JSON of a status outside an event has the training's id")
    void standaloneStatus() {
        assertThat(JsonMapper.builder().build().writeValueAsString(STATUS))
                .isEqualTo("{\"id\":\"p-1\",\"state\":\"IN_PROGRESS\",\"word\":\"training\","
                        + "\"created\":\"2026-11-24T09:00:00Z\",\"updated\":\"2026-11-24T09:30:00Z\"}");
    }

    @Test
    @DisplayName("4.1 4.7 the factories create the events of a watch, each with an id from which a watch can continue")
    void factories() {
        TrainingStatus running =
                TrainingStatus.of(ID, "training").withTimes(AT.minusSeconds(3600), AT.minusSeconds(1800));
        assertThat(running).isEqualTo(STATUS);
        String id = running.eventId();
        assertThat(StatusEvent.of(running, AT)).isEqualTo(new StatusChanged(running, id, AT));
        assertThat(StatusEvent.unchanged(running, AT)).isEqualTo(new StatusUnchanged(running, id, AT));
        TrainingStatus finished = TrainingStatus.of(ID, "finished");
        assertThat(finished.hasResult()).isTrue();
        assertThat(StatusEvent.of(finished, AT)).isEqualTo(new TrainingFinished(finished, finished.eventId(), AT));
        TrainingStatus failed = TrainingStatus.of(ID, "failed").withMessage("no rows");
        assertThat(failed.message()).contains("no rows");
        assertThat(StatusEvent.of(failed, AT)).isEqualTo(new TrainingFailed(failed, failed.eventId(), AT));
        assertThat(StatusEvent.pollFailed(ID, id, AT, "HTTP 503", Duration.ofSeconds(30), 2))
                .isEqualTo(new PollFailed(ID, id + ".failed-2", AT, "HTTP 503", Duration.ofSeconds(30), 2));
        assertThat(StatusEvent.pollFailed(ID, null, AT, "HTTP 503", Duration.ofSeconds(30), 1)
                        .eventId())
                .isEqualTo("none.failed-1");
        String end = finished.eventId();
        assertThat(StatusEvent.progressed(finished, AT, 7, OptionalLong.of(9)))
                .isEqualTo(new DownloadProgressed(ID, end + ".bytes-7", AT, 7, OptionalLong.of(9)));
        assertThat(StatusEvent.downloaded(finished, AT, Path.of("r.zip"), 9, "00ff"))
                .isEqualTo(new ResultDownloaded(ID, end + ".downloaded", AT, Path.of("r.zip"), 9, "00ff"));
    }
}
