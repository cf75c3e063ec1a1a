package io.github.predictionone.dashboard;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.predictionone.training.TrainingId;
import java.time.Duration;
import java.time.Instant;
import java.util.Collections;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

@BrowserTest
class ManyPagesIT {

    private static final int PAGES = 50;
    // A browser has six connections for all pages of one host, and each page has one open stream.
    private static final int PAGES_PER_HOST = 5;
    private static final Duration SHORTEST_WAIT = Duration.ofMillis(1_800);

    @RegisterExtension
    static final ServedDashboard DASHBOARD = new ServedDashboard();

    @Test
    @DisplayName("4.4 fifty pages are live and show the end, and the service is polled as if by one page")
    void fifty(Chromium chromium) {
        Instant start = Instant.now();
        List<TrainingId> ids = List.of(
                DASHBOARD.train("first", "waiting", "training", "finished"),
                DASHBOARD.train("second", "waiting", "training", "finished"));
        List<String> urls = IntStream.range(0, PAGES)
                .mapToObj(i -> DASHBOARD.page("host-" + i / PAGES_PER_HOST + ".localhost", ids.get(i % ids.size())))
                .toList();
        List<String> pages = chromium.openAll(urls);
        pages.forEach(page -> {
            chromium.show(page);
            chromium.awaitText("connection", "Live");
        });
        DASHBOARD.nextWord();
        ids.forEach(id -> DASHBOARD.awaitWord(id, "training"));
        DASHBOARD.nextWord();
        Timeline timeline = new Timeline(chromium);
        for (String page : pages) {
            chromium.show(page);
            timeline.await("Started", "Waiting", "Training", "Finished");
            assertThat(timeline.eventIds())
                    .isIn(ids.stream().map(DASHBOARD::eventIds).toList());
        }
        // The log lacks the events from before a page's window was first shown.
        List<String> later = ids.stream()
                .flatMap(id -> DASHBOARD.eventIds(id).stream().skip(1))
                .toList();
        List<String> streamed = chromium.log().streamedIds();
        assertThat(later)
                .hasSize(4)
                .allSatisfy(id -> assertThat(Collections.frequency(streamed, id))
                        .as("once on the stream of each page")
                        .isEqualTo(PAGES / ids.size()));

        long mostOfOne = Duration.between(start, Instant.now()).dividedBy(SHORTEST_WAIT) + 2;
        assertThat(ids)
                .map(DASHBOARD::polls)
                .allSatisfy(polls -> assertThat(polls).isBetween(3L, mostOfOne));
    }
}
