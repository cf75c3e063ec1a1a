package io.github.predictionone.policy;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Simulates how often each schedule polls, and how late it notices the end of a training. With {@code
 * -Dschedules.write=true} it writes {@code docs/schedules.md}; otherwise it checks that this page is up to date.
 */
class PollScheduleTableTest {

    private static final Path PAGE = Path.of("..", "docs", "schedules.md");
    private static final int TRAININGS = 2_000;
    private static final List<Duration> LENGTHS = List.of(
            Duration.ofSeconds(10),
            Duration.ofSeconds(30),
            Duration.ofMinutes(1),
            Duration.ofMinutes(2),
            Duration.ofMinutes(5),
            Duration.ofMinutes(10),
            Duration.ofMinutes(30),
            Duration.ofHours(1),
            Duration.ofHours(4),
            Duration.ofHours(8));

    /** The polling loop of the manual, which waits exactly 30 s, without jitter. */
    private static final PollSchedule MANUAL = (context, random) -> Duration.ofSeconds(30);

    private record Outcome(double polls, double meanDelay, double worstDelay) {}

    private static Map<String, PollSchedule> schedules() {
        Map<String, PollSchedule> schedules = new LinkedHashMap<>();
        schedules.put("the manual's 30 s", MANUAL);
        schedules.put("default: proportional(0.1, 2 s, 30 s)", PollSchedule.defaults());
        schedules.put(
                "proportional(0.05, 1 s, 60 s)",
                PollSchedule.proportional(0.05, Duration.ofSeconds(1), Duration.ofSeconds(60)));
        schedules.put(
                "exponential(2 s, 1.5, 30 s)",
                PollSchedule.exponential(Duration.ofSeconds(2), 1.5, Duration.ofSeconds(30)));
        schedules.put("fixed(5 s)", PollSchedule.fixed(Duration.ofSeconds(5)));
        return schedules;
    }

    /** Simulates trainings of about this length, which wait for the first twentieth of it; a poll takes no time. */
    private static Outcome simulate(PollSchedule schedule, Duration about, int trainings) {
        Random random = new Random(about.toSeconds());
        long polls = 0;
        double delays = 0;
        double worst = 0;
        for (int i = 0; i < trainings; i++) {
            double length = about.toSeconds() * (0.75 + 0.5 * random.nextDouble());
            double now = 0;
            int sinceChange = 0;
            boolean waiting = true;
            polls++;
            while (now < length) {
                PollContext context = new PollContext(Duration.ofNanos((long) (now * 1e9)), sinceChange);
                now += schedule.delay(context, random.nextDouble()).toNanos() / 1e9;
                polls++;
                boolean started = waiting && now >= length / 20;
                waiting &= !started;
                sinceChange = started ? 0 : sinceChange + 1;
            }
            delays += now - length;
            worst = Math.max(worst, now - length);
        }
        return new Outcome((double) polls / trainings, delays / trainings, worst);
    }

    private static String page() {
        StringBuilder page = new StringBuilder("""
                # What each schedule costs, and what it brings

                Written by `mvn -pl core test -Dtest=PollScheduleTableTest -Dschedules.write=true`, and checked by the same test.
                %,d simulated trainings for each length, ±25 %% around it; the status changes once, after a twentieth of
                the time; a poll takes no time. `polls` is the mean number of polls per training; `delay` is the time from the end
                of the training to the poll that notices it, mean / worst, in seconds.
                """.formatted(TRAININGS));
        page.append("\n| training | ");
        schedules().keySet().forEach(name -> page.append(name).append(": polls | delay | "));
        page.append("\n|---|").append("---:|---:|".repeat(schedules().size())).append('\n');
        for (Duration length : LENGTHS) {
            page.append("| ").append(text(length)).append(" | ");
            schedules().values().forEach(schedule -> {
                Outcome outcome = simulate(schedule, length, TRAININGS);
                page.append(String.format(
                        Locale.ROOT, "%.1f | %.1f / %.1f | ", outcome.polls, outcome.meanDelay, outcome.worstDelay));
            });
            page.append('\n');
        }
        return page.toString().replaceAll(" +\n", "\n");
    }

    private static String text(Duration length) {
        return length.toString().substring(2).toLowerCase(Locale.ROOT).replaceAll("(\\d+)([hms])", "$1 $2");
    }

    @Test
    @DisplayName("4.4 the table of schedules is up to date")
    void table() throws IOException {
        if (Boolean.getBoolean("schedules.write")) {
            Files.writeString(PAGE, page());
        }
        assertThat(PAGE).hasContent(page());
    }

    @ParameterizedTest(
            name = "4.4 the default notices the end of a training of {0} s within a tenth of that or 2 s, on average")
    @ValueSource(longs = {2, 5, 10, 15, 20, 30, 45, 60, 90, 120, 180, 240, 300, 400, 500, 600})
    void soon(long seconds) {
        Outcome outcome = simulate(PollSchedule.defaults(), Duration.ofSeconds(seconds), TRAININGS);
        assertThat(outcome.meanDelay).isLessThanOrEqualTo(Math.max(2, seconds / 10.0));
    }

    @ParameterizedTest(
            name = "4.4 the default notices the end of a training of {0} s within 30 s, as the manual's loop does")
    @ValueSource(longs = {10, 60, 300, 600, 3_600, 14_400, 28_800})
    void neverLaterThanTheManual(long seconds) {
        Outcome outcome = simulate(PollSchedule.defaults(), Duration.ofSeconds(seconds), TRAININGS);
        assertThat(outcome.worstDelay).isLessThanOrEqualTo(30);
    }
}
