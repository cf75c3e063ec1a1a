package io.github.predictionone.reactor.internal.exchange;

import static io.github.predictionone.reactor.internal.exchange.Calls.POST;
import static io.github.predictionone.reactor.internal.exchange.Calls.STATUS;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.predictionone.ApiException;
import io.github.predictionone.ApiKey;
import io.github.predictionone.Retryability;
import io.github.predictionone.TransportException;
import io.github.predictionone.classifier.ClassifierNotRunningException;
import io.github.predictionone.reactor.internal.netty.HttpAnswer;
import io.github.predictionone.reactor.internal.support.Time;
import io.github.resilience4j.circuitbreaker.CircuitBreaker;
import io.github.resilience4j.circuitbreaker.CircuitBreaker.State;
import io.github.resilience4j.circuitbreaker.CircuitBreakerConfig;
import io.github.resilience4j.ratelimiter.RateLimiter;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import reactor.core.Disposable;
import reactor.core.publisher.Mono;
import reactor.core.publisher.Sinks;
import reactor.test.StepVerifier;
import reactor.test.scheduler.VirtualTimeScheduler;

/** The circuit breaker in the path of calls. */
class CircuitTest {

    private static final HttpAnswer GOOD = new HttpAnswer(200, null, Calls.GOOD.getBytes(StandardCharsets.UTF_8));
    private static final HttpAnswer BAD = new HttpAnswer(500, null, new byte[0]);

    @RegisterExtension
    private final Calls calls = new Calls();

    private final ScriptedNetwork network = calls.network();
    private final List<Object> answers = new ArrayList<>();
    private final List<Throwable> failures = new ArrayList<>();
    private final Time time = Time.system();
    private final VirtualTimeScheduler clock = calls.clock();
    private CircuitBreaker breaker;
    private Exchange exchange;

    @BeforeEach
    void create() {
        breaker = Breakers.breaker(time);
        exchange = exchange(Optional.empty(), Chains.LONGEST_WAIT);
    }

    private Exchange exchange(Optional<RateLimiter> limiter, Duration longestWait) {
        return Chains.of(Optional.of(breaker), limiter, longestWait, Integer.MAX_VALUE)
                .withKey(ApiKey.of("k"), network);
    }

    private Disposable call() {
        return exchange.send(STATUS).subscribe(answers::add, failures::add);
    }

    /** Scripts a request that the test answers through the returned sink. */
    private Sinks.One<HttpAnswer> pending() {
        Sinks.One<HttpAnswer> answer = Sinks.one();
        network.then(request -> answer.asMono());
        return answer;
    }

    private void open() {
        network.answer(500, "");
        for (int i = 0; breaker.getState() != State.OPEN; i++) {
            assertThat(i).isLessThan(20);
            call();
            clock.advanceTimeBy(Duration.ofSeconds(3));
        }
        answers.clear();
        failures.clear();
    }

    private void openAndWait() {
        open();
        clock.advanceTimeBy(Duration.ofSeconds(30));
    }

    @Test
    @DisplayName(
            "3.4 the breaker opens if half of 20 calls fail, sends no calls for 30 s, and then lets them through again")
    void breaker() {
        network.fail(new IOException("reset"));
        List<Throwable> ends = new ArrayList<>();
        for (int i = 0; i < 8; i++) {
            exchange.send(STATUS).subscribe(answer -> {}, ends::add);
            clock.advanceTimeBy(Duration.ofSeconds(2));
        }
        assertThat(network.sent()).as("4 attempts of each of 5 calls").isEqualTo(20);
        assertThat(ends).hasSize(8).allMatch(TransportException.class::isInstance);
        assertThat(ends.get(7)).hasMessageContaining("circuit breaker is open");
        network.answer(200, Calls.GOOD);
        clock.advanceTimeBy(Duration.ofSeconds(30));
        List<Object> after = new ArrayList<>();
        exchange.send(STATUS).subscribe(after::add, after::add);
        assertThat(after).singleElement().isInstanceOf(Answer.class);
    }

    @Test
    @DisplayName("3.4 client errors and cancelled calls do not open the breaker")
    void breakerIgnores() {
        network.answer(404, "");
        for (int i = 0; i < 30; i++) {
            exchange.send(STATUS).as(StepVerifier::create).verifyError(ApiException.class);
        }
        network.then(request -> Mono.never());
        for (int i = 0; i < 30; i++) {
            exchange.send(STATUS).subscribe().dispose();
        }
        network.answer(200, Calls.GOOD);
        exchange.send(STATUS).as(StepVerifier::create).expectNextCount(1).verifyComplete();
    }

    @Test
    @DisplayName("3.4 a classifier that is not running does not open the breaker")
    void notRunning() {
        network.answer(503, "{\"code\":5031030101,\"message\":\"status is not running (status: stopped)\"}");
        Exchange inference = Chains.of(true, 0).toOtherOrigin(network);
        for (int i = 0; i < 30; i++) {
            inference
                    .send(POST.withKey(ApiKey.of("its-own")))
                    .as(StepVerifier::create)
                    .verifyError(ClassifierNotRunningException.class);
        }
        assertThat(network.sent()).isEqualTo(30);
    }

