package io.github.predictionone.reactor.internal.exchange;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.predictionone.ApiException;
import io.github.predictionone.ApiKey;
import io.github.predictionone.AuthenticationException;
import io.github.predictionone.ClientClosedException;
import io.github.predictionone.CredentialType;
import io.github.predictionone.PredictionOneException;
import io.github.predictionone.ProtocolException;
import io.github.predictionone.Retryability;
import io.github.predictionone.TransportException;
import io.github.predictionone.classifier.ClassifierId;
import io.github.predictionone.classifier.ClassifierNotRunningException;
import io.github.predictionone.internal.wire.ApiRequest;
import io.github.predictionone.internal.wire.ClassifierRequests;
import io.github.predictionone.internal.wire.Endpoint;
import io.github.predictionone.internal.wire.Requests;
import io.github.predictionone.internal.wire.StatusAnswer;
import io.github.predictionone.policy.RetryPolicy;
import io.github.predictionone.reactor.internal.netty.HttpAnswer;
import io.github.predictionone.reactor.internal.support.Time;
import io.github.predictionone.training.StatusClassifier;
import io.github.predictionone.training.TrainingId;
import java.io.IOException;
import java.net.ConnectException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import reactor.core.Disposable;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.test.StepVerifier;
import reactor.test.scheduler.VirtualTimeScheduler;

class ChainTest {

    private static final String GOOD = "{\"status\":\"training\"}";
    private static final String UNKNOWN_KEY = "{\"code\":4001000204,\"message\":\"invalid_api_key.\"}";
    private static final ApiRequest<StatusAnswer> STATUS =
            Requests.trainingStatus(TrainingId.of("t-1"), StatusClassifier.standard());
    private static final ApiRequest<String> POST =
            new ApiRequest<>(Endpoint.TRAIN, "t-1", Endpoint.TRAIN.path(), "{}", body -> "done");

    private final ScriptedNetwork network = new ScriptedNetwork();
    private final Time time = Time.standard();
    private VirtualTimeScheduler clock;

    @BeforeEach
    void virtualTime() {
        clock = VirtualTimeScheduler.getOrSet();
    }

    @AfterEach
    void realTime() {
        VirtualTimeScheduler.reset();
    }

    private Exchange exchange() {
        return Chains.of(false, 0).withKey(ApiKey.of("k"), network);
    }

    private static String word(Answer<StatusAnswer> answer) {
        return answer.value().status().word();
    }

    @Test
    @DisplayName("3.2 four attempts, waits of 200, 400 and 800 ms, then the failure says how many")
    void attempts() {
        network.answer(503, "");
        List<Throwable> end = new ArrayList<>();
        exchange().send(STATUS).subscribe(answer -> {}, end::add);
        clock.advanceTimeBy(Duration.ofMinutes(1));
        assertThat(network.sentAt()).containsExactly(0L, 200L, 600L, 1400L);
        assertThat(end)
                .singleElement()
                .satisfies(failure -> assertThat(failure)
                        .isInstanceOf(ApiException.class)
                        .hasMessage("Train Status Check of t-1: HTTP 503 (after 4 attempts)"));
    }

    @Test
    @DisplayName("1.6 each subscription is a whole new call, with attempts of its own")
    void secondSubscription() {
        network.answer(503, "")
                .answer(503, "")
                .answer(503, "")
                .answer(503, "")
                .answer(503, "")
                .answer(200, GOOD);
        Mono<Answer<StatusAnswer>> call = exchange().send(STATUS);
        List<Object> ends = new ArrayList<>();
        call.subscribe(ends::add, ends::add);
        clock.advanceTimeBy(Duration.ofMinutes(1));
        call.subscribe(ends::add, ends::add);
        clock.advanceTimeBy(Duration.ofMinutes(1));
        assertThat(ends.get(0)).isInstanceOf(ApiException.class);
        assertThat(ends.get(1)).isInstanceOf(Answer.class);
    }

