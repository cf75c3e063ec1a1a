package io.github.predictionone.reactor.micrometer;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.predictionone.emulator.PredictionOneEmulator;
import io.github.predictionone.emulator.RecordedRequest;
import io.github.predictionone.policy.PollSchedule;
import io.github.predictionone.reactor.PredictionOneClient;
import io.github.predictionone.reactor.WatchOptions;
import io.github.predictionone.training.TrainingData;
import io.github.predictionone.training.TrainingId;
import io.micrometer.context.ContextRegistry;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.micrometer.observation.Observation;
import io.micrometer.observation.ObservationHandler;
import io.micrometer.observation.ObservationRegistry;
import io.micrometer.observation.contextpropagation.ObservationThreadLocalAccessor;
import io.micrometer.tracing.Span;
import io.micrometer.tracing.handler.DefaultTracingObservationHandler;
import io.micrometer.tracing.handler.PropagatingSenderTracingObservationHandler;
import io.micrometer.tracing.handler.TracingObservationHandler.TracingContext;
import io.micrometer.tracing.otel.bridge.OtelCurrentTraceContext;
import io.micrometer.tracing.otel.bridge.OtelPropagator;
import io.micrometer.tracing.otel.bridge.OtelTracer;
import io.opentelemetry.api.common.AttributeKey;
import io.opentelemetry.api.trace.propagation.W3CTraceContextPropagator;
import io.opentelemetry.context.propagation.ContextPropagators;
import io.opentelemetry.sdk.testing.exporter.InMemorySpanExporter;
import io.opentelemetry.sdk.trace.SdkTracerProvider;
import io.opentelemetry.sdk.trace.data.SpanData;
import io.opentelemetry.sdk.trace.export.SimpleSpanProcessor;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import reactor.core.publisher.Hooks;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Schedulers;

/** Traces by Micrometer and OpenTelemetry, and their headers in the requests to the emulator. */
class TracingIT {

    @TempDir
    private Path directory;

    private final InMemorySpanExporter spans = InMemorySpanExporter.create();
    private final SdkTracerProvider provider = SdkTracerProvider.builder()
            .addSpanProcessor(SimpleSpanProcessor.create(spans))
            .build();
    private final ContextPropagators propagators = ContextPropagators.create(W3CTraceContextPropagator.getInstance());
    private final OtelTracer tracer = new OtelTracer(provider.get("test"), new OtelCurrentTraceContext(), event -> {});
    private final ObservationRegistry observations = ObservationRegistry.create();
    private final PredictionOneEmulator emulator =
            PredictionOneEmulator.builder().pace(Duration.ZERO).start();

    @AfterEach
    void close() {
        emulator.close();
        provider.close();
    }

    private PredictionOneClient client() {
        return PredictionOneClient.builder()
                .baseUrl(emulator.origin())
                .secretKey(emulator.secretKey())
                .instrumentation(MicrometerInstrumentation.of(observations, new SimpleMeterRegistry()))
                .build();
    }

    /** Uploads a file within the span of a caller and returns the id of the caller's trace. */
    private String uploadInSpan() throws Exception {
        Path csv = Files.writeString(directory.resolve("data.csv"), "a,b\n1,2\n3,4\n");
        Observation caller = Observation.start("caller", observations);
        try (PredictionOneClient client = client();
                Observation.Scope current = caller.openScope()) {
            assertThat(current.isNoop()).isFalse();
            TrainingId id = client.uploadTrainingData(TrainingData.of(csv))
                    .contextWrite(context -> context.put(ObservationThreadLocalAccessor.KEY, caller))
                    .block();
            assertThat(id).isNotNull();
        }
        caller.stop();
        return traceOf(caller);
    }

    private static String traceOf(Observation observation) {
        TracingContext tracing = observation.getContext().getRequired(TracingContext.class);
        Span span = tracing.getSpan();
        assertThat(span).isNotNull();
        return span.context().traceId();
    }

    private void handler(ObservationHandler<?> handler) {
        observations.observationConfig().observationHandler(handler);
    }

    private List<RecordedRequest> requests(String path) {
        return emulator.requests().stream()
                .filter(request -> request.target().contains(path))
                .toList();
    }

