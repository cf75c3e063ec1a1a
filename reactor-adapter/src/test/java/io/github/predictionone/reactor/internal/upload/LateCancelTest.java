package io.github.predictionone.reactor.internal.upload;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.predictionone.internal.wire.PresignedUrl;
import io.github.predictionone.internal.wire.Requests;
import io.github.predictionone.reactor.internal.netty.Connections;
import io.github.predictionone.reactor.internal.netty.NettySender;
import io.github.predictionone.reactor.internal.netty.RawServer;
import io.github.predictionone.reactor.internal.netty.TestSettings;
import io.github.predictionone.reactor.internal.storage.Storage;
import io.github.predictionone.reactor.internal.storage.TestStorage;
import io.github.predictionone.reactor.internal.support.Time;
import io.github.predictionone.training.StatusClassifier;
import io.github.predictionone.training.TrainingId;
import java.io.IOException;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.reactivestreams.Publisher;
import org.reactivestreams.Subscription;
import reactor.core.CoreSubscriber;
import reactor.core.Disposable;
import reactor.core.Disposables;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Hooks;
import reactor.core.publisher.Mono;
import reactor.core.publisher.Operators;
import reactor.test.StepVerifier;
import reactor.util.context.Context;

/**
 * Cancels exchanges at the moment when Reactor Netty delivers the answer: too late for the connection to be cancelled,
 * too early for the answer to be read.
 */
class LateCancelTest {

    private static final String HOOK = "late cancel";
    private static final String BODY = "{\"status\":\"training\"}";
    private static final String WHOLE = answer(BODY.length());
    private static final String BEGUN = answer(BODY.length() + 1);

    private final Connections connections = new Connections(TestSettings.connections(1));
    private final Disposable.Swap subscription = Disposables.swap();
    private final CountDownLatch handedOn = new CountDownLatch(1);
    private volatile boolean late;
    private RawServer server;

    enum Exchange {
        CALL,
        GET,
        PUT
    }

    /** Inserts a subscriber behind each {@code Mono.create}, where Reactor Netty emits the answer. */
    @BeforeEach
    void open() throws IOException {
        server = new RawServer();
        Hooks.onEachOperator(
                HOOK,
                Operators.<Object>lift(
                        operator -> operator.stepName().contains("MonoCreate"), (operator, next) -> new Late(next)));
    }

    @AfterEach
    void close() throws IOException {
        Hooks.resetOnEachOperator(HOOK);
        connections.close().as(StepVerifier::create).verifyComplete();
        server.close();
    }

    private final class Late implements CoreSubscriber<Object>, Subscription {

        private final CoreSubscriber<? super Object> next;
        private Subscription upstream;

        Late(CoreSubscriber<? super Object> next) {
            this.next = next;
        }

        @Override
        public Context currentContext() {
            return next.currentContext();
        }

        @Override
        public void onSubscribe(Subscription s) {
            upstream = s;
            next.onSubscribe(this);
        }

        @Override
        public void onNext(Object value) {
            if (late) {
                subscription.dispose();
            }
            next.onNext(value);
        }

        @Override
        public void onError(Throwable failure) {
            next.onError(failure);
        }

        @Override
        public void onComplete() {
            next.onComplete();
            if (late) {
                handedOn.countDown();
            }
        }

        @Override
        public void request(long n) {
            upstream.request(n);
        }

        @Override
        public void cancel() {
            if (!late) {
                upstream.cancel();
            }
        }
    }

    private static String answer(int length) {
        return "HTTP/1.1 200 OK\r\nContent-Length: " + length + "\r\n\r\n" + BODY;
    }

    private static void write(Socket socket, String text) throws IOException {
        socket.getOutputStream().write(text.getBytes(StandardCharsets.US_ASCII));
    }

    private Storage storage() {
        return TestStorage.of(connections::storage, Duration.ofHours(1), Time.system());
    }

    private PresignedUrl url() {
        return PresignedUrl.parse("url", server.uri() + "/object");
    }

    private Publisher<?> begin(Exchange exchange) {
        return switch (exchange) {
            case CALL ->
                new NettySender(connections, server.uri(), Connections.Use.CALLS)
                        .send(Requests.trainingStatus(TrainingId.of("t"), StatusClassifier.defaults()));
            case GET -> storage().get("get", url(), headers -> {}, (answer, body) -> body.then());
            case PUT ->
                storage().put("put", url(), 1, new UploadBody(new BytesContent(new byte[1]).open(), Mono.empty()));
        };
    }

    private void cancelLate(Exchange exchange, String answer) {
        server.then((socket, out) -> {
            readBody(exchange, socket);
            late = true;
            write(socket, answer);
            return true;
        });
        subscription.update(Flux.from(begin(exchange)).subscribe());
        try {
            handedOn.await();
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
        late = false;
    }

    private static void readBody(Exchange exchange, Socket socket) throws IOException {
        if (exchange == Exchange.PUT) {
            socket.getInputStream().readNBytes(1);
        }
    }

    private void exchangeAgain(Exchange exchange) {
        server.then((socket, out) -> {
            readBody(exchange, socket);
            write(socket, WHOLE);
            return true;
        });
        Flux.from(begin(exchange)).then().as(StepVerifier::create).verifyComplete();
    }

    @ParameterizedTest
    @EnumSource
    @DisplayName("1.6 a cancellation just after a whole answer has been delivered leaves the connection reusable")
    void whole(Exchange exchange) {
        cancelLate(exchange, WHOLE);
        exchangeAgain(exchange);
        assertThat(server.connections()).isEqualTo(1);
    }

    @ParameterizedTest
    @EnumSource
    @DisplayName("1.6 a cancellation just after the beginning of an answer has been delivered closes the connection")
    void begun(Exchange exchange) {
        cancelLate(exchange, BEGUN);
        exchangeAgain(exchange);
        assertThat(server.connections()).isEqualTo(2);
    }
}