    @Test
    @DisplayName("3.2 30,000 attempts of one call need no more of the stack than one")
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
        exchange().send(STATUS).subscribe(answer -> {}, end::add);
        clock.advanceTimeBy(Duration.ofMinutes(1));
        assertThat(network.sent()).isEqualTo(4);
        assertThat(end).hasSize(1);
        assertThat(cancelled).hasValue(0);
    }

    @ParameterizedTest
    @MethodSource
    @DisplayName(
            "1.10 an error of the JVM while an answer is read is the subscriber's; memory may be there the next time")
    void errorsOfTheJvm(Error error, int sent) {
        network.answer(200, "{}");
        ApiRequest<String> request = new ApiRequest<>(Endpoint.TRAIN_STATUS_CHECK, "t-1", "/", null, body -> {
            throw error;
        });
        List<Throwable> end = new ArrayList<>();
        exchange().send(request).subscribe(answer -> {}, end::add);
        clock.advanceTimeBy(Duration.ofMinutes(1));
        assertThat(end)
                .singleElement()
                .satisfies(failure -> assertThat(failure)
                        .isInstanceOf(TransportException.class)
                        .hasMessageStartingWith("Train Status Check of t-1: " + error)
                        .hasCause(error));
        assertThat(network.sent()).isEqualTo(sent);
    }

    static Stream<Arguments> errorsOfTheJvm() {
        return Stream.of(
                Arguments.of(new OutOfMemoryError("Java heap space"), 4),
                Arguments.of(new StackOverflowError(), 1),
                Arguments.of(new NoClassDefFoundError("absent"), 1));
    }

    @Test
    @DisplayName("3.2 Retry-After is waited for up to two minutes; a longer one ends the call")
    void retryAfter() {
        network.answer(429, "", "90").answer(503, "", "3600");
        List<Throwable> end = new ArrayList<>();
        exchange().send(STATUS).subscribe(answer -> {}, end::add);
        clock.advanceTimeBy(Duration.ofMinutes(3));
        assertThat(network.sentAt()).containsExactly(0L, 90_000L);
        assertThat(end).singleElement().satisfies(failure -> assertThat(failure).hasMessageContaining("3600 s"));
    }

    @Test
    @DisplayName("3.3 a POST is sent again after a refused connection and 429, never after a reset or a 500")
    void post() {
        network.fail(new ConnectException("refused")).answer(429, "").answer(200, "{}");
        List<Object> end = new ArrayList<>();
        exchange().send(POST).subscribe(end::add, end::add);
        clock.advanceTimeBy(Duration.ofMinutes(1));
        assertThat(end).singleElement().isInstanceOf(Answer.class);
        assertThat(network.sent()).isEqualTo(3);

        network.fail(new IOException("reset"));
        exchange().send(POST).as(StepVerifier::create).verifyError(TransportException.class);
        network.answer(500, "");
        exchange().send(POST).as(StepVerifier::create).verifyError(ApiException.class);
        assertThat(network.sent()).isEqualTo(5);
    }

    @Test
    @DisplayName("2.6 a redirect, an unreadable and an incomplete answer are protocol errors, and not repeated")
    void protocol() {
        network.answer(302, "")
                .answer(200, "<html>")
                .answer(200, "{\"updated_datetime\":\"x\"}")
                .answer(200, "");
        for (int i = 0; i < 4; i++) {
            exchange().send(STATUS).as(StepVerifier::create).verifyError(ProtocolException.class);
        }
        assertThat(network.sent()).isEqualTo(4);
    }

    @Test
    @DisplayName("2.4 an OK answer that holds an error is an error, and its code decides about the retry")
    void errorInOk() {
        network.answer(200, "{\"code\":5001000201,\"error\":\"E\",\"message\":\"down\"}")
                .answer(200, GOOD);
        List<Object> end = new ArrayList<>();
        exchange().send(STATUS).subscribe(end::add, end::add);
        clock.advanceTimeBy(Duration.ofSeconds(1));
        assertThat(end).singleElement().isInstanceOf(Answer.class);
        network.answer(200, "{\"code\":4001000204,\"message\":\"Not_found_credential.\"}");
        exchange().send(STATUS).as(StepVerifier::create).verifyError(AuthenticationException.class);
    }

    @Test
    @DisplayName("3.4 requests beyond the limit wait their turn, without a thread and without loss")
    void limiter() {
        network.answer(200, GOOD);
        Exchange exchange = Chains.of(false, 20).withKey(ApiKey.of("k"), network);
        List<Object> ends = new ArrayList<>();
        Flux.range(0, 20_000).flatMap(i -> exchange.send(STATUS), 20_000).subscribe(ends::add, ends::add);
        assertThat(ends).hasSize(20);
        clock.advanceTimeBy(Duration.ofSeconds(10));
        assertThat(ends).hasSize(220);
        clock.advanceTimeBy(Duration.ofSeconds(990));
        assertThat(ends).hasSize(20_000).allMatch(Answer.class::isInstance);
    }

    @Test
    @DisplayName("3.4 whoever stops waiting takes no permit with him, and those behind him move up")
    void limiterCancelled() {
        network.answer(200, GOOD);
        Exchange exchange = Chains.of(false, 1).withKey(ApiKey.of("k"), network);
        exchange.send(STATUS).subscribe();
        List<Disposable> leaving = new ArrayList<>();
        for (int i = 0; i < 1000; i++) {
            leaving.add(exchange.send(STATUS).subscribe());
        }
        List<Object> last = new ArrayList<>();
        exchange.send(STATUS).subscribe(last::add, last::add);
        leaving.forEach(Disposable::dispose);
        clock.advanceTimeBy(Duration.ofSeconds(1));
        assertThat(last).hasSize(1);
        assertThat(network.sent()).isEqualTo(2);
    }

    @Test
    @DisplayName("3.4 the wait for a permit is bounded by time, and says so")
    void limiterBound() {
        network.answer(200, GOOD);
        Exchange exchange = Chains.of(Optional.empty(), Chains.limiter(1), Duration.ofSeconds(5), Integer.MAX_VALUE)
                .withKey(ApiKey.of("k"), network);
        List<Throwable> ends = new ArrayList<>();
        for (int i = 0; i < 10; i++) {
            exchange.send(STATUS).subscribe(answer -> {}, ends::add);
        }
        clock.advanceTimeBy(Duration.ofSeconds(20));
        assertThat(network.sent()).isBetween(5, 6);
        assertThat(ends)
                .hasSize(10 - network.sent())
                .allSatisfy(failure -> assertThat(failure)
                        .isInstanceOf(TransportException.class)
                        .hasMessageEndingWith("no permit of the rate limiter within PT5S"));
    }

    @Test
    @DisplayName("3.4 the breaker opens at half of 20 calls, spares the service, and lets calls through after 30 s")
    void breaker() {
        network.fail(new IOException("reset"));
        Exchange exchange = Chains.of(true, 0).withKey(ApiKey.of("k"), network);
        List<Throwable> ends = new ArrayList<>();
        for (int i = 0; i < 8; i++) {
            exchange.send(STATUS).subscribe(answer -> {}, ends::add);
            clock.advanceTimeBy(Duration.ofSeconds(2));
        }
        assertThat(network.sent()).as("4 attempts of each of 5 calls").isEqualTo(20);
        assertThat(ends).hasSize(8).allMatch(TransportException.class::isInstance);
        assertThat(ends.get(7)).hasMessageContaining("circuit breaker is open");
        network.answer(200, GOOD);
        clock.advanceTimeBy(Duration.ofSeconds(30));
        List<Object> after = new ArrayList<>();
        exchange.send(STATUS).subscribe(after::add, after::add);
        assertThat(after).singleElement().isInstanceOf(Answer.class);
    }

    @Test
    @DisplayName("3.4 refusals and cancelled calls don't open the breaker")
    void breakerIgnores() {
        Exchange exchange = Chains.of(true, 0).withKey(ApiKey.of("k"), network);
        network.answer(404, "");
        for (int i = 0; i < 30; i++) {
            exchange.send(STATUS).as(StepVerifier::create).verifyError(ApiException.class);
        }
        network.then(request -> Mono.never());
        for (int i = 0; i < 30; i++) {
            exchange.send(STATUS).subscribe().dispose();
        }
        network.answer(200, GOOD);
        exchange.send(STATUS).as(StepVerifier::create).expectNextCount(1).verifyComplete();
    }

    @Test
    @DisplayName("1.6 without an instrumentation there is nothing of it on the way of a call")
    void uninstrumented() {
        network.then(request -> Mono.deferContextual(context -> {
            assertThat(context.isEmpty()).as("nothing in the context").isTrue();
            return Mono.just(new HttpAnswer(200, null, GOOD.getBytes(StandardCharsets.UTF_8)));
        }));
        Exchange exchange = exchange();
        assertThat(exchange).isInstanceOf(Logging.class);
        assertThat(Chains.of(false, 0).polls(exchange)).isSameAs(exchange);
        exchange.send(STATUS).as(StepVerifier::create).expectNextCount(1).verifyComplete();
    }

    @Test
    @DisplayName("1.7 closing ends calls with an error that says so, whatever they wait for, and later ones at once")
    void closing() {
        network.then(request -> Mono.never());
        Chain chain = Chains.of(Optional.empty(), Optional.empty(), Chains.LONGEST_WAIT, 2);
        Exchange exchange = chain.withKey(ApiKey.of("k"), network);
        List<Throwable> ends = new ArrayList<>();
        exchange.send(STATUS).subscribe(answer -> {}, ends::add);
        network.answer(503, "", "60");
        exchange.send(STATUS).subscribe(answer -> {}, ends::add);
        network.then(request -> Mono.never());
        exchange.send(STATUS).subscribe(answer -> {}, ends::add);
        exchange.send(STATUS).subscribe(answer -> {}, ends::add);
        assertThat(network.sent()).as("the last one waits for a connection").isEqualTo(3);
        chain.close(Runnable::run);
        assertThat(ends).hasSize(4).allMatch(ClientClosedException.class::isInstance);
        exchange.send(STATUS).as(StepVerifier::create).verifyError(ClientClosedException.class);
        clock.advanceTimeBy(Duration.ofMinutes(5));
        assertThat(network.sent()).isEqualTo(3);
    }

    // Rule 3.5: the issuer and the calls have networks of their own, so that each can be told apart.
    private final ScriptedNetwork issuing = new ScriptedNetwork();

    private Exchange withSecretKey() {
        Chain chain = Chains.of(false, 0);
        return chain.withIssuedKeys(chain.issuer(ApiKey.of("secret"), issuing), network);
    }

    private static String key(String key, String end) {
        return "{\"api_key\":\"" + key + "\",\"end_date\":\"" + end + "\"}";
    }

    @Test
    @DisplayName("3.5 each kind of call has a key of its own kind, and the retraining of each model its own")
    void keysByType() {
        issuing.then(request -> Mono.just(new HttpAnswer(
                200, null, key("key-" + request.target().length(), "").getBytes(StandardCharsets.UTF_8))));
        network.answer(200, GOOD);
        Exchange exchange = withSecretKey();
        for (int i = 0; i < 2; i++) {
            exchange.send(STATUS).as(StepVerifier::create).expectNextCount(1).verifyComplete();
            exchange.send(Chains.retraining(7))
                    .as(StepVerifier::create)
                    .expectNextCount(1)
                    .verifyComplete();
            exchange.send(Chains.retraining(1234))
                    .as(StepVerifier::create)
                    .expectNextCount(1)
                    .verifyComplete();
        }
        assertThat(issuing.sent()).isEqualTo(3);
        assertThat(network.keys()).containsExactly("key-42", "key-55", "key-58", "key-42", "key-55", "key-58");
    }

    @Test
    @DisplayName("3.5 keys are kept as long as they live, for any number of models, and forgotten then")
    void keysOfManyModels() {
        issuing.answer(200, key("k1", "1970-01-01 00:10:00"));
        network.answer(200, GOOD);
        Exchange issuer = Chains.of(false, 0).issuer(ApiKey.of("secret"), issuing);
        KeysByType keys = new KeysByType(type -> new IssuedKeys(type, issuer, time));
        for (int round = 0; round < 2; round++) {
            for (int model = 0; model < 5_000; model++) {
                keys.await(CredentialType.retrain(model)).subscribe();
            }
        }
        assertThat(issuing.sent()).isEqualTo(5_000);
        clock.advanceTimeBy(Duration.ofMinutes(10));
        for (int model = 5_000; model < 10_000; model++) {
            keys.await(CredentialType.retrain(model)).subscribe();
        }
        assertThat(keys.size()).isLessThan(6_000);
    }

    @Test
    @DisplayName("3.5 one key is got for all who wait, and one who cancels does not cancel for the others")
    void keyOnce() {
        issuing.then(request -> time.delay(Duration.ofSeconds(1))
                .map(tick -> new HttpAnswer(200, null, key("k1", "2999-01-01").getBytes(StandardCharsets.UTF_8))));
        network.answer(200, GOOD);
        Exchange exchange = withSecretKey();
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
            "3.5 a key is renewed when a tenth of its life is left, 5 minutes at most; without a usable end, never")
    void renewal() {
        issuing.answer(200, key("k1", "1970-01-01 00:10:00"))
                .answer(200, key("k2", "1970-01-01 10:00:00"))
                .answer(200, key("k3", "1970-01-01 00:00:00"));
        network.answer(200, GOOD);
        Exchange exchange = withSecretKey();
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
    @DisplayName("3.5 a refused key is renewed once, for a POST too; then the call gives up")
    void refusedKey() {
        issuing.answer(200, key("k1", "x")).answer(200, key("k2", "x"));
        network.answer(400, UNKNOWN_KEY).answer(200, "{}");
        Exchange exchange = withSecretKey();
        exchange.send(POST).as(StepVerifier::create).expectNextCount(1).verifyComplete();
        assertThat(network.keys()).containsExactly("k1", "k2");
        network.answer(400, UNKNOWN_KEY);
        exchange.send(STATUS).as(StepVerifier::create).verifyError(AuthenticationException.class);
        assertThat(network.sent()).isEqualTo(4);
        assertThat(issuing.sent()).isEqualTo(3);
    }

    @Test
    @DisplayName("3.5 a wrong secret key fails every call at once, and is not tried again within 5 s")
    void wrongSecret() {
        issuing.answer(400, UNKNOWN_KEY);
        Exchange exchange = withSecretKey();
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
            "3.2 3.5 a key that can't be had is asked for four times, whoever waits for it, and a POST is not sent")
    void noKey() {
        issuing.answer(503, "");
        List<Throwable> ends = new ArrayList<>();
        Exchange exchange = withSecretKey();
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
    @DisplayName("3.5 a renewal that fails is no failure of the call while the old key is still good")
    void renewalFails() {
        issuing.answer(200, key("k1", "1970-01-01 00:10:00")).answer(404, "");
        network.answer(200, GOOD);
        Exchange exchange = withSecretKey();
        exchange.send(STATUS)
                .map(ChainTest::word)
                .as(StepVerifier::create)
                .expectNext("training")
                .verifyComplete();
        clock.advanceTimeBy(Duration.ofSeconds(550));
        exchange.send(STATUS)
                .map(ChainTest::word)
                .as(StepVerifier::create)
                .expectNext("training")
                .verifyComplete();
        assertThat(network.keys()).containsExactly("k1", "k1");
        assertThat(issuing.sent()).isEqualTo(2);
    }

    private static final ApiRequest<ClassifierId> DELETE = ClassifierRequests.delete(ClassifierId.of("c-1"));
    private static final String NOT_FOUND = "{\"code\":4001000204,\"message\":\"Not found classifier.\"}";

    @Test
    @DisplayName("3.1 a deletion whose first answer was lost has succeeded if there is nothing left to delete")
    void deletedBefore() {
        network.fail(new IOException("reset")).answer(400, NOT_FOUND);
        List<Object> ends = new ArrayList<>();
        exchange().send(DELETE).map(Answer::value).subscribe(ends::add, ends::add);
        clock.advanceTimeBy(Duration.ofMinutes(1));
        assertThat(ends).containsExactly(ClassifierId.of("c-1"));
        assertThat(network.sent()).isEqualTo(2);
    }

    @Test
    @DisplayName("3.1 there was nothing to delete if no attempt before can have done it")
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

    @Test
    @DisplayName("3.4 another origin has a breaker of its own, the same limiter, and requests that bring their key")
    void otherOrigin() {
        Chain chain = Chains.of(true, 20);
        network.answer(500, "");
        Exchange inference = chain.toOtherOrigin(network);
        for (int i = 0; i < 30; i++) {
            inference.send(POST.withKey(ApiKey.of("its-own"))).subscribe(answer -> {}, failure -> {});
            clock.advanceTimeBy(Duration.ofSeconds(1));
        }
        assertThat(network.sent()).as("until it opened").isEqualTo(20);
        assertThat(network.keys()).containsOnly("its-own");
        ScriptedNetwork api = new ScriptedNetwork().answer(200, GOOD);
        List<String> words = new ArrayList<>();
        chain.withKey(ApiKey.of("k"), api).send(STATUS).map(ChainTest::word).subscribe(words::add);
        assertThat(words).containsExactly("training");
    }

    @Test
    @DisplayName("3.4 a classifier that does not run opens no breaker")
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
}
