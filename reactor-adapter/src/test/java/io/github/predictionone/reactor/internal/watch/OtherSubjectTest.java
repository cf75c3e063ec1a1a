package io.github.predictionone.reactor.internal.watch;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.predictionone.EventIds;
import io.github.predictionone.Retryability;
import io.github.predictionone.TransportException;
import io.github.predictionone.WatchStatus;
import io.github.predictionone.policy.PollSchedule;
import io.github.predictionone.reactor.WatchOptions;
import io.github.predictionone.reactor.internal.exchange.Answer;
import io.github.predictionone.reactor.internal.support.Time;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Queue;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import reactor.core.publisher.Mono;
import reactor.test.scheduler.VirtualTimeScheduler;

/** The machinery that watches trainings also watches a classifier's build, with its own status words and events. */
class OtherSubjectTest {

    private static final PollSchedule EVERY_SECOND = PollSchedule.fixed(Duration.ofSeconds(1));

    private VirtualTimeScheduler clock;

    @BeforeEach
    void virtualTime() {
        clock = VirtualTimeScheduler.getOrSet();
    }

    @AfterEach
    void realTime() {
        VirtualTimeScheduler.reset();
    }

    /** A status that consists of a word. */
    private record Word(String id, String word) implements WatchStatus {

        @Override
        public Optional<Instant> created() {
            return Optional.empty();
        }

        @Override
        public boolean isTerminal() {
            return word.equals("running") || word.equals("failed");
        }

        @Override
        public String eventId() {
            return word;
        }

        @Override
        public boolean isSameAs(@Nullable WatchStatus other) {
            return equals(other);
        }
    }

    /** A build with lines of text as its events. */
    private record Building(String id, Queue<Mono<String>> script) implements Subject<Word, String> {

        @Override
        public String name() {
            return "classifier " + id;
        }

        @Override
        public Mono<Answer<Word>> poll() {
            return Mono.defer(script::remove).map(word -> new Answer<>(new Word(id, word), null));
        }

        @Override
        public PollSchedule schedule() {
            return EVERY_SECOND;
        }

        @Override
        public String event(Word status, Instant observedAt) {
            return (status.isTerminal() ? "at last " : "") + status.word();
        }

        @Override
        public String unchanged(Word status, Instant observedAt) {
            return "still " + status.word();
        }

        @Override
        public String pollFailed(
                @Nullable String statusId,
                Instant observedAt,
                String reason,
                Duration nextPollIn,
                int consecutiveFailures) {
            return EventIds.ofFailedPoll(statusId, consecutiveFailures) + ": " + reason;
        }
    }

    @Test
    @DisplayName(
            "4.9 a classifier's build is watched until the classifier runs, with the same guarantees as a training")
    void building() {
        Building subject = new Building(
                "c-1",
                new ArrayDeque<>(List.of(
                        Mono.just("waiting"),
                        Mono.just("building"),
                        Mono.error(new TransportException("refused", null, Retryability.ALWAYS)),
                        Mono.just("building"),
                        Mono.just("running"))));
        Watches watches = new Watches(Time.system(), () -> 0, Duration.ofMinutes(2));
        List<String> events = new ArrayList<>();
        watches.watch(subject, WatchOptions.defaults())
                .subscribe(events::add, failure -> events.add("error"), () -> events.add("complete"));
        clock.advanceTimeBy(Duration.ofMinutes(1));
        assertThat(events)
                .containsExactly(
                        "waiting",
                        "building",
                        "building.failed-1: refused",
                        "still building",
                        "at last running",
                        "complete");
        assertThat(watches.size()).isZero();
    }
}
