package io.github.predictionone.reactor.internal.transfer;

import io.github.predictionone.Retryability;
import io.github.predictionone.TransportException;
import io.github.predictionone.policy.RetryPolicy;
import io.github.predictionone.reactor.internal.Time;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import reactor.core.publisher.Mono;
import reactor.core.publisher.Sinks;
import reactor.test.StepVerifier;
import reactor.test.publisher.PublisherProbe;

/** One attempt after another, by whoever is to stop them. */
class AttemptsTest {

    private static final Duration LONG = Duration.ofHours(1);

    private final Sinks.Empty<Void> stop = Sinks.empty();
    private final Attempts attempts = new Attempts(
            "download", RetryPolicy.defaults().withMaxWait(LONG).withFirstWait(LONG), Time.standard(), () -> 0.5);

    @Test
    @DisplayName(
            "5.6 an attempt that runs when all is to stop is not cancelled, for that would close the file it writes to")
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
    @DisplayName("5.6 a wait for the next attempt ends when all is to stop")
    void endsAWait() {
        AtomicInteger begun = new AtomicInteger();
        Mono.defer(() -> switch (begun.incrementAndGet()) {
                    // The second one in vain is followed by an hour.
                    case 1, 2 -> Mono.error(new TransportException("download: cut", null, Retryability.IF_IDEMPOTENT));
                    default -> Mono.just("asked");
                })
                .retryWhen(attempts.spec(stop.asMono()))
                .as(StepVerifier::create)
                .then(stop::tryEmitEmpty)
                .expectNext("asked")
                .verifyComplete();
    }
}
