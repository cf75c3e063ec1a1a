package io.github.predictionone.reactor.internal.exchange;

import static io.github.predictionone.reactor.internal.exchange.Calls.STATUS;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.predictionone.ApiKey;
import io.github.predictionone.AuthenticationException;
import io.github.predictionone.TransportException;
import io.github.predictionone.internal.wire.ApiRequest;
import io.github.predictionone.internal.wire.Endpoint;
import io.github.predictionone.reactor.internal.netty.HttpAnswer;
import io.github.predictionone.reactor.internal.netty.HttpSender;
import io.github.predictionone.reactor.internal.support.Time;
import io.github.resilience4j.ratelimiter.RateLimiter;
import io.github.resilience4j.ratelimiter.RateLimiterConfig;
import io.github.resilience4j.ratelimiter.internal.AtomicRateLimiter;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import reactor.core.Disposable;
import reactor.core.publisher.Mono;
import reactor.test.scheduler.VirtualTimeScheduler;

/** The send queue: permits, connections, keys, and the order of requests. */
class SendQueueTest {

    @RegisterExtension
    private final Calls calls = new Calls();

    private final ScriptedNetwork network = calls.network();
    private final ScriptedNetwork issuing = calls.issuing();
    private final List<Object> answers = new ArrayList<>();
    private final List<Throwable> failures = new ArrayList<>();
    private final VirtualTimeScheduler clock = calls.clock();

    private static Exchange withKey(Exchanges exchanges, HttpSender network) {
        return exchanges.withKey(ApiKey.of("k"), network);
    }

    private Exchange withIssuedKeys(Exchanges exchanges) {
        return exchanges.withIssuedKeys(exchanges.issuer(ApiKey.of("secret"), issuing), network);
    }

    private Disposable call(Exchange exchange) {
        return exchange.send(STATUS).subscribe(answers::add, failures::add);
    }

    private static HttpAnswer json(int status, String body) {
        return new HttpAnswer(status, null, body.getBytes(StandardCharsets.UTF_8));
    }

    private static HttpAnswer good() {
        return json(200, Calls.GOOD);
    }

    private HttpAnswer key(String key, Duration life) {
        Instant end = Instant.ofEpochMilli(clock.now(TimeUnit.MILLISECONDS)).plus(life);
        return json(200, "{\"api_key\":\"" + key + "\",\"end_date\":\"" + end + "\"}");
    }

    /** Returns the number of requests sent in each second. */
    private Map<Long, Integer> perSecond() {
        Map<Long, Integer> sent = new TreeMap<>();
        network.sentAt().forEach(at -> sent.merge(at / 1000, 1, Integer::sum));
        issuing.sentAt().forEach(at -> sent.merge(at / 1000, 1, Integer::sum));
        return sent;
    }

    @Test
    @DisplayName("3.6 a call takes a permit only when a connection is free")
    void noPermitWithoutConnection() {
        network.then(request -> Mono.delay(Duration.ofSeconds(10)).map(tick -> good()));
        Exchange slow = withKey(Chains.of(Optional.empty(), Chains.limiter(20), Chains.LONGEST_WAIT, 2), network);
        for (int i = 0; i < 10; i++) {
            call(slow);
        }
        clock.advanceTimeBy(Duration.ofSeconds(49));
        assertThat(network.sentAt())
                .containsExactly(0L, 0L, 10_000L, 10_000L, 20_000L, 20_000L, 30_000L, 30_000L, 40_000L, 40_000L);
        clock.advanceTimeBy(Duration.ofSeconds(1));
        assertThat(answers).hasSize(10);
    }

    @Test
    @DisplayName("3.4 a call that waits too long for a connection fails with an error that says so")
    void connectionInTime() {
        network.then(request -> Mono.never());
        Exchange exchange = withKey(Chains.of(Optional.empty(), Optional.empty(), Duration.ofSeconds(5), 2), network);
        for (int i = 0; i < 3; i++) {
            call(exchange);
        }
        clock.advanceTimeBy(Duration.ofSeconds(5));
        assertThat(failures)
                .singleElement()
                .isInstanceOf(TransportException.class)
                .asString()
                .endsWith("no free connection (maximum: 2) within PT5S");
    }

    @Test
    @DisplayName("3.4 the wait for a permit is bounded even if the application's rate limiter has a long period")
    void longPeriod() {
        RateLimiter slow = RateLimiter.of(
                "own",
                RateLimiterConfig.custom()
                        .limitForPeriod(1)
                        .limitRefreshPeriod(Duration.ofHours(1))
                        .timeoutDuration(Duration.ofDays(1))
                        .build());
        network.then(request -> Mono.just(good()));
        Exchange exchange = withKey(Chains.of(Optional.empty(), Optional.of(slow), Duration.ofSeconds(2), 50), network);
        call(exchange);
        call(exchange);
        clock.advanceTimeBy(Duration.ofMillis(1999));
        assertThat(failures).isEmpty();
        clock.advanceTimeBy(Duration.ofMillis(1));
        assertThat(failures).singleElement().asString().endsWith("no permit of the rate limiter within PT2S");
    }

