package io.github.predictionone.reactor.internal.exchange;

import static io.github.predictionone.reactor.internal.exchange.Calls.POST;
import static io.github.predictionone.reactor.internal.exchange.Calls.STATUS;
import static io.github.predictionone.reactor.internal.exchange.Calls.UNKNOWN_KEY;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.predictionone.AuthenticationException;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import reactor.test.StepVerifier;

class AuthenticatingTest {

    @RegisterExtension
    private final Calls calls = new Calls();

    private final ScriptedNetwork network = calls.network();
    private final ScriptedNetwork issuing = calls.issuing();

    @Test
    @DisplayName("3.5 a call, even a POST, renews a refused key once and then fails")
    void refusedKey() {
        issuing.answer(200, Calls.key("k1", "x")).answer(200, Calls.key("k2", "x"));
        network.answer(400, UNKNOWN_KEY).answer(200, "{}");
        Exchange exchange = calls.withSecretKey();
        exchange.send(POST).as(StepVerifier::create).expectNextCount(1).verifyComplete();
        assertThat(network.keys()).containsExactly("k1", "k2");
        network.answer(400, UNKNOWN_KEY);
        exchange.send(STATUS).as(StepVerifier::create).verifyError(AuthenticationException.class);
        assertThat(network.sent()).isEqualTo(4);
        assertThat(issuing.sent()).isEqualTo(3);
    }
}