    @Test
    @DisplayName("3.4 the breaker counts neither calls without a permit in time nor calls that it refuses itself")
    void countsNoWaits() {
        network.then(request -> Mono.just(GOOD));
        exchange = exchange(Chains.limiter(1), Duration.ofSeconds(2));
        for (int i = 0; i < 100; i++) {
            call();
        }
        clock.advanceTimeBy(Duration.ofSeconds(10));
        assertThat(failures).hasSizeGreaterThan(90).allMatch(TransportException.class::isInstance);
        assertThat(breaker.getState()).isEqualTo(State.CLOSED);
        assertThat(breaker.getMetrics().getNumberOfFailedCalls()).isZero();
    }

    @Test
    @DisplayName("3.4 when the breaker opens, every waiting call fails at once without using a permit")
    void emptiesTheQueue() {
        network.then(request -> Mono.delay(Duration.ofMillis(10)).thenReturn(BAD));
        exchange = exchange(Chains.limiter(20), Chains.LONGEST_WAIT);
        for (int i = 0; i < 2_000; i++) {
            call();
        }
        clock.advanceTimeBy(Duration.ofSeconds(2));
        int sent = network.sent();
        assertThat(sent).isLessThan(60);
        assertThat(failures).hasSize(2_000).allMatch(TransportException.class::isInstance);
        clock.advanceTimeBy(Duration.ofSeconds(27));
        assertThat(network.sent()).isEqualTo(sent);
    }

    @Test
    @DisplayName("3.4 the error of a call that the breaker refuses says for how long no call will be sent")
    void saysHowLong() {
        open();
        call();
        assertThat(failures)
                .singleElement()
                .satisfies(failure -> assertThat(((TransportException) failure).retryAfter())
                        .hasValueSatisfying(
                                left -> assertThat(left).isBetween(Duration.ofSeconds(27), Duration.ofSeconds(30))));
        breaker.transitionToForcedOpenState();
        call();
        assertThat(((TransportException) failures.get(1)).retryAfter()).isEmpty();
    }

    @Test
    @DisplayName("3.4 a breaker that opened before the client was built reports at most its full open time")
    void openBefore() {
        breaker.transitionToOpenState();
        clock.advanceTimeBy(Duration.ofSeconds(10));
        exchange = exchange(Optional.empty(), Chains.LONGEST_WAIT);
        call();
        assertThat(failures)
                .singleElement()
                .satisfies(failure ->
                        assertThat(((TransportException) failure).retryAfter()).contains(Duration.ofSeconds(30)));
    }

    @Test
    @DisplayName("3.4 answers to requests sent before the breaker opened neither close nor reopen it")
    void ignoresTheOld() {
        List<Sinks.One<HttpAnswer>> old = new ArrayList<>();
        for (int i = 0; i < 10; i++) {
            old.add(pending());
            call();
        }
        openAndWait();
        Sinks.One<HttpAnswer> probe = pending();
        call();
        assertThat(breaker.getState()).isEqualTo(State.HALF_OPEN);
        old.subList(0, 5).forEach(answer -> answer.tryEmitValue(BAD));
        assertThat(breaker.getState()).isEqualTo(State.HALF_OPEN);
        old.subList(5, 10).forEach(answer -> answer.tryEmitValue(GOOD));
        assertThat(breaker.getState()).isEqualTo(State.HALF_OPEN);
        probe.tryEmitValue(GOOD);
        assertThat(breaker.getState()).isEqualTo(State.CLOSED);
    }

    @Test
    @DisplayName("3.4 calls wait while a trial call checks the service, and are sent if the trial call succeeds")
    void holdsBack() {
        openAndWait();
        int before = network.sent();
        Sinks.One<HttpAnswer> probe = pending();
        for (int i = 0; i < 100; i++) {
            call();
        }
        network.then(request -> Mono.just(GOOD));
        assertThat(network.sent()).isEqualTo(before + 1);
        clock.advanceTimeBy(Duration.ofSeconds(10));
        assertThat(network.sent()).isEqualTo(before + 1);
        probe.tryEmitValue(GOOD);
        assertThat(answers).hasSize(100);
        assertThat(failures).isEmpty();
    }

    @Test
    @DisplayName("3.4 calls that wait for a trial call fail at once if the trial call fails")
    void failsAgain() {
        openAndWait();
        Sinks.One<HttpAnswer> probe = pending();
        for (int i = 0; i < 100; i++) {
            call();
        }
        int sent = network.sent();
        probe.tryEmitValue(BAD);
        assertThat(failures)
                .as("all but the trial call, which has a retry left")
                .hasSize(99);
        clock.advanceTimeBy(Duration.ofSeconds(1));
        assertThat(failures).hasSize(100);
        assertThat(network.sent()).isEqualTo(sent);
    }

