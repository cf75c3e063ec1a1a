package io.github.predictionone.reactor.internal.exchange;

import static io.github.predictionone.reactor.internal.exchange.Calls.STATUS;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.predictionone.ApiKey;
import io.github.predictionone.ClientClosedException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import reactor.core.publisher.Mono;
import reactor.test.StepVerifier;
import reactor.test.scheduler.VirtualTimeScheduler;

class UntilClosedTest {

    @RegisterExtension
    private final Calls calls = new Calls();

    private final ScriptedNetwork network = calls.network();
    private final VirtualTimeScheduler clock = calls.clock();

    @Test
    @DisplayName(
            "1.7 closing the client fails all calls, whatever they wait for, and later ones with an error that says so")
    void closing() {
        network.then(request -> Mono.never());
        Exchanges exchanges = Chains.of(Optional.empty(), Optional.empty(), Chains.LONGEST_WAIT, 2);
        Exchange exchange = exchanges.withKey(ApiKey.of("k"), network);
        List<Throwable> ends = new ArrayList<>();
        exchange.send(STATUS).subscribe(answer -> {}, ends::add);
        network.answer(503, "", "60");
        exchange.send(STATUS).subscribe(answer -> {}, ends::add);
        network.then(request -> Mono.never());
        exchange.send(STATUS).subscribe(answer -> {}, ends::add);
        exchange.send(STATUS).subscribe(answer -> {}, ends::add);
        assertThat(network.sent())
                .as("requests sent, while the last call waits for a connection")
                .isEqualTo(3);
        exchanges.chain().queue().close();
        exchanges.chain().calls().close(Runnable::run);
        assertThat(ends).hasSize(4).allMatch(ClientClosedException.class::isInstance);
        exchange.send(STATUS).as(StepVerifier::create).verifyError(ClientClosedException.class);
        clock.advanceTimeBy(Duration.ofMinutes(5));
        assertThat(network.sent()).isEqualTo(3);
    }
}
