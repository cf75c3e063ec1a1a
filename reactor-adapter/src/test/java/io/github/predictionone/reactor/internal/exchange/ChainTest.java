package io.github.predictionone.reactor.internal.exchange;

import static io.github.predictionone.reactor.internal.exchange.Calls.GOOD;
import static io.github.predictionone.reactor.internal.exchange.Calls.POST;
import static io.github.predictionone.reactor.internal.exchange.Calls.STATUS;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.predictionone.ApiKey;
import io.github.predictionone.reactor.internal.netty.HttpAnswer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import reactor.core.publisher.Mono;
import reactor.test.StepVerifier;
import reactor.test.scheduler.VirtualTimeScheduler;

/** The behaviour of the chain as a whole. */
class ChainTest {

    @RegisterExtension
    private final Calls calls = new Calls();

    private final ScriptedNetwork network = calls.network();
    private final VirtualTimeScheduler clock = calls.clock();

    @Test
    @DisplayName("1.6 a client without instrumentation adds neither a step nor a context entry to a call")
    void uninstrumented() {
        network.then(request -> Mono.deferContextual(context -> {
            assertThat(context.isEmpty()).as("empty context").isTrue();
            return Mono.just(new HttpAnswer(200, null, GOOD.getBytes(StandardCharsets.UTF_8)));
        }));
        Exchange exchange = calls.exchange();
        assertThat(exchange).isInstanceOf(Logging.class);
        assertThat(Chains.of(false, 0).polls(exchange)).isSameAs(exchange);
        exchange.send(STATUS).as(StepVerifier::create).expectNextCount(1).verifyComplete();
    }

    @Test
    @DisplayName(
            "3.4 another origin has its own breaker, shares the rate limiter, and receives the key of each request")
    void otherOrigin() {
        Exchanges exchanges = Chains.of(true, 20);
        network.answer(500, "");
        Exchange inference = exchanges.toOtherOrigin(network);
        for (int i = 0; i < 30; i++) {
            inference.send(POST.withKey(ApiKey.of("its-own"))).subscribe(answer -> {}, failure -> {});
            clock.advanceTimeBy(Duration.ofSeconds(1));
        }
        assertThat(network.sent()).as("requests until the breaker opened").isEqualTo(20);
        assertThat(network.keys()).containsOnly("its-own");
        ScriptedNetwork api = new ScriptedNetwork().answer(200, GOOD);
        List<String> words = new ArrayList<>();
        exchanges.withKey(ApiKey.of("k"), api).send(STATUS).map(Calls::word).subscribe(words::add);
        assertThat(words).containsExactly("training");
    }
}
