package io.github.predictionone.retraining;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.predictionone.model.ModelId;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.OptionalLong;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.json.JsonMapper;

class RetrainEventTest {

    private static final RetrainJobId ID = RetrainJobId.of(ModelId.of(17), "rj-1");
    private static final Instant AT = Instant.parse("2026-11-24T10:00:00Z");
    private static final String HEAD =
            "\",\"eventId\":\"e\",\"retrainJobId\":\"rj-1\",\"observedAt\":\"2026-11-24T10:00:00Z\",";

    private static RetrainStatus status(RetrainingState state, String word, String message) {
        return new RetrainStatus(ID, state, word, Optional.of(ModelId.of(17)), Optional.ofNullable(message), false);
    }

    private static void assertJson(RetrainEvent event, String type, String rest) {
        assertThat(event.type()).isEqualTo(type);
        assertThat(event.toJson()).isEqualTo("{\"type\":\"" + type + HEAD + rest + "}");
        assertThat(JsonMapper.builder().build().writeValueAsString(event))
                .as("by any mapper")
                .isEqualTo(event.toJson());
    }

    @Test
    @DisplayName("4.9 the JSON of a retraining's events has the shape of a training's")
    void json() {
        RetrainStatus running = status(RetrainingState.IN_PROGRESS, "job_running", null);
        String shown = "\"status\":{\"state\":\"IN_PROGRESS\",\"word\":\"job_running\",\"modelId\":17}";
        assertJson(new RetrainEvent.StatusChanged(running, "e", AT), "status-changed", shown);
        assertJson(new RetrainEvent.StatusUnchanged(running, "e", AT), "status-unchanged", shown);
        assertJson(
                new RetrainEvent.RetrainingFinished(
                        status(RetrainingState.FINISHED, "job_finished", "better"), "e", AT),
                "retraining-finished",
                "\"status\":{\"state\":\"FINISHED\",\"word\":\"job_finished\",\"modelId\":17,\"message\":\"better\"}");
        RetrainStatus bare =
                new RetrainStatus(ID, RetrainingState.FAILED, "job_failed", Optional.empty(), Optional.empty(), false);
        assertJson(
                new RetrainEvent.RetrainingFailed(bare, "e", AT),
                "retraining-failed",
                "\"status\":{\"state\":\"FAILED\",\"word\":\"job_failed\"}");
        assertJson(
                new RetrainEvent.PollFailed(ID, "e", AT, "HTTP 503", Duration.ofSeconds(30), 2),
                "poll-failed",
                "\"reason\":\"HTTP 503\",\"nextPollIn\":\"PT30S\",\"consecutiveFailures\":2");
        assertJson(
                new RetrainEvent.DownloadProgressed(ID, "e", AT, 7, OptionalLong.empty()),
                "download-progressed",
                "\"bytesReceived\":7");
        assertJson(
                new RetrainEvent.ResultDownloaded(ID, "e", AT, Path.of("/home/someone/r.zip"), 9, "00ff"),
                "result-downloaded",
                "\"file\":\"r.zip\",\"size\":9,\"sha256\":\"00ff\"");
    }

    @Test
    @DisplayName("4.7 an event id is made of id, word and message, and of nothing else")
    void eventIds() {
        String id = status(RetrainingState.IN_PROGRESS, "job_running", null).eventId();
        assertThat(id).matches("[A-Za-z0-9_-]{16}");
        assertThat(new RetrainStatus(
                                RetrainJobId.of(ModelId.of(1), "rj-1"),
                                RetrainingState.FINISHED,
                                "job_running",
                                Optional.empty(),
                                Optional.empty(),
                                true)
                        .eventId())
                .isEqualTo(id);
        assertThat(status(RetrainingState.IN_PROGRESS, "job_running", "half").eventId())
                .isNotEqualTo(id);
        assertThat(status(RetrainingState.IN_PROGRESS, "job_waiting", null).eventId())
                .isNotEqualTo(id);
    }
}
