package io.github.predictionone.reactor.micrometer;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.predictionone.ApiException;
import io.github.predictionone.AuthenticationException;
import io.github.predictionone.ClientClosedException;
import io.github.predictionone.CredentialType;
import io.github.predictionone.TransportException;
import io.github.predictionone.model.ModelId;
import io.github.predictionone.policy.PollSchedule;
import io.github.predictionone.policy.RetryPolicy;
import io.github.predictionone.reactor.PredictionOneClient;
import io.github.predictionone.reactor.WatchOptions;
import io.github.predictionone.reactor.internal.netty.RawServer;
import io.github.predictionone.training.StatusEvent;
import io.github.predictionone.training.TrainingId;
import io.github.predictionone.training.TrainingStatus;
import io.micrometer.common.KeyValue;
import io.micrometer.common.KeyValues;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.micrometer.observation.Observation;
import io.micrometer.observation.ObservationHandler;
import io.micrometer.observation.contextpropagation.ObservationThreadLocalAccessor;
import io.micrometer.observation.tck.TestObservationRegistry;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import reactor.core.Disposable;
import reactor.core.publisher.Mono;
import reactor.test.StepVerifier;

/** One observation per call, over real sockets. */
class ObservedCallTest {

    private static final TrainingId ID = TrainingId.of("id-that-no-tag-may-show");
    private static final String STATUS = "/v1/external/models/results";
    private static final String GOOD = "{\"status\":\"training\"}";
    private static final String KEY = "{\"api_key\":\"issued\",\"end_date\":\"2999-01-01\"}";

    private final RawServer service = new RawServer();
    private final TestObservationRegistry observations = TestObservationRegistry.create();
    private final MeterRegistry meters = new SimpleMeterRegistry();
    private final List<ApiCallContext> started = new CopyOnWriteArrayList<>();
    private final List<ApiCallContext> stopped = new CopyOnWriteArrayList<>();
    private final PredictionOneClient client =
            builder(service.uri()).apiKey("k3y").build();

    ObservedCallTest() throws IOException {
        observations.observationConfig().observationHandler(new ObservationHandler<ApiCallContext>() {
            @Override
            public boolean supportsContext(Observation.Context context) {
                return context instanceof ApiCallContext;
            }

            @Override
            public void onStart(ApiCallContext context) {
                started.add(context);
            }

            @Override
            public void onStop(ApiCallContext context) {
                stopped.add(context);
            }
        });
    }

    private PredictionOneClient.Builder builder(URI baseUrl) {
        return PredictionOneClient.builder()
                .baseUrl(baseUrl)
                .retry(RetryPolicy.defaults().withFirstWait(Duration.ofMillis(1)))
                .instrumentation(MicrometerInstrumentation.of(observations, meters));
    }

    @AfterEach
    void close() throws Exception {
        client.close();
        service.close();
    }

    private static String answer(String status, String body) {
        return "HTTP/1.1 " + status + "\r\nContent-Length: " + body.length() + "\r\n\r\n" + body;
    }

    private Mono<TrainingStatus> status() {
        return client.trainingStatus(ID);
    }

    private ApiCallContext only() {
        assertThat(started).hasSize(1);
        assertThat(stopped).isEqualTo(started);
        return stopped.get(0);
    }

    private static KeyValues tags(String status, String outcome, String exception) {
        return KeyValues.of(
                "client.name",
                "prediction-one",
                "method",
                "GET",
                "uri",
                STATUS,
                "status",
                status,
                "outcome",
                outcome,
                "exception",
                exception);
    }

    private double retries() {
        return meters.find("predictionone.retries").counters().stream()
                .mapToDouble(Counter::count)
                .sum();
    }

