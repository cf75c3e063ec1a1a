package io.github.predictionone.dashboard;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.predictionone.training.TrainingId;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.openqa.selenium.By;

@BrowserTest
class LiveUpdatesIT {

    @RegisterExtension
    static final ServedDashboard DASHBOARD = new ServedDashboard();

    @Test
    @DisplayName("the list follows a training to its end without a reload and announces each change once")
    void list(Chromium chromium) {
        TrainingId id = DASHBOARD.train("weather", "waiting", "training", "finished");
        By status = By.cssSelector("[data-id='" + id.value() + "'] [data-testid='status']");
        chromium.open(DASHBOARD.home());
        mark(chromium);
        chromium.awaitText(status, "Waiting");
        chromium.awaitText("connection", "Live");
        DASHBOARD.nextWord();
        chromium.awaitText(status, "Training");
        DASHBOARD.nextWord();
        chromium.awaitText(status, "Finished");
        chromium.awaitText("connection", "Up to date");

        List<?> told = (List<?>) chromium.run(
                "return [...document.querySelectorAll('[data-testid=announcer] p')].map((p) => p.innerText)");
        assertThat(told)
                .map(Object::toString)
                .endsWith("weather: Training", "weather: Finished")
                .doesNotHaveDuplicates();
        assertMarked(chromium);
    }

    @Test
    @DisplayName("4.7 no event is missed or shown twice after a reload, cut connections and a time offline")
    void reconnects(Chromium chromium) {
        TrainingId id = DASHBOARD.train("reconnects", "waiting", "preprocessing", "training", "evaluating", "finished");
        Timeline timeline = new Timeline(chromium);
        chromium.open(DASHBOARD.page(id));
        timeline.await("Started", "Waiting");

        DASHBOARD.nextWord();
        DASHBOARD.awaitWord(id, "preprocessing");
        chromium.reload();
        timeline.await("Started", "Waiting", "Preparing data");
        chromium.awaitText("connection", "Live");
        mark(chromium);
        chromium.log().forget();

        noteConnection(chromium);
        DASHBOARD.cutConnections();
        awaitNoted(chromium, "Reconnecting");
        DASHBOARD.nextWord();
        timeline.await("Started", "Waiting", "Preparing data", "Training");
        chromium.awaitText("connection", "Live");

        offline(chromium, true);
        chromium.awaitText("connection", "Offline");
        DASHBOARD.nextWord();
        DASHBOARD.awaitWord(id, "evaluating");
        offline(chromium, false);
        timeline.await("Started", "Waiting", "Preparing data", "Training", "Evaluating");
        chromium.awaitText("connection", "Live");

        DASHBOARD.nextWord();
        timeline.await("Started", "Waiting", "Preparing data", "Training", "Evaluating", "Finished");
        assertThat(timeline.eventIds()).isEqualTo(DASHBOARD.eventIds(id)).hasSize(5);
        assertThat(chromium.log().streamedIds())
                .as("events received over the network")
                .endsWith(DASHBOARD.eventIds(id).subList(2, 5).toArray(String[]::new))
                .doesNotHaveDuplicates();
        assertMarked(chromium);
        assertOnlyBrokenConnections(chromium);
    }

    @Test
    @DisplayName("4.7 open pages reconnect after a restart of the server and show the events of the meantime")
    void restart(Chromium chromium) {
        TrainingId id = DASHBOARD.train("restart", "waiting", "preprocessing", "training", "finished");
        Timeline timeline = new Timeline(chromium);
        By status = By.cssSelector("[data-id='" + id.value() + "'] [data-testid='status']");
        String list = chromium.newWindow();
        chromium.open(DASHBOARD.home());
        chromium.awaitText("connection", "Live");
        mark(chromium);
        String page = chromium.newWindow();
        chromium.open(DASHBOARD.page(id));
        mark(chromium);
        timeline.await("Started", "Waiting");
        chromium.awaitText("connection", "Live");
        chromium.log().forget();

        DASHBOARD.stop();
        chromium.awaitText("connection", "Reconnecting");
        chromium.screenshot("reconnecting");
        DASHBOARD.nextWord();
        DASHBOARD.start();
        timeline.await("Started", "Waiting", "Preparing data");
        chromium.awaitText("connection", "Live");
        DASHBOARD.nextWord();
        timeline.await("Started", "Waiting", "Preparing data", "Training");
        chromium.show(list);
        chromium.awaitText(status, "Training");
        DASHBOARD.nextWord();
        chromium.awaitText(status, "Finished");
        assertMarked(chromium);
        chromium.show(page);
        timeline.await("Started", "Waiting", "Preparing data", "Training", "Finished");
        assertThat(timeline.eventIds()).isEqualTo(DASHBOARD.eventIds(id)).hasSize(4);
        assertThat(chromium.log().streamedIds())
                .as("events received over the network, at most once for each page")
                .filteredOn(DASHBOARD.eventIds(id).get(1)::equals)
                .hasSizeBetween(1, 2);
        assertMarked(chromium);
        assertOnlyBrokenConnections(chromium);
    }

    /** Makes the page record the states of its connection: a test that polls could miss a short one. */
    private static void noteConnection(Chromium chromium) {
        chromium.run("""
                const connection = document.querySelector("[data-testid='connection']");
                window.noted = [];
                new MutationObserver(() => window.noted.push(connection.textContent))
                    .observe(connection, { childList: true, characterData: true, subtree: true });
                """);
    }

    private static void awaitNoted(Chromium chromium, String state) {
        chromium.await(
                () -> "connection to be " + state,
                () -> ((List<?>) chromium.run("return window.noted")).contains(state));
    }

    /** Sets a variable in the page, which a reload would remove. */
    private static void mark(Chromium chromium) {
        chromium.run("window.isThatOfBefore = true");
    }

    private static void assertMarked(Chromium chromium) {
        assertThat(chromium.run("return window.isThatOfBefore")).isEqualTo(true);
    }

    private static void offline(Chromium chromium, boolean offline) {
        chromium.command(
                "Network.emulateNetworkConditions",
                Map.of("offline", offline, "latency", 0, "downloadThroughput", -1, "uploadThroughput", -1));
    }

    private static void assertOnlyBrokenConnections(Chromium chromium) {
        assertThat(chromium.log().takeErrors()).allMatch(error -> error.contains("net::ERR_"));
    }
}
