package io.github.predictionone.retraining;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.predictionone.model.ModelId;
import io.github.predictionone.training.TrainingState;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.OptionalLong;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.json.JsonMapper;

class RetrainingEventTest {

    private static final RetrainJobId ID = RetrainJobId.of(ModelId.of(17), "rj-1");
    private static final Instant AT = Instant.parse("2026-11-24T10:00:00Z");
    private static final String HEAD =
            "\",\"eventId\":\"e\",\"retrainJobId\":\"rj-1\",\"observedAt\":\"2026-11-24T10:00:00Z\",";

    private static RetrainingStatus status(TrainingState state, String word, String message) {
        return new RetrainingStatus(ID, state, word, Optional.of(ModelId.of(17)), Optional.ofNullable(message), false);
    }

    private static void assertJson(RetrainingEvent event, String type, String rest) {
        assertThat(event.type()).isEqualTo(type);
        assertThat(event.toJson()).isEqualTo("{\"type\":\"" + type + HEAD + rest + "}");
        assertThat(JsonMapper.builder().build().writeValueAsString(event))
                .as("written by any mapper")
                .isEqualTo(event.toJson());
    }

    @Test
    @DisplayName("4.9 the JSON of a retraining event has the shape of a training event")
    void json() {
        RetrainingStatus running = status(TrainingState.IN_PROGRESS, "job_running", null);
        String shown = "\"status\":{\"state\":\"IN_PROGRESS\",\"word\":\"job_running\",\"modelId\":17}";
        assertJson(new RetrainingEvent.StatusChanged(running, "e", AT), "status-changed", shown);
        assertJson(new RetrainingEvent.StatusUnchanged(running, "e", AT), "status-unchanged", shown);
        assertJson(
                new RetrainingEvent.RetrainingFinished(
                        status(TrainingState.FINISHED, "job_finished", "better"), "e", AT),
                "retraining-finished",
                "\"status\":{\"state\":\"FINISHED\",\"word\":\"job_finished\",\"modelId\":17,\"message\":\"better\"}");
        RetrainingStatus bare =
                new RetrainingStatus(ID, TrainingState.FAILED, "job_failed", Optional.empty(), Optional.empty(), false);
        assertJson(
                new RetrainingEvent.RetrainingFailed(bare, "e", AT),
                "retraining-failed",
                "\"status\":{\"state\":\"FAILED\",\"word\":\"job_failed\"}");
        assertJson(
                new RetrainingEvent.PollFailed(ID, "e", AT, "HTTP 503", Duration.ofSeconds(30), 2),
                "poll-failed",
                "\"reason\":\"HTTP 503\",\"nextPollIn\":\"PT30S\",\"consecutiveFailures\":2");
        assertJson(
                new RetrainingEvent.DownloadProgressed(ID, "e", AT, 7, OptionalLong.empty()),
                "download-progressed",
                "\"bytesReceived\":7");
        assertJson(
                new RetrainingEvent.ResultDownloaded(ID, "e", AT, Path.of("/home/someone/r.zip"), 9, "00ff"),
                "result-downloaded",
                "\"file\":\"r.zip\",\"size\":9,\"sha256\":\"00ff\"");
    }

    @Test
    @DisplayName("4.7 an event id depends on the retraining's id, its status word and its message only")
    void eventIds() {
        String id = status(TrainingState.IN_PROGRESS, "job_running", null).eventId();
        assertThat(id).matches("[A-Za-z0-9_-]{16}");
        assertThat(new RetrainingStatus(
                                RetrainJobId.of(ModelId.of(1), "rj-1"),
                                TrainingState.FINISHED,
                                "job_running",
                                Optional.empty(),
                                Optional.empty(),
                                true)
                        .eventId())
                .isEqualTo(id);
        assertThat(status(TrainingState.IN_PROGRESS, "job_running", "half").eventId())
                .isNotEqualTo(id);
        assertThat(status(TrainingState.IN_PROGRESS, "job_waiting", null).eventId())
                .isNotEqualTo(id);
    }

    @Test
    @DisplayName("4.9 the JSON of a status outside an event has the retraining's id")
    void standaloneStatus() {
        assertThat(JsonMapper.builder().build().writeValueAsString(RetrainingStatus.of(ID, "job_running")))
                .isEqualTo("{\"id\":\"rj-1\",\"state\":\"IN_PROGRESS\",\"word\":\"job_running\",\"modelId\":17}");
    }

    @Test
    @DisplayName("4.7 4.9 the factories create the events of a watch, each with an id from which a watch can continue")
    void factories() {
        RetrainingStatus running = RetrainingStatus.of(ID, "job_running");
        assertThat(running).isEqualTo(status(TrainingState.IN_PROGRESS, "job_running", null));
        String id = running.eventId();
        assertThat(RetrainingEvent.of(running, AT)).isEqualTo(new RetrainingEvent.StatusChanged(running, id, AT));
        assertThat(RetrainingEvent.unchanged(running, AT))
                .isEqualTo(new RetrainingEvent.StatusUnchanged(running, id, AT));
        RetrainingStatus finished = RetrainingStatus.of(ID, "job_finished");
        assertThat(finished.hasResult()).isTrue();
        String end = finished.eventId();
        assertThat(RetrainingEvent.of(finished, AT))
                .isEqualTo(new RetrainingEvent.RetrainingFinished(finished, end, AT));
        RetrainingStatus failed = RetrainingStatus.of(ID, "job_failed").withMessage("no rows");
        assertThat(RetrainingEvent.of(failed, AT))
                .isEqualTo(new RetrainingEvent.RetrainingFailed(failed, failed.eventId(), AT));
        assertThat(RetrainingEvent.pollFailed(ID, id, AT, "HTTP 503", Duration.ofSeconds(30), 2))
                .isEqualTo(new RetrainingEvent.PollFailed(
                        ID, id + ".failed-2", AT, "HTTP 503", Duration.ofSeconds(30), 2));
        assertThat(RetrainingEvent.progressed(finished, AT, 7, OptionalLong.of(9)))
                .isEqualTo(new RetrainingEvent.DownloadProgressed(ID, end + ".bytes-7", AT, 7, OptionalLong.of(9)));
        assertThat(RetrainingEvent.downloaded(finished, AT, Path.of("r.zip"), 9, "00ff"))
                .isEqualTo(
                        new RetrainingEvent.ResultDownloaded(ID, end + ".downloaded", AT, Path.of("r.zip"), 9, "00ff"));
    }
}
