package io.github.predictionone.reactor.internal.storage;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.predictionone.Retryability;
import io.github.predictionone.TransportException;
import io.github.predictionone.policy.RetryPolicy;
import io.github.predictionone.reactor.internal.support.SteppedTime;
import io.github.predictionone.reactor.internal.support.Time;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import reactor.core.publisher.Mono;
import reactor.core.publisher.Sinks;
import reactor.test.StepVerifier;
import reactor.test.publisher.PublisherProbe;

/** Repeated attempts at a transfer, and the signal that stops them. */
class AttemptsTest {

    private static final Duration LONG = Duration.ofHours(1);

    private final Sinks.Empty<Void> stop = Sinks.empty();
    private final Attempts attempts = new Attempts(
            "download", RetryPolicy.defaults().withMaxWait(LONG).withFirstWait(LONG), Time.system(), () -> 0.5);

    @Test
    @DisplayName("5.6 the stop signal does not cancel a running attempt, because that would close its file")
    void leavesARunningAttemptAlone() {
        Sinks.One<String> written = Sinks.one();
        PublisherProbe<String> attempt = PublisherProbe.of(written.asMono());
        attempt.mono()
                .retryWhen(attempts.spec(stop.asMono()))
                .as(StepVerifier::create)
                .then(stop::tryEmitEmpty)
                .then(() -> written.tryEmitValue("written"))
                .expectNext("written")
                .verifyComplete();
        attempt.assertWasNotCancelled();
    }

    @Test
    @DisplayName("5.6 the stop signal ends the wait for the next attempt")
    void endsAWait() {
        AtomicInteger begun = new AtomicInteger();
        Mono.defer(() -> switch (begun.incrementAndGet()) {
                    // A wait of one hour follows.
                    case 1 -> Mono.error(new TransportException("download: cut", null, Retryability.IF_IDEMPOTENT));
                    default -> Mono.just("asked");
                })
                .retryWhen(attempts.spec(stop.asMono()))
                .as(StepVerifier::create)
                .then(stop::tryEmitEmpty)
                .expectNext("asked")
                .verifyComplete();
    }

    @Test
    @DisplayName("3.2 retries of storage requests wait 200, 400, 800 and 1,600 ms, like those of API calls")
    void waits() {
        SteppedTime clock = new SteppedTime();
        Attempts standard = new Attempts("download", RetryPolicy.defaults(), clock.time(), () -> 0.5);
        long start = clock.time().millis();
        List<Long> triedAt = new ArrayList<>();
        List<Throwable> ended = new ArrayList<>();
        Mono.defer(() -> {
                    triedAt.add(clock.time().millis() - start);
                    return Mono.error(new TransportException("download: cut", null, Retryability.IF_IDEMPOTENT));
                })
                .retryWhen(standard.spec())
                .subscribe(nothing -> {}, ended::add);
        clock.advance(LONG);
        assertThat(triedAt).containsExactly(0L, 200L, 600L, 1_400L, 3_000L);
        assertThat(ended)
                .singleElement()
                .satisfies(failure -> assertThat(failure).hasMessage("download: cut (after 5 attempts)"));
    }

    @Test
    @DisplayName("3.2 5.2 a download that progresses between failures waits as before a first retry each time")
    void waitsAfterProgress() {
        SteppedTime clock = new SteppedTime();
        Attempts standard = new Attempts("download", RetryPolicy.defaults(), clock.time(), () -> 0.5);
        long start = clock.time().millis();
        List<Long> triedAt = new ArrayList<>();
        Mono.defer(() -> {
                    triedAt.add(clock.time().millis() - start);
                    standard.reached(triedAt.size());
                    return triedAt.size() == 4
                            ? Mono.just("whole")
                            : Mono.error(new TransportException("download: cut", null, Retryability.IF_IDEMPOTENT));
                })
                .retryWhen(standard.spec())
                .subscribe();
        clock.advance(LONG);
        assertThat(triedAt).containsExactly(0L, 200L, 400L, 600L);
    }
}
