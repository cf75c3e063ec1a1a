package io.github.predictionone.spring;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.predictionone.emulator.PredictionOneEmulator;
import io.github.predictionone.spring.Browser.Frame;
import io.github.predictionone.spring.TestApplication.Shown;
import io.github.predictionone.spring.TestApplication.Started;
import io.github.predictionone.spring.TestApplication.TrainingController;
import io.github.predictionone.testsupport.AdjustableClock;
import io.github.predictionone.training.StatusUnchanged;
import io.github.predictionone.training.TrainingId;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** Tests streams on the wire, with a WebFlux server, sockets, and an emulated service. */
class SseIT {

    private static final Duration PACE = Duration.ofMinutes(1);
    private static final List<String> WORDS = List.of("waiting", "training", "finished");

    private final AdjustableClock clock = AdjustableClock.at("2026-11-25T12:00:00Z");
    private final PredictionOneEmulator emulator = PredictionOneEmulator.builder()
            .secretKey(TestApplication.SECRET)
            .pace(PACE)
            .clock(clock)
            .start();
    private final List<AutoCloseable> opened = new ArrayList<>();

    @AfterEach
    void close() throws Exception {
        for (AutoCloseable one : opened) {
            one.close();
        }
        emulator.close();
    }

    private String training(List<String> words) {
        return emulator.putTraining(words, new byte[0]);
    }

    private Started application(String... shown) {
        Started application = TestApplication.start(
                TestApplication.client(emulator.origin()),
                new Shown(List.of(shown).stream().map(TrainingId::of).toList()));
        opened.add(application);
        return application;
    }

    private Browser browser(Started application, String target, String lastEventId) throws Exception {
        Browser browser = lastEventId == null
                ? Browser.get(application.port(), target)
                : Browser.get(application.port(), target, "Last-Event-ID: " + lastEventId);
        opened.add(0, browser);
        return browser;
    }

    private static String events(String id) {
        return "/trainings/" + id + "/events";
    }

    private static void assertEvent(Frame frame, String event, String word) {
        assertThat(frame.event()).isEqualTo(event);
        assertThat(frame.data()).contains("\"type\":\"" + event + "\"", "\"word\":\"" + word + "\"");
    }

    @Test
    @DisplayName("4.1 the stream on the wire goes from a first comment to its end and contains no secret or URL")
    void wire() throws Exception {
        String id = training(WORDS);
        Browser browser = browser(application(), events(id), null);
        assertThat(browser.status()).isEqualTo(200);
        assertThat(browser.header("content-type")).isEqualTo("text/event-stream;charset=UTF-8");
        assertThat(browser.header("cache-control")).isEqualTo("no-cache");
        assertThat(browser.header("x-accel-buffering")).isEqualTo("no");
        assertThat(browser.frame().fields()).containsOnlyKeys("retry", "");
        assertEvent(browser.event(), "status-changed", "waiting");
        clock.advance(PACE);
        assertEvent(browser.event(), "status-changed", "training");
        assertThat(browser.frame().fields()).as("a comment between events").containsOnlyKeys("");
        clock.advance(PACE);
        assertEvent(browser.event(), "training-finished", "finished");
        Frame end = browser.event();
        assertThat(end.event()).isEqualTo("end");
        assertThat(end.data()).isEqualTo("{\"type\":\"end\"}");
        assertThat(browser.frame()).as("the response ends properly").isNull();
        assertThat(browser.text())
                .doesNotContain("secret", "http", emulator.storageOrigin().getAuthority());
    }

    @Test
    @DisplayName(
            "4.7 a browser that reconnects to another process sees each event once, and receives 204 after the end")
    void reconnects() throws Exception {
        String id = training(WORDS);
        Browser first = browser(application(), events(id), null);
        Frame waiting = first.event();
        first.close();
        clock.advance(PACE);
        Started other = application();
        Browser second = browser(other, events(id), waiting.id());
        Frame training = second.event();
        assertEvent(training, "status-changed", "training");
        second.close();
        Browser third = browser(other, events(id), training.id());
        assertThat(third.frame().fields()).containsKey("retry");
        assertThat(third.frame().fields()).as("nothing new").containsOnlyKeys("");
        clock.advance(PACE);
        Frame finished = third.event();
        assertEvent(finished, "training-finished", "finished");
        Frame end = third.event();
        for (Frame last : List.of(finished, end)) {
            Browser late = browser(application(), events(id), last.id());
            assertThat(late.status()).isEqualTo(204);
        }
        long asked = emulator.requestCount("GET", "/v1/external/models/results");
        assertThat(browser(other, events(id), end.id()).status()).isEqualTo(204);
        assertThat(emulator.requestCount("GET", "/v1/external/models/results"))
                .as("a 204 needs no request to the service")
                .isEqualTo(asked);
    }

