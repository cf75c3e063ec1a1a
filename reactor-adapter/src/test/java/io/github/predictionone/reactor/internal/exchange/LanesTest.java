package io.github.predictionone.reactor.internal.exchange;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.predictionone.ApiKey;
import io.github.predictionone.internal.wire.Requests;
import io.github.predictionone.reactor.internal.netty.HttpAnswer;
import io.github.predictionone.reactor.internal.support.Requester;
import io.github.predictionone.reactor.internal.support.Time;
import io.github.predictionone.training.StatusClassifier;
import io.github.predictionone.training.TrainingId;
import io.github.resilience4j.ratelimiter.RateLimiter;
import io.github.resilience4j.ratelimiter.RateLimiterConfig;
import io.github.resilience4j.ratelimiter.internal.AtomicRateLimiter;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import reactor.core.Disposable;
import reactor.core.publisher.Mono;
import reactor.test.scheduler.VirtualTimeScheduler;
import reactor.util.context.Context;

/** The order of requests while more of them wait than the rate limit of one per second permits. */
class LanesTest {

    private final List<String> sent = new ArrayList<>();
    private final List<Throwable> failures = new ArrayList<>();
    private VirtualTimeScheduler clock;
    private Exchange exchange;

    @BeforeEach
    void virtualTime() {
        clock = VirtualTimeScheduler.getOrSet();
        exchange = Chains.of(false, 1)
                .withKey(ApiKey.of("k"), request -> answer(request.subject(), "{\"status\":\"training\"}"));
        // Takes the initial permit.
        send("first", Context.empty());
        sent.clear();
    }

    @AfterEach
    void realTime() {
        VirtualTimeScheduler.reset();
    }

    private Disposable send(String id, Context context) {
        return exchange.send(Requests.trainingStatus(TrainingId.of(id), StatusClassifier.defaults()))
                .contextWrite(context)
                .subscribe(answer -> {}, failures::add);
    }

    private Requester look(String id, String... viewers) {
        Requester look = Requester.firstLook(List.of(viewers));
        send(id, look.context());
        return look;
    }

    private List<String> sentIn(int seconds) {
        sent.clear();
        clock.advanceTimeBy(Duration.ofSeconds(seconds));
        return sent;
    }

    @Test
    @DisplayName("3.6 calls of the user come first, and every fourth turn goes to a waiting poll")
    void callsFirst() {
        for (int i = 0; i < 10; i++) {
            send("poll", Requester.knownPoll().context());
        }
        for (int i = 0; i < 10; i++) {
            send("call", Context.empty());
        }
        assertThat(sentIn(12))
                .containsExactly(
                        "call", "call", "call", "poll", "call", "call", "call", "poll", "call", "call", "call", "poll");
    }

    @Test
    @DisplayName("3.6 polls of known ids alternate with first looks")
    void firstLooks() {
        for (int i = 0; i < 10; i++) {
            look("look", "anybody");
        }
        for (int i = 0; i < 3; i++) {
            send("poll", Requester.knownPoll().context());
        }
        assertThat(sentIn(8)).containsExactly("poll", "look", "poll", "look", "poll", "look", "look", "look");
    }

    @Test
    @DisplayName("3.6 viewers take turns, and each viewer's oldest first look is sent next")
    void viewers() {
        IntStream.range(0, 1_000).forEach(i -> look("a" + i, "a"));
        IntStream.range(0, 3).forEach(i -> look("b" + i, "b"));
        look("c0", "c");
        assertThat(sentIn(8)).containsExactly("a0", "b0", "c0", "a1", "b1", "a2", "b2", "a3");
    }

    @Test
    @DisplayName("3.6 a first look for several viewers is sent once, at the first turn of any of them")
    void joined() {
        IntStream.range(0, 100).forEach(i -> look("a" + i, "a"));
        Requester wanted = look("wanted", "a");
        look("b0", "b");
        look("b1", "b");
        wanted.join("c");
        wanted.join("c");
        assertThat(sentIn(6)).containsExactly("a0", "b0", "wanted", "a1", "b1", "a2");
        assertThat(sentIn(200)).hasSize(97).doesNotContain("wanted");
        wanted.join("d");
        assertThat(sentIn(10)).isEmpty();
    }