    @Test
    @DisplayName("3.4 the next call becomes the trial call if the current trial call is cancelled")
    void triesOn() {
        openAndWait();
        Sinks.One<HttpAnswer> probe = pending();
        Disposable trying = call();
        network.then(request -> Mono.just(GOOD));
        call();
        assertThat(answers).isEmpty();
        trying.dispose();
        assertThat(answers).hasSize(1);
        assertThat(probe.currentSubscriberCount()).isZero();
        assertThat(breaker.getState()).isEqualTo(State.CLOSED);
    }

    @Test
    @DisplayName("3.4 a trial call that gets no answer for the whole open time is followed by another trial call")
    void silence() {
        openAndWait();
        int before = network.sent();
        network.then(request ->
                Mono.delay(Duration.ofSeconds(30)).then(Mono.error(new TimeoutException("no whole answer"))));
        call();
        clock.advanceTimeBy(Duration.ofSeconds(31));
        assertThat(network.sent()).isEqualTo(before + 2);
    }

    @Test
    @DisplayName("3.4 a silent outage fails all waiting calls after each trial call")
    void silentOutage() {
        openAndWait();
        network.then(request ->
                Mono.delay(Duration.ofSeconds(30)).then(Mono.error(new TimeoutException("no whole answer"))));
        for (int round = 0; round < 3; round++) {
            failures.clear();
            for (int i = 0; i < 50; i++) {
                call();
            }
            clock.advanceTimeBy(Duration.ofSeconds(32));
            assertThat(failures).hasSizeGreaterThanOrEqualTo(49);
        }
    }

    @Test
    @DisplayName("3.4 waiting calls fail within a second if the application opens the breaker")
    void openedOutside() {
        network.then(request -> Mono.never());
        exchange = Chains.of(Optional.of(breaker), Optional.empty(), Chains.LONGEST_WAIT, 1)
                .withKey(ApiKey.of("k"), network);
        for (int i = 0; i < 5; i++) {
            call();
        }
        breaker.transitionToForcedOpenState();
        clock.advanceTimeBy(Duration.ofSeconds(1));
        assertThat(failures).as("all but the call that was sent").hasSize(4);
    }

    @Test
    @DisplayName("3.4 a failed trial call outside the client leaves the breaker open for its full open time")
    void untried() {
        openAndWait();
        assertThat(breaker.tryAcquirePermission()).isTrue();
        call();
        breaker.onError(1, breaker.getTimestampUnit(), new TransportException("no answer", null, Retryability.LATER));
        clock.advanceTimeBy(Duration.ofSeconds(29));
        call();
        assertThat(breaker.getState()).isEqualTo(State.OPEN);
        assertThat(failures).hasSize(2);
    }

    @Test
    @DisplayName("3.4 a breaker of the application that throws costs neither a connection nor an answer")
    void throwingBreaker() {
        breaker = CircuitBreaker.of(
                "own",
                CircuitBreakerConfig.custom()
                        .recordResult(result -> {
                            throw new IllegalStateException("a breaker's own fault");
                        })
                        .build());
        exchange = Chains.of(Optional.of(breaker), Optional.empty(), Chains.LONGEST_WAIT, 2)
                .withKey(ApiKey.of("k"), network);
        network.then(request -> Mono.just(GOOD));
        for (int i = 0; i < 10; i++) {
            call();
        }
        assertThat(answers).hasSize(10);
    }

    @Test
    @DisplayName("3.4 a listener of the breaker can make calls while other threads make calls, too")
    void listener() throws InterruptedException {
        network.then(request -> Mono.just(GOOD));
        int rounds = 2_000;
        AtomicInteger left = new AtomicInteger(rounds);
        ThreadLocal<Boolean> nested = new ThreadLocal<>();
        breaker.getEventPublisher().onSuccess(event -> {
            // The listener's own calls succeed, too, but must not trigger further calls.
            if (nested.get() == null && left.getAndDecrement() > 0) {
                nested.set(true);
                exchange.send(STATUS).subscribe();
                nested.remove();
            }
        });
        Thread other = new Thread(() -> {
            for (int i = 0; i < rounds; i++) {
                exchange.send(STATUS).subscribe();
            }
        });
        other.start();
        for (int i = 0; i < rounds; i++) {
            exchange.send(STATUS).subscribe();
        }
        other.join();
        assertThat(network.sent()).isEqualTo(3 * rounds);
    }

    @Test
    @DisplayName("3.4 waiting calls are sent once a trial call outside the client has closed the breaker")
    void triedElsewhere() {
        openAndWait();
        assertThat(breaker.tryAcquirePermission()).isTrue();
        network.then(request -> Mono.just(GOOD));
        call();
        clock.advanceTimeBy(Duration.ofSeconds(5));
        assertThat(answers).isEmpty();
        breaker.onSuccess(1, breaker.getTimestampUnit());
        clock.advanceTimeBy(Duration.ofSeconds(1));
        assertThat(answers).hasSize(1);
    }
}