    @Test
    @DisplayName("2.2 a call is one observation, named and tagged like Spring's, and no tag contains an id or a URL")
    void success() {
        service.then(answer("200 OK", GOOD));
        Mono<TrainingStatus> call = status();
        assertThat(started).as("before subscription").isEmpty();
        call.as(StepVerifier::create).expectNextCount(1).verifyComplete();
        ApiCallContext context = only();
        assertThat(context.getName()).isEqualTo("http.client.requests");
        assertThat(context.getContextualName()).isEqualTo("http get");
        assertThat(context.getLowCardinalityKeyValues()).containsExactlyElementsOf(tags("200", "SUCCESS", "none"));
        assertThat(context.getHighCardinalityKeyValues()).isEmpty();
        assertThat(context.getAllKeyValues().stream().map(KeyValue::getValue))
                .noneMatch(value -> value.contains(ID.value()) || value.contains("127.0.0.1"));
    }

    @Test
    @DisplayName("2.2 no tag of an observation contains an id from the request's path")
    void idInPath() {
        service.then("HTTP/1.1 204 No Content\r\n\r\n");
        client.models().delete(ModelId.of(271_828)).as(StepVerifier::create).verifyComplete();
        assertThat(only().getAllKeyValues().stream().map(KeyValue::getValue))
                .contains("DELETE", "/v1/external/models/{model_id}")
                .noneMatch(value -> value.contains("271828"));
    }

    @Test
    @DisplayName("1.6 each subscription to a call is a separate observation")
    void twice() {
        service.then(answer("200 OK", GOOD)).then(answer("200 OK", GOOD));
        Mono<TrainingStatus> call = status();
        call.then(call).as(StepVerifier::create).expectNextCount(1).verifyComplete();
        assertThat(stopped).hasSize(2);
    }

    @Test
    @DisplayName("3.2 attempts are counted but not observed separately, and the status is that of the last one")
    void attempts() {
        service.then(answer("503 Service Unavailable", ""))
                .then(answer("502 Bad Gateway", ""))
                .then(answer("200 OK", GOOD));
        status().as(StepVerifier::create).expectNextCount(1).verifyComplete();
        assertThat(only().getLowCardinalityKeyValues()).containsExactlyElementsOf(tags("200", "SUCCESS", "none"));
        assertThat(meters.get("predictionone.retries")
                        .tags("method", "GET", "uri", STATUS, "client.name", "prediction-one")
                        .counter()
                        .count())
                .isEqualTo(2);
    }

    @Test
    @DisplayName("2.1 a refusal ends the observation with the error, its status and its outcome")
    void refusal() {
        service.then(answer("404 Not Found", ""));
        status().as(StepVerifier::create).verifyError(ApiException.class);
        assertThat(only().getLowCardinalityKeyValues())
                .containsExactlyElementsOf(tags("404", "CLIENT_ERROR", "ApiException"));
        assertThat(only().getError()).isInstanceOf(ApiException.class);
        assertThat(retries()).isZero();
    }

    @Test
    @DisplayName("2.4 an observation of an error in a 200 response has the status 200 and the outcome of the error")
    void errorInOk() {
        service.then(answer("200 OK", "{\"code\":4001000204,\"message\":\"invalid_api_key.\"}"));
        status().as(StepVerifier::create).verifyError(AuthenticationException.class);
        assertThat(only().getLowCardinalityKeyValues())
                .containsExactlyElementsOf(tags("200", "CLIENT_ERROR", "AuthenticationException"));
    }

    @Test
    @DisplayName(
            "2.6 an observation has no HTTP status if the last attempt has no response, even if an earlier one has")
    void noAnswer() {
        service.then(answer("503 Service Unavailable", "")).otherwise((socket, out) -> false);
        status().as(StepVerifier::create).verifyError(TransportException.class);
        assertThat(only().getLowCardinalityKeyValues())
                .containsExactlyElementsOf(tags("CLIENT_ERROR", "UNKNOWN", "TransportException"));
        assertThat(retries()).isEqualTo(3);
    }

