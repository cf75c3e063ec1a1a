package io.github.predictionone.reactor.internal.exchange;

import static io.github.predictionone.reactor.internal.exchange.Calls.GOOD;
import static io.github.predictionone.reactor.internal.exchange.Calls.POST;
import static io.github.predictionone.reactor.internal.exchange.Calls.STATUS;
import static io.github.predictionone.reactor.internal.exchange.Calls.UNKNOWN_KEY;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.predictionone.AuthenticationException;
import io.github.predictionone.PredictionOneException;
import io.github.predictionone.Retryability;
import io.github.predictionone.reactor.internal.netty.HttpAnswer;
import io.github.predictionone.reactor.internal.support.Time;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import reactor.core.Disposable;
import reactor.test.StepVerifier;
import reactor.test.scheduler.VirtualTimeScheduler;

class IssuedKeysTest {

    @RegisterExtension
    private final Calls calls = new Calls();

    private final ScriptedNetwork network = calls.network();
    private final ScriptedNetwork issuing = calls.issuing();
    private final VirtualTimeScheduler clock = calls.clock();
    private final Time time = Time.system();

    @Test
    @DisplayName("3.5 waiting calls share one request for a key, and cancelling one call does not affect the others")
    void keyOnce() {
        issuing.then(request -> time.delay(Duration.ofSeconds(1))
                .map(tick ->
                        new HttpAnswer(200, null, Calls.key("k1", "2999-01-01").getBytes(StandardCharsets.UTF_8))));
        network.answer(200, GOOD);
        Exchange exchange = calls.withSecretKey();
        List<Object> ends = new ArrayList<>();
        Disposable first = exchange.send(STATUS).subscribe(ends::add, ends::add);
        for (int i = 0; i < 5; i++) {
            exchange.send(STATUS).subscribe(ends::add, ends::add);
        }
        first.dispose();
        clock.advanceTimeBy(Duration.ofSeconds(2));
        assertThat(ends).hasSize(5).allMatch(Answer.class::isInstance);
        assertThat(issuing.keys()).containsExactly("secret");
        assertThat(network.keys()).containsOnly("k1");
    }

    @Test
    @DisplayName(
            "3.5 a key is renewed in the last tenth of its life, up to 5 minutes early, and never without a usable end")
    void renewal() {
        issuing.answer(200, Calls.key("k1", "1970-01-01 00:10:00"))
                .answer(200, Calls.key("k2", "1970-01-01 10:00:00"))
                .answer(200, Calls.key("k3", "1970-01-01 00:00:00"));
        network.answer(200, GOOD);
        Exchange exchange = calls.withSecretKey();
        List<Integer> asked = new ArrayList<>();
        for (Duration until : List.of(
                Duration.ZERO,
                Duration.ofSeconds(539),
                Duration.ofSeconds(540),
                Duration.ofSeconds(36_000 - 301),
                Duration.ofSeconds(36_000 - 300),
                Duration.ofDays(400))) {
            clock.advanceTimeTo(Instant.EPOCH.plus(until));
            exchange.send(STATUS).subscribe();
            asked.add(issuing.sent());
        }
        assertThat(asked).containsExactly(1, 1, 2, 2, 3, 3);
    }

    @Test
    @DisplayName("3.5 a wrong secret key fails every call at once and is not sent again within 5 s")
    void wrongSecret() {
        issuing.answer(400, UNKNOWN_KEY);
        Exchange exchange = calls.withSecretKey();
        for (int i = 0; i < 10; i++) {
            exchange.send(STATUS).as(StepVerifier::create).verifyError(AuthenticationException.class);
        }
        assertThat(issuing.sent()).isEqualTo(1);
        clock.advanceTimeBy(Duration.ofSeconds(5));
        exchange.send(STATUS).as(StepVerifier::create).verifyError(AuthenticationException.class);
        assertThat(issuing.sent()).isEqualTo(2);
        assertThat(network.sent()).isZero();
    }

    @Test
    @DisplayName(
            "3.2 3.5 a failing key request is sent four times for all waiting calls together, and a POST is not sent")
    void noKey() {
        issuing.answer(503, "");
        List<Throwable> ends = new ArrayList<>();
        Exchange exchange = calls.withSecretKey();
        exchange.send(POST).subscribe(answer -> {}, ends::add);
        exchange.send(STATUS).subscribe(answer -> {}, ends::add);
        clock.advanceTimeBy(Duration.ofMinutes(5));
        assertThat(issuing.sent()).isEqualTo(4);
        assertThat(network.sent()).isZero();
        assertThat(ends).hasSize(2).allSatisfy(failure -> {
            assertThat(failure).hasMessage("Get API Key of train: HTTP 503 (after 4 attempts)");
            assertThat(((PredictionOneException) failure).retryability()).isEqualTo(Retryability.LATER);
        });
    }

    @Test
    @DisplayName("3.5 a failed renewal does not fail the call while the old key is still valid")
    void renewalFails() {
        issuing.answer(200, Calls.key("k1", "1970-01-01 00:10:00")).answer(404, "");
        network.answer(200, GOOD);
        Exchange exchange = calls.withSecretKey();
        exchange.send(STATUS)
                .map(Calls::word)
                .as(StepVerifier::create)
                .expectNext("training")
                .verifyComplete();
        clock.advanceTimeBy(Duration.ofSeconds(550));
        exchange.send(STATUS)
                .map(Calls::word)
                .as(StepVerifier::create)
                .expectNext("training")
                .verifyComplete();
        assertThat(network.keys()).containsExactly("k1", "k1");
        assertThat(issuing.sent()).isEqualTo(2);
    }
}