    @Test
    @DisplayName("3.6 calls that wait for a key take no permit, and the rate limit holds when the key arrives")
    void limitAfterKey() {
        issuing.then(request -> Mono.delay(Duration.ofSeconds(3)).map(tick -> key("k1", Duration.ofHours(1))));
        network.then(request -> Mono.just(good()));
        Exchange exchange = withIssuedKeys(Chains.defaults());
        for (int i = 0; i < 200; i++) {
            call(exchange);
        }
        clock.advanceTimeBy(Duration.ofSeconds(20));
        assertThat(answers).hasSize(200);
        assertThat(perSecond().values()).as("requests in a second").allMatch(sent -> sent <= 20);
    }

    @Test
    @DisplayName("3.6 a request that is repeated with another key takes a permit, too")
    void limitAfterRefusal() {
        issuing.then(request -> Mono.just(key("k1", Duration.ofHours(1))))
                .then(request -> Mono.just(key("k2", Duration.ofHours(1))));
        network.then(request -> Mono.delay(Duration.ofMillis(700))
                .map(tick -> request.key().value().equals("k1") ? json(401, "{}") : good()));
        Exchange exchange = withIssuedKeys(Chains.defaults());
        for (int i = 0; i < 200; i++) {
            call(exchange);
        }
        clock.advanceTimeBy(Duration.ofSeconds(60));
        assertThat(answers).hasSize(200);
        assertThat(network.sent()).isGreaterThan(200);
        assertThat(issuing.sent()).isEqualTo(2);
        assertThat(perSecond().values()).as("requests in a second").allMatch(sent -> sent <= 20);
    }

    @Test
    @DisplayName(
            "3.6 a request for a key precedes all waiting requests, which choose their key only when they are written")
    void keysFirst() {
        issuing.then(request -> Mono.just(key("k" + issuing.sent(), Duration.ofSeconds(15))));
        network.then(request -> Mono.delay(Duration.ofSeconds(5)).map(tick -> {
            String current = "k" + issuing.sent();
            String previous = "k" + (issuing.sent() - 1);
            String used = request.key().value();
            return used.equals(current) || used.equals(previous) ? good() : json(401, "{}");
        }));
        Exchange exchange = withIssuedKeys(Chains.defaults());
        for (int i = 0; i < 1_500; i++) {
            call(exchange);
        }
        clock.advanceTimeBy(Duration.ofSeconds(160));
        assertThat(failures).isEmpty();
        assertThat(answers).hasSize(1_500);
        assertThat(network.sent())
                .as("requests, none of them with an expired key")
                .isEqualTo(1_500);
    }

    @Test
    @DisplayName("3.6 a waiting call whose key expires gets another key and keeps its place")
    void keyEndsInQueue() {
        issuing.then(request -> Mono.just(key("k" + issuing.sent(), Duration.ofSeconds(2))));
        network.then(request -> Mono.delay(Duration.ofSeconds(10)).map(tick -> good()));
        Exchange exchange = withIssuedKeys(Chains.of(Optional.empty(), Optional.empty(), Chains.LONGEST_WAIT, 1));
        List<String> order = new ArrayList<>();
        for (String name : List.of("a", "b", "c")) {
            exchange.send(STATUS).subscribe(answer -> order.add(name), failures::add);
        }
        clock.advanceTimeBy(Duration.ofSeconds(30));
        assertThat(failures).isEmpty();
        assertThat(order).containsExactly("a", "b", "c");
        assertThat(network.keys()).containsExactly("k1", "k2", "k3");
    }

    @Test
    @DisplayName("3.4 20,000 calls that end one after the other as soon as they are sent need no deep stack")
    void atOnce() {
        ScriptedNetwork first = network;
        first.then(request -> Mono.delay(Duration.ofSeconds(1)).map(tick -> good()))
                .then(request -> Mono.error(new IllegalStateException("at once")));
        Exchange exchange = withKey(Chains.of(Optional.empty(), Optional.empty(), Chains.LONGEST_WAIT, 1), network);
        for (int i = 0; i < 20_000; i++) {
            call(exchange);
        }
        clock.advanceTimeBy(Duration.ofSeconds(1));
        assertThat(answers).hasSize(1);
        assertThat(failures).hasSize(19_999);
    }

