package io.github.predictionone.reactor.internal.storage;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.predictionone.reactor.internal.support.SteppedTime;
import io.github.predictionone.reactor.internal.support.Time;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeoutException;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Sinks;
import reactor.test.StepVerifier;
import reactor.test.publisher.TestPublisher;
import reactor.test.scheduler.VirtualTimeScheduler;

class IdleLimitTest {

    private static final Duration LIMIT = Duration.ofSeconds(30);
    private static final Duration HALF = LIMIT.dividedBy(2);

    private final VirtualTimeScheduler clock = VirtualTimeScheduler.create();
    private final TestPublisher<ByteBuf> body = TestPublisher.create();
    private final IdleLimit limited = new IdleLimit(body.flux(), LIMIT, new Time(() -> clock));

    // For the tests that set the wall clock.
    private final SteppedTime clocks = new SteppedTime();
    private final List<Throwable> ended = new ArrayList<>();

    private void passes(int seconds) {
        clock.advanceTimeBy(Duration.ofSeconds(seconds));
    }

    private void comes(int bytes, int afterSeconds) {
        passes(afterSeconds);
        body.next(Unpooled.wrappedBuffer(new byte[bytes]));
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 100})
    @DisplayName("1.5 a download of less than 1 KiB within the idle limit is a stall, whatever the demand")
    void stall(long demand) {
        StepVerifier.create(limited, demand)
                .then(() -> comes(1_000, 10))
                .expectNextCount(1)
                .thenRequest(1)
                .then(() -> comes(1, 10))
                .expectNextCount(1)
                .thenRequest(1)
                .then(() -> comes(1, 9))
                .expectNextCount(1)
                .thenRequest(1)
                .then(() -> passes(1))
                .verifyError(TimeoutException.class);
        body.assertCancelled();
    }

    @Test
    @DisplayName("1.5 a download of 1 KiB within each idle limit, or less at its end, is not a stall")
    void steady() {
        StepVerifier.create(limited)
                .then(() -> {
                    for (int i = 0; i < 100; i++) {
                        comes(1_024, 29);
                    }
                    comes(1, 29);
                    body.complete();
                })
                .expectNextCount(101)
                .verifyComplete();
    }

    @Test
    @DisplayName("1.5 time without demand from the reader does not count for the idle limit")
    void slowReader() {
        StepVerifier.create(limited, 0)
                .expectSubscription()
                .then(() -> passes(1_000))
                .thenRequest(1)
                .then(() -> comes(500, 20))
                .expectNextCount(1)
                .then(() -> passes(1_000))
                .thenRequest(1)
                .then(() -> comes(500, 9))
                .expectNextCount(1)
                .then(() -> passes(1_000))
                .thenRequest(1)
                .then(() -> passes(30))
                .verifyError(TimeoutException.class);
    }

    @ParameterizedTest(name = "{0} h")
    @ValueSource(ints = {-2, 2})
    @DisplayName("1.5 1.8 a download without a byte fails after the idle limit, whatever the wall clock does")
    void stalledDownload(int hours) {
        new IdleLimit(Flux.never(), LIMIT, clocks.time()).subscribe(buffer -> {}, ended::add);
        clocks.advance(HALF);
        clocks.step(Duration.ofHours(hours));
        clocks.advance(HALF.minusMillis(1));
        assertThat(ended).isEmpty();
        clocks.advance(Duration.ofMillis(1));
        assertThat(ended).singleElement().isInstanceOf(TimeoutException.class);
    }

    @ParameterizedTest(name = "{0} h")
    @ValueSource(ints = {-2, 2})
    @DisplayName("1.5 1.8 a download that progresses does not fail, whatever the wall clock does")
    void movingDownload(int hours) {
        Sinks.Many<ByteBuf> pieces = Sinks.many().unicast().onBackpressureBuffer();
        new IdleLimit(pieces.asFlux(), LIMIT, clocks.time()).subscribe(buffer -> {}, ended::add);
        for (int piece = 0; piece < 10; piece++) {
            pieces.tryEmitNext(Unpooled.wrappedBuffer(new byte[1024])).orThrow();
            clocks.step(Duration.ofHours(hours));
            clocks.advance(HALF);
        }
        assertThat(ended).isEmpty();
    }
}