    @Test
    @DisplayName("4.2 4.7 a browser that reconnects after a failed poll receives an event when the service is back")
    void serviceIsBack() throws Exception {
        String id = training(WORDS);
        Started application = application();
        Browser first = browser(application, events(id), null);
        first.event();
        emulator.failNext(2, 500);
        Frame failed = first.event();
        assertThat(failed.event()).isEqualTo("poll-failed");
        first.close();
        assertEvent(browser(application, events(id), failed.id()).event(), "status-unchanged", "waiting");
    }

    @Test
    @DisplayName("4.3 an id that the service refuses is reported and ends the stream")
    void unknown() throws Exception {
        Browser browser = browser(application(), events("nobody"), null);
        Frame failed = browser.event();
        assertThat(failed.event()).isEqualTo("watch-failed");
        assertThat(failed.data()).contains("\"trainingId\":\"nobody\"", "\"transient\":false");
        assertThat(failed.id()).isNull();
        assertThat(browser.event().event()).isEqualTo("end");
        assertThat(browser.frame()).isNull();
    }

    @Test
    @DisplayName(
            "4.7 a stream of 200 trainings sends each event once, even after a reconnect, although another one fails")
    void twoHundred() throws Exception {
        String[] ids = new String[201];
        for (int i = 0; i < 200; i++) {
            ids[i] = training(WORDS);
        }
        ids[200] = "nobody";
        Browser first = browser(application(ids), "/events", null);
        List<Frame> waiting = first.events(201);
        assertThat(waiting).extracting(Frame::event).containsOnlyOnce("watch-failed");
        assertThat(trainings(waiting)).hasSize(201);
        String last = lastId(waiting);
        first.close();
        clock.advance(PACE);
        Browser second = browser(application(ids), "/events", last);
        assertThat(second.status()).isEqualTo(200);
        List<Frame> training = second.events(201);
        assertThat(training)
                .filteredOn(frame -> frame.data().contains("\"word\":\"training\""))
                .hasSize(200);
        clock.advance(PACE);
        List<Frame> finished = second.events(200);
        assertThat(finished).extracting(Frame::event).containsOnly("training-finished");
        assertThat(trainings(finished)).hasSize(200);
        Frame end = second.event();
        assertThat(end.event()).isEqualTo("end");
        assertThat(browser(application(ids), "/events", end.id()).status()).isEqualTo(204);
    }

    private static Set<String> trainings(List<Frame> frames) {
        Set<String> ids = new TreeSet<>();
        frames.forEach(frame -> ids.add(frame.data().replaceFirst(".*\"trainingId\":\"([^\"]*)\".*", "$1")));
        return ids;
    }

    private static String lastId(List<Frame> frames) {
        return frames.stream()
                .map(Frame::id)
                .filter(id -> id != null)
                .reduce((one, next) -> next)
                .orElseThrow();
    }

    @Test
    @DisplayName("4.5 polls of a training stop when its only browser disconnects")
    void gone() throws Exception {
        String watched = training(WORDS);
        String other = training(WORDS);
        Started application = application();
        Browser browser = browser(application, events(watched), null);
        browser.event();
        browser.close();
        // A comment fails on the closed connection. The polls then stop for good, while those of other trainings
        // continue.
        long before;
        do {
            before = polls(watched);
            awaitPolls(application, other, 20);
        } while (polls(watched) > before);
        awaitPolls(application, other, 50);
        assertThat(polls(watched)).isEqualTo(before);
    }

    private long polls(String id) {
        return emulator.requests().stream()
                .filter(request -> request.target().contains("models/results")
                        && request.target().contains(id))
                .count();
    }

    private static void awaitPolls(Started application, String id, int number) {
        application
                .client()
                .watchTraining(TrainingId.of(id), TrainingController.OFTEN.withHeartbeats(true))
                .ofType(StatusUnchanged.class)
                .take(number)
                .blockLast();
    }

    @Test
    @DisplayName("a graceful shutdown does not wait for open streams, and browsers can reconnect")
    void shutdown() throws Exception {
        String id = training(WORDS);
        Started application = TestApplication.start(
                TestApplication.client(emulator.origin()),
                new Shown(List.of(TrainingId.of(id))),
                "server.shutdown=graceful",
                "spring.lifecycle.timeout-per-shutdown-phase=1h");
        Browser one = browser(application, events(id), null);
        Browser all = browser(application, "/events", null);
        Frame seen = one.event();
        all.event();
        // Exceeds the time limit of the test unless the streams end by themselves.
        application.close();
        for (Browser browser : List.of(one, all)) {
            assertThat(browser.event()).as("no end and no failure").isNull();
        }
        clock.advance(PACE);
        assertEvent(browser(application(), events(id), seen.id()).event(), "status-changed", "training");
    }
}