    @ParameterizedTest
    @DisplayName("3.4 every connection and every permission of the breaker is released, however calls end")
    @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8})
    void nothingIsLost(long seed) {
        Random random = new Random(seed);
        issuing.then(request -> Mono.delay(Duration.ofMillis(random.nextInt(500)))
                .map(tick -> random.nextInt(4) == 0
                        ? json(503, "")
                        : key("k" + issuing.sent(), Duration.ofSeconds(1 + random.nextInt(20)))));
        boolean[] calm = {false};
        network.then(request -> Mono.delay(Duration.ofMillis(random.nextInt(2_000)))
                .flatMap(tick -> calm[0] ? Mono.just(good()) : anything(random)));
        Exchange exchange = withIssuedKeys(
                Chains.of(Optional.of(Breakers.breaker(Time.system())), Chains.limiter(20), Duration.ofSeconds(8), 3));
        List<Disposable> calls = new ArrayList<>();
        for (int i = 0; i < 2_000; i++) {
            calls.add(call(exchange));
            if (random.nextInt(3) == 0) {
                calls.get(random.nextInt(calls.size())).dispose();
            }
            clock.advanceTimeBy(Duration.ofMillis(random.nextInt(200)));
        }
        calm[0] = true;
        clock.advanceTimeBy(Duration.ofMinutes(5));
        assertThat(calls).allMatch(Disposable::isDisposed);
        answers.clear();
        for (int i = 0; i < 3; i++) {
            call(exchange);
        }
        clock.advanceTimeBy(Duration.ofSeconds(5));
        assertThat(answers).as("calls answered over all three connections").hasSize(3);
    }

    private static Mono<HttpAnswer> anything(Random random) {
        return switch (random.nextInt(6)) {
            case 0 -> Mono.error(new IOException("reset"));
            case 1 -> Mono.just(json(500, ""));
            case 2 -> Mono.just(json(401, "{}"));
            case 3 -> Mono.just(json(429, ""));
            default -> Mono.just(good());
        };
    }

    @Test
    @DisplayName("3.5 a key that is still valid is used while its renewal is under way")
    void renewalHangs() {
        issuing.then(request -> Mono.just(key("k1", Duration.ofSeconds(100)))).then(request -> Mono.never());
        network.then(request -> Mono.just(good()));
        Exchange exchange = withIssuedKeys(Chains.defaults());
        call(exchange);
        clock.advanceTimeBy(Duration.ofSeconds(95));
        for (int i = 0; i < 5; i++) {
            call(exchange);
        }
        assertThat(answers).hasSize(6);
        assertThat(network.keys()).containsOnly("k1");
        assertThat(issuing.sent()).as("renewals").isEqualTo(2);
    }

    @Test
    @DisplayName("3.5 a key that seems to expire within a second, because clocks differ, is used until it is refused")
    void endsAtOnce() {
        issuing.then(request -> Mono.just(key("k1", Duration.ofMillis(900))));
        network.then(request -> Mono.just(good()));
        Exchange exchange = withIssuedKeys(Chains.of(false, 0));
        for (int i = 0; i < 20; i++) {
            call(exchange);
            clock.advanceTimeBy(Duration.ofSeconds(1));
        }
        assertThat(answers).hasSize(20);
        assertThat(issuing.sent()).isEqualTo(1);
    }

    @Test
    @DisplayName("3.5 calls that wait in the queue do not each request a new key if keys are refused")
    void refusedForMany() {
        issuing.then(request -> Mono.just(key("k" + issuing.sent(), Duration.ofHours(1))));
        network.then(request -> Mono.delay(Duration.ofMillis(50)).map(tick -> json(401, "{}")));
        Exchange exchange = withIssuedKeys(Chains.defaults());
        for (int i = 0; i < 500; i++) {
            call(exchange);
        }
        clock.advanceTimeBy(Duration.ofSeconds(60));
        assertThat(failures).hasSize(500).allMatch(AuthenticationException.class::isInstance);
        assertThat(issuing.sent())
                .as("key requests: two at first, then one every 5 s")
                .isLessThan(10);
    }

    @Test
    @DisplayName("3.6 calls get every second turn if there are more key requests than the rate limit permits")
    void keysAndCalls() {
        issuing.then(request -> Mono.just(key("k", Duration.ofMinutes(10))));
        network.answer(200, "{}");
        Exchange exchange = withIssuedKeys(Chains.of(Optional.empty(), Chains.limiter(1), Duration.ofHours(3), 50));
        for (int model = 0; model < 1_800; model++) {
            exchange.send(Chains.retraining(model)).subscribe(answers::add, failures::add);
        }
        clock.advanceTimeBy(Duration.ofMinutes(70));
        assertThat(failures).isEmpty();
        assertThat(answers).hasSize(1_800);
    }

    @Test
    @DisplayName("3.5 a key is not discarded while calls wait with it, however many models there are")
    void keysInUse() {
        issuing.then(request -> Mono.just(key("k", Duration.ofSeconds(20))));
        network.then(request -> Mono.delay(Duration.ofSeconds(1)).map(tick -> json(200, "{}")));
        Exchange exchange = withIssuedKeys(Chains.of(Optional.empty(), Optional.empty(), Chains.LONGEST_WAIT, 10));
        for (int model = 0; model < 3_000; model++) {
            exchange.send(Chains.retraining(model)).subscribe(answers::add, failures::add);
            clock.advanceTimeBy(Duration.ofMillis(20));
        }
        clock.advanceTimeBy(Duration.ofMinutes(10));
        assertThat(failures).isEmpty();
        assertThat(answers).hasSize(3_000);
    }

    @Test
    @DisplayName("3.6 a request that is repeated with another key is sent before requests that have not had a turn")
    void repeatedFirst() {
        issuing.then(request -> Mono.just(key("k" + issuing.sent(), Duration.ofHours(1))));
        network.then(request -> Mono.delay(Duration.ofSeconds(1))
                .map(tick -> request.key().value().equals("k1") ? json(401, "{}") : good()));
        Exchange exchange = withIssuedKeys(Chains.of(Optional.empty(), Optional.empty(), Chains.LONGEST_WAIT, 1));
        List<Integer> order = new ArrayList<>();
        for (int i = 0; i < 4; i++) {
            int number = i;
            exchange.send(STATUS).subscribe(answer -> order.add(number), failures::add);
        }
        clock.advanceTimeBy(Duration.ofSeconds(10));
        assertThat(order).containsExactly(0, 1, 2, 3);
    }

    @Test
    @DisplayName("3.4 the permit of a cancelled call expires after its period")
    void spare() {
        network.then(request -> Mono.just(good()));
        Exchange exchange = withKey(Chains.of(false, 1), network);
        call(exchange);
        call(exchange).dispose();
        clock.advanceTimeBy(Duration.ofSeconds(100));
        for (int i = 0; i < 3; i++) {
            call(exchange);
        }
        clock.advanceTimeBy(Duration.ofSeconds(10));
        List<Long> sent = network.sentAt();
        assertThat(sent).hasSize(4);
        assertThat(sent.get(2) - sent.get(1)).isPositive();
    }

    @Test
    @DisplayName("3.4 a rate limiter of the application that throws delays calls but loses none")
    void throwingLimiter() {
        boolean[] broken = {true};
        RateLimiter limiter = new AtomicRateLimiter("own", RateLimiterConfig.ofDefaults()) {
            @Override
            public long reservePermission(int permits) {
                if (broken[0]) {
                    throw new IllegalStateException("a limiter's own fault");
                }
                return 0;
            }
        };
        network.then(request -> Mono.just(good()));
        Exchange exchange = withKey(Chains.of(Optional.empty(), Optional.of(limiter), Chains.LONGEST_WAIT, 2), network);
        for (int i = 0; i < 10; i++) {
            call(exchange);
        }
        clock.advanceTimeBy(Duration.ofSeconds(5));
        assertThat(network.sent()).isZero();
        broken[0] = false;
        clock.advanceTimeBy(Duration.ofSeconds(2));
        assertThat(answers).hasSize(10);
    }

    @Test
    @DisplayName("3.5 a key that is refused as soon as it is issued is not requested again for 5 s")
    void alwaysRefused() {
        issuing.then(request -> Mono.just(key("k" + issuing.sent(), Duration.ofHours(1))));
        network.answer(401, "{}");
        Exchange exchange = withIssuedKeys(Chains.of(false, 0));
        for (int i = 0; i < 150; i++) {
            call(exchange);
            clock.advanceTimeBy(Duration.ofMillis(100));
        }
        assertThat(failures).hasSize(150).allMatch(AuthenticationException.class::isInstance);
        assertThat(issuing.sent()).isBetween(3, 5);
    }

    @Test
    @DisplayName("3.4 requests for keys have their own breaker, which failures of POST calls do not open")
    void keysHaveTheirOwnBreaker() {
        issuing.then(request -> Mono.just(key("k" + issuing.sent(), Duration.ofSeconds(10))));
        network.answer(500, "");
        Exchange exchange = withIssuedKeys(Chains.of(true, 0));
        ApiRequest<String> post = new ApiRequest<>(Endpoint.TRAIN, "t-1", Endpoint.TRAIN.path(), "{}", body -> "done");
        for (int i = 0; i < 25; i++) {
            exchange.send(post).subscribe(answers::add, failures::add);
        }
        assertThat(network.sent()).isEqualTo(20);
        clock.advanceTimeBy(Duration.ofSeconds(31));
        network.answer(200, "{}");
        exchange.send(post).subscribe(answers::add, failures::add);
        assertThat(answers).hasSize(1);
        assertThat(issuing.sent()).isEqualTo(2);
    }

    @Test
    @DisplayName("3.4 a call that waits too long for a permit fails with an error that says so")
    void limiterBound() {
        network.answer(200, Calls.GOOD);
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
}
