package io.github.predictionone.reactor.internal.storage;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.predictionone.Retryability;
import io.github.predictionone.TransferException;
import io.github.predictionone.reactor.internal.support.SteppedTime;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import reactor.core.Disposable;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.core.publisher.Sinks;
import reactor.test.StepVerifier;

class TransferLimiterTest {

    private static final Duration LONGEST = Duration.ofMinutes(1);

    private final SteppedTime clock = new SteppedTime();
    private final TransferLimiter limiter = new TransferLimiter(2, LONGEST, clock.time());
    private final List<String> begun = new ArrayList<>();
    private final List<Throwable> failures = new ArrayList<>();

    private Disposable begin(String doing, Mono<Void> transfer) {
        return limiter.limit(doing, transfer.doOnSubscribe(subscription -> begun.add(doing)))
                .subscribe(nothing -> {}, failures::add);
    }

    @Test
    @DisplayName("1.7 no more transfers than allowed run at the same time, and the others follow in order of arrival")
    void order() {
        Sinks.Empty<Void> first = Sinks.empty();
        Sinks.Empty<Void> second = Sinks.empty();
        begin("a", first.asMono());
        begin("b", second.asMono());
        begin("c", Mono.never());
        begin("d", Mono.never());
        assertThat(begun).containsExactly("a", "b");
        second.tryEmitEmpty();
        assertThat(begun).containsExactly("a", "b", "c");
        first.tryEmitError(new IllegalStateException("broken"));
        assertThat(begun).as("a failed transfer also releases its turn").containsExactly("a", "b", "c", "d");
    }

    @Test
    @DisplayName("1.7 a cancelled transfer passes its turn to the next one, or takes no turn if it was still waiting")
    void cancelled() {
        Disposable running = begin("a", Mono.never());
        begin("b", Mono.never());
        Disposable waiting = begin("c", Mono.never());
        begin("d", Mono.never());
        begin("e", Mono.never());
        waiting.dispose();
        assertThat(begun).containsExactly("a", "b");
        running.dispose();
        running.dispose();
        assertThat(begun).containsExactly("a", "b", "d");
    }

    @Test
    @DisplayName("5.9 a transfer that waits too long for a turn fails with an error that names the transfers under way")
    void late() {
        Disposable first = begin("download of the result of t-1", Mono.never());
        begin("upload of data.csv", Mono.never());
        begin("upload of late.csv", Mono.never());
        clock.advance(LONGEST.minusMillis(1));
        assertThat(failures).isEmpty();
        clock.advance(Duration.ofMillis(1));
        assertThat(failures).singleElement().satisfies(failure -> {
            assertThat(failure)
                    .isInstanceOf(TransferException.class)
                    .hasMessage("upload of late.csv: did not start within PT1M (acquireTimeout), since as many"
                            + " transfers as maxTransfers allows are under way: download of the result of t-1;"
                            + " upload of data.csv");
            assertThat(((TransferException) failure).retryability()).isEqualTo(Retryability.LATER);
        });
        first.dispose();
        begin("upload of next.csv", Mono.never());
        assertThat(begun)
                .as("a transfer that has given up waiting takes no turn")
                .last()
                .isEqualTo("upload of next.csv");
    }

    @Test
    @DisplayName("5.9 an error names at most five of the transfers under way")
    void many() {
        TransferLimiter more = new TransferLimiter(7, LONGEST, clock.time());
        for (int number = 1; number <= 7; number++) {
            more.limit("upload " + number, Mono.never()).subscribe();
        }
        assertThat(more.noConnection("upload 7", new IllegalStateException()))
                .hasMessage("upload 7: no connection within PT1M (acquireTimeout), since all connections that"
                        + " maxConnections allows are in use; other transfers under way: upload 1; upload 2; upload 3;"
                        + " upload 4; upload 5; and 1 more");
    }

    @Test
    @DisplayName("1.7 100,000 transfers that end at once run one after another without a deep stack")
    void atOnce() {
        TransferLimiter one = new TransferLimiter(1, LONGEST, clock.time());
        Sinks.Empty<Void> first = Sinks.empty();
        one.limit("first", first.asMono()).subscribe();
        int[] ended = {0};
        for (int i = 0; i < 100_000; i++) {
            one.limit("next", Flux.empty()).subscribe(nothing -> {}, failures::add, () -> ended[0]++);
        }
        assertThat(ended[0]).isZero();
        first.tryEmitEmpty();
        assertThat(ended[0]).isEqualTo(100_000);
        assertThat(failures).isEmpty();
    }

    @Test
    @DisplayName("1.7 a transfer that is retried gets a new turn each time")
    void again() {
        int[] attempts = {0};
        limiter.limit("a", Mono.defer(() -> Mono.error(new IllegalStateException("attempt " + ++attempts[0]))))
                .retry(9)
                .as(StepVerifier::create)
                .verifyErrorMessage("attempt 10");
        begin("b", Mono.never());
        begin("c", Mono.never());
        begin("d", Mono.never());
        assertThat(begun).containsExactly("b", "c");
    }
}