    @Test
    @DisplayName("3.6 each remaining request is served once, whatever other requests join or are cancelled")
    void nobodyIsLost() {
        Random random = new Random(13);
        List<String> stay = new ArrayList<>();
        List<Disposable> leave = new ArrayList<>();
        List<Requester> looks = new ArrayList<>();
        for (int i = 0; i < 3_000; i++) {
            String id = "t" + i;
            Requester look = Requester.firstLook(List.of("viewer" + random.nextInt(20)));
            Context context = random.nextInt(3) == 0 ? Requester.knownPoll().context() : look.context();
            Disposable call = send(id, random.nextInt(4) == 0 ? Context.empty() : context);
            looks.add(look);
            if (random.nextBoolean()) {
                stay.add(id);
            } else {
                leave.add(call);
            }
            looks.get(random.nextInt(looks.size())).join("viewer" + random.nextInt(20));
        }
        leave.forEach(Disposable::dispose);
        looks.forEach(look -> look.join("late"));
        assertThat(sentIn(3_000)).containsExactlyInAnyOrderElementsOf(stay);
        assertThat(failures).isEmpty();
        send("next", Context.empty());
        assertThat(sent).last().isEqualTo("next");
    }

    @Test
    @DisplayName("3.6 a repeated request is sent before requests that have not had a turn")
    void repeated() {
        for (int i = 0; i < 10; i++) {
            look("look-" + i, "viewer-" + i);
        }
        send("call", Context.empty());
        send("again", Requester.firstLook(List.of("viewer")).context().put(Repeated.class, true));
        assertThat(sentIn(3)).containsExactly("again", "call", "look-0");
    }

    @Test
    @DisplayName("3.4 a waiting repeated request does not prolong the time limit of the requests before it")
    void timesOfOthers() {
        RateLimiterConfig config = RateLimiterConfig.custom()
                .limitForPeriod(1)
                .limitRefreshPeriod(Duration.ofHours(1))
                .build();
        RateLimiter hourly = new AtomicRateLimiter("hourly", config, Time.system()::nanos);
        hourly.drainPermissions();
        exchange = Chains.of(Optional.empty(), Optional.of(hourly), Duration.ofSeconds(20), 1)
                .withKey(ApiKey.of("k"), request -> Mono.never());
        look("look", "viewer");
        clock.advanceTimeBy(Duration.ofSeconds(19));
        send("again", Context.of(Repeated.class, true));
        clock.advanceTimeBy(Duration.ofSeconds(2));
        assertThat(failures).singleElement().asString().contains("look");
    }

    @Test
    @DisplayName("3.6 polls get every fourth turn while requests for keys wait, too")
    void keys() {
        Exchanges exchanges = Chains.of(false, 1);
        Exchange issuer = exchanges.issuer(ApiKey.of("secret"), request -> answer("key", "{\"api_key\":\"k\"}"));
        exchange = exchanges.withIssuedKeys(
                issuer,
                request -> answer(request.subject().equals("poll") ? "poll" : "call", "{\"status\":\"training\"}"));
        send("poll", Context.empty());
        clock.advanceTimeBy(Duration.ofSeconds(5));
        for (int model = 0; model < 100; model++) {
            send("poll", Requester.knownPoll().context());
            exchange.send(Chains.retraining(model)).subscribe();
        }
        assertThat(sentIn(40))
                .satisfies(all -> assertThat(Collections.frequency(all, "poll")).isEqualTo(10))
                .satisfies(all -> assertThat(Collections.frequency(all, "key")).isEqualTo(15))
                .satisfies(all -> assertThat(Collections.frequency(all, "call")).isEqualTo(15));
    }

    private Mono<HttpAnswer> answer(String what, String json) {
        sent.add(what);
        return Mono.just(new HttpAnswer(200, null, json.getBytes(StandardCharsets.UTF_8)));
    }
}
