package io.github.predictionone.reactor.internal.exchange;

import static io.github.predictionone.reactor.internal.exchange.Calls.GOOD;
import static io.github.predictionone.reactor.internal.exchange.Calls.STATUS;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.predictionone.ApiKey;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import reactor.core.Disposable;
import reactor.core.publisher.Flux;
import reactor.test.scheduler.VirtualTimeScheduler;

/** The rate limiter in the path of calls. */
class PermitsTest {

    @RegisterExtension
    private final Calls calls = new Calls();

    private final ScriptedNetwork network = calls.network();
    private final VirtualTimeScheduler clock = calls.clock();

    @Test
    @DisplayName("3.4 requests beyond the rate limit wait without blocking a thread, and none is lost")
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
    @DisplayName("3.4 a cancelled request takes no permit, and the requests behind it move up")
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
}