    @Test
    @DisplayName("1.6 a cancelled call stops its observation without an error")
    void cancelled() throws Exception {
        CountDownLatch asked = new CountDownLatch(1);
        service.otherwise((socket, out) -> {
            asked.countDown();
            return true;
        });
        Disposable call = status().subscribe();
        asked.await();
        assertThat(stopped).isEmpty();
        call.dispose();
        assertThat(only().getLowCardinalityKeyValues())
                .containsExactlyElementsOf(tags("CLIENT_ERROR", "UNKNOWN", "none"));
        assertThat(only().getError()).isNull();
    }

    @Test
    @DisplayName("1.7 closing the client stops the observations of its calls with an error")
    void closed() throws Exception {
        CountDownLatch asked = new CountDownLatch(1);
        service.otherwise((socket, out) -> {
            asked.countDown();
            return true;
        });
        status().subscribe(status -> {}, failure -> {});
        asked.await();
        client.close();
        assertThat(only().getError()).isInstanceOf(ClientClosedException.class);
    }

    @Test
    @DisplayName(
            "1.6 the parent comes from Reactor's context, under Micrometer's key, or else from the subscribing thread")
    void parent() {
        service.otherwise((socket, out) -> {
            out.write(answer("200 OK", GOOD).getBytes(StandardCharsets.US_ASCII));
            out.flush();
            return true;
        });
        Observation inContext = Observation.start("in context", observations);
        status().contextWrite(context -> context.put(ObservationThreadLocalAccessor.KEY, inContext))
                .as(StepVerifier::create)
                .expectNextCount(1)
                .verifyComplete();
        assertThat(only().getParentObservation()).isSameAs(inContext);
        inContext.stop();

        Observation ofThread = Observation.start("of the thread", observations);
        ofThread.scoped(() -> {
            status().as(StepVerifier::create).expectNextCount(1).verifyComplete();
        });
        assertThat(stopped.get(1).getParentObservation()).isSameAs(ofThread);
        ofThread.stop();
        assertThat(ObservedCall.KEY).isEqualTo(ObservationThreadLocalAccessor.KEY);
    }

    @Test
    @DisplayName("3.5 4.6 polls and the client's own requests for API keys have no parent observation")
    void background() throws Exception {
        service.otherwise((head, socket, out) -> {
            String body = head.contains("/api-key") ? KEY : "{\"status\":\"finished\"}";
            out.write(answer("200 OK", body).getBytes(StandardCharsets.US_ASCII));
            out.flush();
            return true;
        });
        Observation caller = Observation.start("caller", observations);
        try (PredictionOneClient own =
                builder(service.uri()).secretKey("secret").build()) {
            caller.scoped(() -> {
                List<StatusEvent> events = own.watchTraining(
                                ID, WatchOptions.defaults().withPollSchedule(PollSchedule.fixed(Duration.ofMillis(1))))
                        .contextWrite(context -> context.put(ObservationThreadLocalAccessor.KEY, caller))
                        .collectList()
                        .block();
                assertThat(events).hasSize(1);
            });
            assertThat(stopped)
                    .extracting(context -> context.call().path())
                    .containsExactly("/v1/external/api-key", STATUS);
            assertThat(stopped).allSatisfy(context -> {
                assertThat(context.call().background()).isTrue();
                assertThat(context.getParentObservation()).isNull();
            });
            caller.scoped(() -> {
                own.issueApiKey(CredentialType.TRAIN).block();
            });
            assertThat(stopped.get(2).getParentObservation())
                    .as("a key that the caller requested")
                    .isSameAs(caller);
        }
        caller.stop();
    }

    @Test
    @DisplayName("2.2 an application's own observation convention replaces the tags")
    void convention() {
        observations.observationConfig().observationConvention(new ApiCallConvention() {
            @Override
            public KeyValues getLowCardinalityKeyValues(ApiCallContext context) {
                return KeyValues.of(
                        "background", Boolean.toString(context.call().background()));
            }
        });
        service.then(answer("200 OK", GOOD));
        status().as(StepVerifier::create).expectNextCount(1).verifyComplete();
        assertThat(only().getLowCardinalityKeyValues()).containsExactly(KeyValue.of("background", "false"));
    }
}