    @Test
    @DisplayName("1.2 a call is a child of its caller's span and sends the trace to the API but not to the storage")
    void propagated() throws Exception {
        handler(new ObservationHandler.FirstMatchingCompositeObservationHandler(
                new PropagatingSenderTracingObservationHandler<>(
                        tracer, new OtelPropagator(propagators, provider.get("test"))),
                new DefaultTracingObservationHandler(tracer)));
        String trace = uploadInSpan();
        SpanData call = spans.getFinishedSpanItems().stream()
                .filter(span ->
                        span.getTraceId().equals(trace) && span.getName().equals("http get"))
                .findFirst()
                .orElseThrow();
        assertThat(requests("/upload-url"))
                .singleElement()
                .extracting(request -> request.headers().get("traceparent"))
                .asString()
                .startsWith("00-" + trace + "-" + call.getSpanId() + "-");
        assertThat(requests("/api-key"))
                .singleElement()
                .satisfies(request -> assertThat(request.headers().get("traceparent"))
                        .as("the request for a key, which all calls share, has its own trace")
                        .isNotNull()
                        .doesNotContain(trace));
        assertThat(emulator.requests().stream().filter(RecordedRequest::storage))
                .singleElement()
                .satisfies(put -> assertThat(put.headers().keySet()).noneMatch(name -> name.startsWith("trace")));
    }

    @Test
    @DisplayName("4.6 a watch's polls are not in the subscriber's trace, even with automatic context propagation")
    void automaticPropagation() {
        handler(new DefaultTracingObservationHandler(tracer));
        ContextRegistry.getInstance().registerThreadLocalAccessor(new ObservationThreadLocalAccessor(observations));
        Hooks.enableAutomaticContextPropagation();
        try (PredictionOneClient client = client()) {
            TrainingId id = TrainingId.of(emulator.putTraining(List.of("training"), new byte[0]));
            Observation caller = Observation.start("caller", observations);
            Mono<Long> threePolls = client.watchTraining(
                            id,
                            WatchOptions.defaults()
                                    .withHeartbeats(true)
                                    .withPollSchedule(PollSchedule.fixed(Duration.ofMillis(5))))
                    .take(3)
                    .count();
            // A call by the caller itself, on another thread, after the watch.
            threePolls
                    .publishOn(Schedulers.boundedElastic())
                    .then(client.dataSetInfo(id).onErrorComplete())
                    .contextWrite(context -> context.put(ObservationThreadLocalAccessor.KEY, caller))
                    .block();
            caller.stop();
            String trace = traceOf(caller);
            List<SpanData> calls = spans.getFinishedSpanItems().stream()
                    .filter(span -> span.getName().equals("http get"))
                    .toList();
            assertThat(calls).hasSizeGreaterThanOrEqualTo(5).allSatisfy(call -> {
                String uri = call.getAttributes().get(AttributeKey.stringKey("uri"));
                assertThat(call.getTraceId().equals(trace)).as(uri).isEqualTo(uri.endsWith("/column-info"));
            });
            assertThat(calls).anyMatch(call -> call.getTraceId().equals(trace));
        } finally {
            Hooks.disableAutomaticContextPropagation();
            ContextRegistry.getInstance().removeThreadLocalAccessor(ObservationThreadLocalAccessor.KEY);
        }
    }

    @Test
    @DisplayName("2.9 a download at the end of a watch is in the subscriber's trace, but the polls are not")
    void downloadOfWatch() {
        handler(new DefaultTracingObservationHandler(tracer));
        Observation caller = Observation.start("caller", observations);
        TrainingId id = TrainingId.of(emulator.putTraining(List.of("finished"), new byte[0]));
        try (PredictionOneClient client = client()) {
            client.watchTraining(id, WatchOptions.defaults().withDownloadTo(directory.resolve("result.zip")))
                    .onErrorComplete()
                    .contextWrite(context -> context.put(ObservationThreadLocalAccessor.KEY, caller))
                    .blockLast();
        }
        caller.stop();
        String trace = traceOf(caller);
        assertThat(requests("/models/results")).hasSize(2);
        assertThat(spans.getFinishedSpanItems())
                .filteredOn(span ->
                        span.getTraceId().equals(trace) && span.getName().equals("http get"))
                .hasSize(1);
    }

    @Test
    @DisplayName("1.2 a tracing handler without propagation creates spans but sends no header")
    void notPropagated() throws Exception {
        handler(new DefaultTracingObservationHandler(tracer));
        String trace = uploadInSpan();
        assertThat(spans.getFinishedSpanItems())
                .anyMatch(span ->
                        span.getTraceId().equals(trace) && span.getName().equals("http get"));
        assertThat(emulator.requests())
                .isNotEmpty()
                .allSatisfy(
                        request -> assertThat(request.headers().keySet()).noneMatch(name -> name.startsWith("trace")));
    }
}
