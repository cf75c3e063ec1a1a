package io.github.predictionone.spring;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.predictionone.training.PollFailed;
import io.github.predictionone.training.StatusChanged;
import io.github.predictionone.training.StatusEvent;
import io.github.predictionone.training.TrainingFinished;
import io.github.predictionone.training.TrainingId;
import io.github.predictionone.training.TrainingState;
import io.github.predictionone.training.TrainingStatus;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class LastEventIdsTest {

    private static final Instant NOON = Instant.parse("2026-11-25T12:00:00Z");

    private static StatusChanged changed(TrainingId id, String word) {
        TrainingStatus status = new TrainingStatus(
                id,
                TrainingState.IN_PROGRESS,
                word,
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                false,
                Optional.empty());
        return new StatusChanged(status, status.eventId(), NOON);
    }

    private static StatusEvent finished(TrainingId id) {
        TrainingStatus status = new TrainingStatus(
                id,
                TrainingState.FINISHED,
                "finished",
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                true,
                Optional.empty());
        return new TrainingFinished(status, status.eventId(), NOON);
    }

    private static StatusEvent pollFailed(TrainingId id, String eventId) {
        return new PollFailed(id, eventId, NOON, "HTTP 500", Duration.ofSeconds(2), 3);
    }

    private static List<TrainingId> trainings(int number) {
        return IntStream.range(0, number)
                .mapToObj(i -> TrainingId.of(new UUID(i * 31L, i).toString()))
                .toList();
    }

    @Test
    @DisplayName("4.7 one id holds the last events of 200 trainings, and another process can read them")
    void roundTrip() {
        List<TrainingId> trainings = trainings(200);
        LastEventIds seen = new LastEventIds(null);
        String id = "";
        for (String word : List.of("waiting", "training")) {
            for (TrainingId training : trainings) {
                id = seen.with(changed(training, word));
            }
        }
        assertThat(LastEventIds.usable(id)).isEqualTo(id).hasSizeLessThanOrEqualTo(4_201);
        LastEventIds elsewhere = new LastEventIds(id);
        assertThat(trainings)
                .allSatisfy(training -> assertThat(elsewhere.of(training))
                        .isEqualTo(changed(training, "training").eventId()));
    }

    @Test
    @DisplayName("an id has bounded length and keeps the trainings that changed last")
    void bounded() {
        List<TrainingId> trainings = trainings(1_000);
        LastEventIds seen = new LastEventIds(null);
        for (TrainingId training : trainings) {
            seen.with(changed(training, "training"));
        }
        String id = seen.with(changed(trainings.get(0), "training"));
        assertThat(LastEventIds.usable(id)).isEqualTo(id);
        LastEventIds elsewhere = new LastEventIds(id);
        assertThat(elsewhere.of(trainings.get(1))).isNull();
        assertThat(elsewhere.of(trainings.get(0))).isNotNull();
        assertThat(trainings.subList(801, 1_000))
                .allSatisfy(training -> assertThat(elsewhere.of(training)).isNotNull());
    }

    @Test
    @DisplayName("4.2 4.7 an id after a failed poll keeps the last status and lets a new watch report the recovery")
    void afterFailure() {
        TrainingId training = TrainingId.of("t-1");
        String status = changed(training, "training").eventId();
        LastEventIds seen = new LastEventIds(null);
        assertThat(new LastEventIds(seen.with(pollFailed(training, "none.failed-1"))).of(training))
                .isNull();
        seen.with(changed(training, "training"));
        String id = seen.with(pollFailed(training, status + ".failed-3"));
        assertThat(new LastEventIds(id).of(training)).startsWith(status + ".failed-");
        assertThat(new LastEventIds(seen.with(changed(training, "training"))).of(training))
                .isEqualTo(status);
    }

    @Test
    @DisplayName("4.7 a training whose end was sent is not watched again, unless another training has the same key")
    void ended() {
        TrainingId one = TrainingId.of("t-1");
        TrainingId two = TrainingId.of("t-2");
        // These two have equal hash codes.
        TrainingId twin = TrainingId.of("t-Aa");
        TrainingId otherTwin = TrainingId.of("t-BB");
        LastEventIds seen = new LastEventIds(null);
        seen.with(changed(two, "training"));
        seen.with(finished(twin));
        LastEventIds elsewhere = new LastEventIds(LastEventIds.usable(seen.with(finished(one))));
        assertThat(elsewhere.toGoOn(Set.of(one))).isEmpty();
        assertThat(elsewhere.toGoOn(Set.of(one, two, twin))).containsExactly(two);
        assertThat(elsewhere.toGoOn(Set.of(twin, otherTwin))).containsExactlyInAnyOrder(twin, otherTwin);
        assertThat(elsewhere.of(twin)).isEqualTo(finished(twin).eventId());
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "a\nb", "id: <script>", "日本", "a,b", "~\u0000"})
    @DisplayName("an id that this library cannot have sent is ignored")
    void unusable(String header) {
        assertThat(LastEventIds.usable(header)).isNull();
    }

    @Test
    @DisplayName("an id that is truncated, too long or of another form names no event and causes no error")
    void cut() {
        assertThat(LastEventIds.usable(Stream.generate(() -> "a").limit(10_000).reduce("", String::concat)))
                .isNull();
        TrainingId training = TrainingId.of("t-1");
        String id = new LastEventIds(null).with(changed(training, "training"));
        assertThat(new LastEventIds(id.substring(0, id.length() - 1)).of(training))
                .isNull();
        assertThat(new LastEventIds("plain").of(training)).isNull();
        assertThat(LastEventIds.isEnd(null)).isFalse();
        assertThat(LastEventIds.isEnd(id)).isFalse();
    }
}
