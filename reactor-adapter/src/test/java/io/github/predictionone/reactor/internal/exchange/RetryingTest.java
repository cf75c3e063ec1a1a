package io.github.predictionone.reactor.internal.exchange;

import static io.github.predictionone.reactor.internal.exchange.Calls.GOOD;
import static io.github.predictionone.reactor.internal.exchange.Calls.POST;
import static io.github.predictionone.reactor.internal.exchange.Calls.STATUS;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.predictionone.ApiException;
import io.github.predictionone.ApiKey;
import io.github.predictionone.TransportException;
import io.github.predictionone.classifier.ClassifierId;
import io.github.predictionone.internal.wire.ApiRequest;
import io.github.predictionone.internal.wire.ClassifierRequests;
import io.github.predictionone.internal.wire.StatusAnswer;
import io.github.predictionone.policy.RetryPolicy;
import io.github.predictionone.reactor.internal.netty.HttpAnswer;
import io.github.predictionone.training.TrainingStatus;
import java.io.IOException;
import java.net.ConnectException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import reactor.core.publisher.Mono;
import reactor.test.StepVerifier;
import reactor.test.scheduler.VirtualTimeScheduler;

/** The attempts of calls. */
class RetryingTest {

    private static final ApiRequest<ClassifierId> DELETE = ClassifierRequests.delete(ClassifierId.of("c-1"));
    private static final String NOT_FOUND = "{\"code\":4001000204,\"message\":\"Not found classifier.\"}";

    @RegisterExtension
    private final Calls calls = new Calls();

    private final ScriptedNetwork network = calls.network();
    private final VirtualTimeScheduler clock = calls.clock();

    @Test
    @DisplayName("3.2 a call makes four attempts with waits of 200, 400 and 800 ms, and the failure names their number")
    void attempts() {
        network.answer(503, "");
        List<Throwable> end = new ArrayList<>();
        calls.exchange().send(STATUS).subscribe(answer -> {}, end::add);
        clock.advanceTimeBy(Duration.ofMinutes(1));
        assertThat(network.sentAt()).containsExactly(0L, 200L, 600L, 1400L);
        assertThat(end)
                .singleElement()
                .satisfies(failure -> assertThat(failure)
                        .isInstanceOf(ApiException.class)
                        .hasMessage("Train Status Check of t-1: HTTP 503 (after 4 attempts)"));
    }

    @Test
    @DisplayName("1.6 each subscription makes a new call with its own attempts")
    void secondSubscription() {
        network.answer(503, "")
                .answer(503, "")
                .answer(503, "")
                .answer(503, "")
                .answer(503, "")
                .answer(200, GOOD);
        Mono<Answer<StatusAnswer<TrainingStatus>>> call = calls.exchange().send(STATUS);
        List<Object> ends = new ArrayList<>();
        call.subscribe(ends::add, ends::add);
        clock.advanceTimeBy(Duration.ofMinutes(1));
        call.subscribe(ends::add, ends::add);
        clock.advanceTimeBy(Duration.ofMinutes(1));
        assertThat(ends.get(0)).isInstanceOf(ApiException.class);
        assertThat(ends.get(1)).isInstanceOf(Answer.class);
    }

    @Test
    @DisplayName("3.2 30,000 attempts of one call need no deeper stack than one attempt")
    void thousandsOfAttempts() {
        network.answer(503, "");
        List<Throwable> end = new ArrayList<>();
        Chains.retrying(RetryPolicy.defaults().withMaxAttempts(30_000).withMaxWait(Duration.ofMillis(200)))
                .withKey(ApiKey.of("k"), network)
                .send(STATUS)
                .subscribe(answer -> {}, end::add);
        clock.advanceTimeBy(Duration.ofDays(1));
        assertThat(network.sent()).isEqualTo(30_000);
        assertThat(end)
                .singleElement()
                .satisfies(failure -> assertThat(failure)
                        .isInstanceOf(ApiException.class)
                        .hasMessageEndingWith("(after 30000 attempts)"));
    }

    @Test
    @DisplayName("3.2 an attempt that has failed is not cancelled afterwards")
    void noLateCancellation() {
        AtomicInteger cancelled = new AtomicInteger();
        network.then(
                request -> Mono.<HttpAnswer>error(new IOException("reset")).doOnCancel(cancelled::incrementAndGet));
        List<Throwable> end = new ArrayList<>();
        calls.exchange().send(STATUS).subscribe(answer -> {}, end::add);
        clock.advanceTimeBy(Duration.ofMinutes(1));
        assertThat(network.sent()).isEqualTo(4);
        assertThat(end).hasSize(1);
        assertThat(cancelled).hasValue(0);
    }

    @Test
    @DisplayName("3.2 a call waits for a Retry-After of up to two minutes and fails at once if it is longer")
    void retryAfter() {
        network.answer(429, "", "90").answer(503, "", "3600");
        List<Throwable> end = new ArrayList<>();
        calls.exchange().send(STATUS).subscribe(answer -> {}, end::add);
        clock.advanceTimeBy(Duration.ofMinutes(3));
        assertThat(network.sentAt()).containsExactly(0L, 90_000L);
        assertThat(end).singleElement().satisfies(failure -> assertThat(failure).hasMessageContaining("3600 s"));
    }

    @Test
    @DisplayName("3.3 a POST is retried after a refused connection and a 429, but never after a reset or a 500")
    void post() {
        network.fail(new ConnectException("refused")).answer(429, "").answer(200, "{}");
        List<Object> end = new ArrayList<>();
        calls.exchange().send(POST).subscribe(end::add, end::add);
        clock.advanceTimeBy(Duration.ofMinutes(1));
        assertThat(end).singleElement().isInstanceOf(Answer.class);
        assertThat(network.sent()).isEqualTo(3);

        network.fail(new IOException("reset"));
        calls.exchange().send(POST).as(StepVerifier::create).verifyError(TransportException.class);
        network.answer(500, "");
        calls.exchange().send(POST).as(StepVerifier::create).verifyError(ApiException.class);
        assertThat(network.sent()).isEqualTo(5);
    }

    @Test
    @DisplayName("3.1 a deletion succeeds if its first answer is lost and the retry finds nothing to delete")
    void deletedBefore() {
        network.fail(new IOException("reset")).answer(400, NOT_FOUND);
        List<Object> ends = new ArrayList<>();
        calls.exchange().send(DELETE).map(Answer::value).subscribe(ends::add, ends::add);
        clock.advanceTimeBy(Duration.ofMinutes(1));
        assertThat(ends).containsExactly(ClassifierId.of("c-1"));
        assertThat(network.sent()).isEqualTo(2);
    }

    @Test
    @DisplayName("3.1 a deletion fails if there is nothing to delete and no earlier attempt can have deleted it")
    void neverThere() {
        for (Throwable notSent : new Throwable[] {new ConnectException("refused"), null}) {
            ScriptedNetwork other = new ScriptedNetwork();
            (notSent == null ? other.answer(429, "") : other.fail(notSent)).answer(400, NOT_FOUND);
            List<Object> ends = new ArrayList<>();
            Chains.of(false, 0).withKey(ApiKey.of("k"), other).send(DELETE).subscribe(ends::add, ends::add);
            clock.advanceTimeBy(Duration.ofMinutes(1));
            assertThat(ends).singleElement().isInstanceOf(ApiException.class);
        }
    }
}
