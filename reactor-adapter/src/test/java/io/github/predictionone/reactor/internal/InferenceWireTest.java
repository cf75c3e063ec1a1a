package io.github.predictionone.reactor.internal;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.predictionone.ApiKey;
import io.github.predictionone.ProtocolException;
import io.github.predictionone.TransportException;
import io.github.predictionone.classifier.Classifier;
import io.github.predictionone.classifier.ClassifierId;
import io.github.predictionone.classifier.ClassifierState;
import io.github.predictionone.classifier.ClassifierStatus;
import io.github.predictionone.inference.Prediction;
import io.github.predictionone.policy.RetryPolicy;
import io.github.predictionone.reactor.PredictionOneClient;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import mockwebserver3.MockResponse;
import mockwebserver3.MockWebServer;
import mockwebserver3.RecordedRequest;
import mockwebserver3.SocketEffect;
import mockwebserver3.junit5.StartStop;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import reactor.test.StepVerifier;

/** Inference requests on the wire. Their origin and their key differ from those of the API. */
class InferenceWireTest {

    private static final String ANSWER =
            "{\"version\":\"1\",\"outputs\":[{\"name\":\"prediction_valid.csv\",\"data\":\""
                    + Base64.getEncoder().encodeToString("predicted value\n1.5\n".getBytes(StandardCharsets.US_ASCII))
                    + "\"}]}";

    @StartStop
    public final MockWebServer api = new MockWebServer();

    @StartStop
    public final MockWebServer inference = new MockWebServer();

    private PredictionOneClient client;

    @AfterEach
    void close() {
        client.close();
    }

    private StepVerifier.FirstStep<Prediction> predict() {
        client = PredictionOneClient.builder()
                .baseUrl(api.url("/").uri())
                .apiKey("4pi-key")
                .retry(RetryPolicy.defaults().withFirstWait(Duration.ofMillis(1)))
                .build();
        Classifier classifier = new Classifier(
                new ClassifierStatus(
                        ClassifierId.of("c-1"),
                        ClassifierState.RUNNING,
                        "running",
                        Optional.empty(),
                        Optional.empty(),
                        Optional.empty()),
                Optional.empty(),
                Optional.empty(),
                Optional.of(ApiKey.of("c1assifier-key")),
                Optional.of(inference
                        .url("/v1/groups/g%20h/classifiers/c/inference?a=b%2Fc")
                        .toString()),
                true,
                true,
                List.of());
        return client.classifiers()
                .predict(classifier, List.of(Map.of("町", "東京")))
                .as(StepVerifier::create);
    }

    private static MockResponse answer(int code, String body) {
        return new MockResponse.Builder().code(code).body(body).build();
    }

    @Test
    @DisplayName("1.2 an inference sends the classifier's key and JSON in UTF-8 to the classifier's unchanged URL")
    void request() throws Exception {
        inference.enqueue(answer(200, ANSWER));
        predict()
                .expectNextMatches(prediction -> prediction.value().orElseThrow() == 1.5)
                .verifyComplete();
        RecordedRequest request = inference.takeRequest();
        assertThat(request.getMethod()).isEqualTo("POST");
        assertThat(request.getTarget()).isEqualTo("/v1/groups/g%20h/classifiers/c/inference?a=b%2Fc");
        assertThat(request.getHeaders().values("x-api-key")).containsExactly("c1assifier-key");
        assertThat(request.getHeaders().get("content-type")).isEqualTo("application/json; charset=utf-8");
        assertThat(request.getHeaders().get("content-length")).isNotNull();
        assertThat(request.getBody().utf8())
                .contains(Base64.getEncoder().encodeToString("町\n東京\n".getBytes(StandardCharsets.UTF_8)));
        assertThat(api.getRequestCount()).isZero();
    }

    @Test
    @DisplayName("1.2 a redirect of an inference is not followed, so its target does not receive the key")
    void redirect() {
        inference.enqueue(new MockResponse.Builder()
                .code(307)
                .addHeader("location", api.url("/stolen").toString())
                .build());
        predict()
                .verifyErrorSatisfies(failure -> assertThat(failure)
                        .isInstanceOf(ProtocolException.class)
                        .hasMessageContaining("307"));
        assertThat(api.getRequestCount()).isZero();
    }

    @Test
    @DisplayName("3.3 an inference is retried after 429, and after 503 with Retry-After, but not after a lost response")
    void repeated() {
        inference.enqueue(new MockResponse.Builder()
                .onResponseStart(new SocketEffect.CloseSocket())
                .build());
        predict().verifyError(TransportException.class);
        assertThat(inference.getRequestCount()).isEqualTo(1);
        client.close();

        inference.enqueue(answer(429, ""));
        inference.enqueue(new MockResponse.Builder()
                .code(503)
                .addHeader("retry-after", "0")
                .build());
        inference.enqueue(answer(200, ANSWER));
        predict().expectNextCount(1).verifyComplete();
        assertThat(inference.getRequestCount()).isEqualTo(4);
    }

    @Test
    @DisplayName("2.2 an error message does not contain a key that the response repeats")
    void secret() {
        inference.enqueue(answer(403, "{\"code\":4031030201,\"message\":\"c1assifier-key is no key\"}"));
        predict()
                .verifyErrorSatisfies(failure -> assertThat(failure)
                        .hasMessageContaining("Inference of c-1, row 1: HTTP 403")
                        .hasMessageNotContaining("c1assifier-key"));
    }
}
