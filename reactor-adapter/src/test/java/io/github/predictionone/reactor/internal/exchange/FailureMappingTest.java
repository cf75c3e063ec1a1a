package io.github.predictionone.reactor.internal.exchange;

import static io.github.predictionone.reactor.internal.exchange.Calls.GOOD;
import static io.github.predictionone.reactor.internal.exchange.Calls.STATUS;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.predictionone.AuthenticationException;
import io.github.predictionone.ProtocolException;
import io.github.predictionone.TransportException;
import io.github.predictionone.internal.wire.ApiRequest;
import io.github.predictionone.internal.wire.Endpoint;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import reactor.test.StepVerifier;
import reactor.test.scheduler.VirtualTimeScheduler;

/** How answers and failures become results and exceptions. */
class FailureMappingTest {

    @RegisterExtension
    private final Calls calls = new Calls();

    private final ScriptedNetwork network = calls.network();
    private final VirtualTimeScheduler clock = calls.clock();

    @ParameterizedTest
    @MethodSource
    @DisplayName(
            "1.10 a JVM error while an answer is read reaches the subscriber, and only an OutOfMemoryError is retried")
    void errorsOfTheJvm(Error error, int sent) {
        network.answer(200, "{}");
        ApiRequest<String> request = new ApiRequest<>(Endpoint.TRAIN_STATUS_CHECK, "t-1", "/", null, body -> {
            throw error;
        });
        List<Throwable> end = new ArrayList<>();
        calls.exchange().send(request).subscribe(answer -> {}, end::add);
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
    @DisplayName(
            "2.6 a redirect, an unreadable answer and an incomplete answer are protocol errors and are not retried")
    void protocol() {
        network.answer(302, "")
                .answer(200, "<html>")
                .answer(200, "{\"updated_datetime\":\"x\"}")
                .answer(200, "");
        for (int i = 0; i < 4; i++) {
            calls.exchange().send(STATUS).as(StepVerifier::create).verifyError(ProtocolException.class);
        }
        assertThat(network.sent()).isEqualTo(4);
    }

    @Test
    @DisplayName("2.4 an OK answer that contains an error is a failure, and the error code decides about the retry")
    void errorInOk() {
        network.answer(200, "{\"code\":5001000201,\"error\":\"E\",\"message\":\"down\"}")
                .answer(200, GOOD);
        List<Object> end = new ArrayList<>();
        calls.exchange().send(STATUS).subscribe(end::add, end::add);
        clock.advanceTimeBy(Duration.ofSeconds(1));
        assertThat(end).singleElement().isInstanceOf(Answer.class);
        network.answer(200, "{\"code\":4001000204,\"message\":\"Not_found_credential.\"}");
        calls.exchange().send(STATUS).as(StepVerifier::create).verifyError(AuthenticationException.class);
    }
}
