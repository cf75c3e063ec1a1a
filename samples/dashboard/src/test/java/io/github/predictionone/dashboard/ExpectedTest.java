package io.github.predictionone.dashboard;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.predictionone.dashboard.Expected.Basis;
import java.time.Duration;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

class ExpectedTest {

    private final DashboardProperties.Guess guess =
            new DashboardProperties.Guess(Duration.ofSeconds(24), Duration.ofSeconds(2));

    @Test
    @DisplayName("the duration is estimated from the number of rows if there are no earlier trainings")
    void byRows() {
        assertThat(Expected.of(2_500, List.of(), guess)).isEqualTo(new Expected(29, Basis.ROWS, 0));
    }

    @Test
    @DisplayName("the estimate is the median of earlier trainings, so an extreme one has no effect")
    void median() {
        List<Training> earlier = List.of(
                Trainings.finished("a", 900, 40),
                Trainings.finished("b", 1_000, 9_000),
                Trainings.finished("c", 1_100, 50));

        assertThat(Expected.of(1_000, earlier, guess)).isEqualTo(new Expected(50, Basis.EARLIER_TRAININGS, 3));
        assertThat(Expected.of(1_000, earlier.subList(0, 1), guess))
                .isEqualTo(new Expected(40, Basis.EARLIER_TRAININGS, 1));
    }

    @Test
    @DisplayName("the estimate uses the five earlier trainings of the most similar size")
    void nearest() {
        List<Training> earlier = IntStream.rangeClosed(1, 9)
                .mapToObj(i -> Trainings.finished("t" + i, i * 1_000L, i * 10L))
                .toList();

        assertThat(Expected.of(9_000, earlier, guess)).isEqualTo(new Expected(70, Basis.EARLIER_TRAININGS, 5));
    }

    @Test
    @DisplayName("the estimate ignores trainings of a very different size, running ones and failed ones")
    void others() {
        Training failed = new Training(
                Trainings.finished("f", 1_000, 1).id(),
                "f",
                "f",
                "f",
                Trainings.started("f", 1).type(),
                1_000,
                Trainings.START,
                Training.State.FAILED,
                Trainings.START.plusSeconds(1),
                List.of());
        List<Training> earlier =
                List.of(Trainings.finished("large", 1_000_000, 9_000), Trainings.started("running", 1_000), failed);

        assertThat(Expected.of(1_000, earlier, guess).basis()).isEqualTo(Basis.ROWS);
    }
}
