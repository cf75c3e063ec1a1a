package io.github.predictionone.reactor.internal.exchange;

import static io.github.predictionone.reactor.internal.exchange.Calls.GOOD;
import static io.github.predictionone.reactor.internal.exchange.Calls.STATUS;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.predictionone.ApiKey;
import io.github.predictionone.CredentialType;
import io.github.predictionone.reactor.internal.netty.HttpAnswer;
import io.github.predictionone.reactor.internal.support.Time;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import reactor.core.publisher.Mono;
import reactor.test.StepVerifier;
import reactor.test.scheduler.VirtualTimeScheduler;

class KeysByTypeTest {

    @RegisterExtension
    private final Calls calls = new Calls();

    private final ScriptedNetwork network = calls.network();
    private final ScriptedNetwork issuing = calls.issuing();
    private final VirtualTimeScheduler clock = calls.clock();
    private final Time time = Time.system();

    @Test
    @DisplayName("3.5 each type of call uses its own API key, and retraining uses one key per model")
    void keysByType() {
        issuing.then(request -> Mono.just(new HttpAnswer(
                200, null, Calls.key("key-" + request.target().length(), "").getBytes(StandardCharsets.UTF_8))));
        network.answer(200, GOOD);
        Exchange exchange = calls.withSecretKey();
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
    @DisplayName("3.5 keys are kept until they expire, for any number of models, and then discarded")
    void keysOfManyModels() {
        issuing.answer(200, Calls.key("k1", "1970-01-01 00:10:00"));
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
}
