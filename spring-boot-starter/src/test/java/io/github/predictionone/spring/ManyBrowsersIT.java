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
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** Tests 200 streams of one application: one in twenty is not read, and one in twenty breaks off. */
class ManyBrowsersIT {

    private static final Duration PACE = Duration.ofMinutes(1);
    private static final List<String> WORDS = List.of("waiting", "training", "finished");
    private static final int TRAININGS = 4;
    private static final int STALLED = 10;
    private static final int RECONNECTING = 10;
    private static final int STEADY = 180;

    private final AdjustableClock clock = AdjustableClock.at("2026-11-25T12:00:00Z");
    private final PredictionOneEmulator emulator = PredictionOneEmulator.builder()
            .secretKey(TestApplication.SECRET)
            .pace(PACE)
            .clock(clock)
            .start();
    private final List<String> trainings =
            Stream.generate(this::training).limit(TRAININGS).toList();
    private final Started application = TestApplication.start(
            TestApplication.client(emulator.origin()),
            new Shown(trainings.stream().map(TrainingId::of).toList()));
    private final List<Browser> opened = new ArrayList<>();

    @AfterEach
    void close() throws IOException {
        for (Browser browser : opened) {
            browser.close();
        }
        application.close();
        emulator.close();
    }

    private String training() {
        return emulator.putTraining(WORDS, new byte[0]);
    }

    private List<Browser> browsers(int number, String... headerLines) throws IOException {
        List<Browser> browsers = new ArrayList<>();
        for (int i = 0; i < number; i++) {
            browsers.add(Browser.get(application.port(), "/events", headerLines));
        }
        opened.addAll(browsers);
        return browsers;
    }

    /** Checks that each browser receives one event per training. Returns each browser's last event id. */
    private List<String> assertTold(List<Browser> browsers, String word) throws IOException {
        List<String> ids = new ArrayList<>();
        for (Browser browser : browsers) {
            List<Frame> events = browser.events(TRAININGS);
            assertThat(events).extracting(Frame::data).allMatch(data -> data.contains("\"word\":\"" + word + "\""));
            assertThat(events).extracting(ManyBrowsersIT::trainingOf).containsExactlyInAnyOrderElementsOf(trainings);
            ids.add(events.get(TRAININGS - 1).id());
        }
        return ids;
    }

    private static String trainingOf(Frame event) {
        return event.data().replaceFirst(".*\"trainingId\":\"([^\"]*)\".*", "$1");
    }

    private static void assertEnded(List<Browser> browsers) throws IOException {
        for (Browser browser : browsers) {
            assertThat(browser.event().event()).isEqualTo("end");
            assertThat(browser.frame()).isNull();
        }
    }

    @Test
    @DisplayName(
            "4.5 4.6 4.7 200 browsers, some stalled or reconnecting, see every end once, with one poller per training")
    void everybodySeesTheEnd() throws IOException {
        List<Browser> stalled = browsers(STALLED);
        List<Browser> breaking = browsers(RECONNECTING);
        List<Browser> steady = browsers(STEADY);
        assertTold(stalled, "waiting");
        List<String> seen = assertTold(breaking, "waiting");
        assertTold(steady, "waiting");

        for (Browser browser : breaking) {
            browser.close();
        }
        clock.advance(PACE);
        assertTold(steady, "training");
        List<Browser> back = new ArrayList<>();
        for (String id : seen) {
            back.addAll(browsers(1, "Last-Event-ID: " + id));
        }
        assertTold(back, "training");
        assertPolledAsByOne();

        clock.advance(PACE);
        assertTold(steady, "finished");
        assertTold(back, "finished");
        assertEnded(steady);
        assertEnded(back);
        // Unread events come first. A status that another one has replaced meanwhile is not sent.
        for (Browser browser : stalled) {
            List<String> ends = new ArrayList<>();
            for (Frame event = browser.event(); !"end".equals(event.event()); event = browser.event()) {
                if (event.event().equals("training-finished")) {
                    ends.add(trainingOf(event));
                }
            }
            assertThat(ends).containsExactlyInAnyOrderElementsOf(trainings);
        }
    }

    /** Checks that each training is polled about as often as one with a single viewer, and not 200 times as often. */
    private void assertPolledAsByOne() {
        int polls = 50;
        List<Long> before = trainings.stream().map(this::polls).toList();
        application
                .client()
                .watchTraining(TrainingId.of(training()), TrainingController.OFTEN.withHeartbeats(true))
                .ofType(StatusUnchanged.class)
                .take(polls)
                .blockLast();
        for (int i = 0; i < TRAININGS; i++) {
            assertThat(polls(trainings.get(i)) - before.get(i)).isBetween(1L, 4L * polls);
        }
    }

    private long polls(String id) {
        return emulator.requests().stream()
                .filter(request -> request.target().contains("models/results")
                        && request.target().contains(id))
                .count();
    }
}
