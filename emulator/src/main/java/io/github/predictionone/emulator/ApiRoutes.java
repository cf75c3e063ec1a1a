package io.github.predictionone.emulator;

import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.QueryStringDecoder;
import java.io.ByteArrayOutputStream;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.reactivestreams.Publisher;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Scheduler;
import reactor.netty.http.server.HttpServerRequest;
import reactor.netty.http.server.HttpServerResponse;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The Train API group, rows 1 to 5a of the service's API. */
final class ApiRoutes {

    private static final Logger LOG = LoggerFactory.getLogger(PredictionOneEmulator.class);
    private static final String PREFIX = "/v1/external";
    private static final int MOST_BODY = 1 << 20;
    private static final DateTimeFormatter TIME =
            DateTimeFormatter.ofPattern("uuuu-MM-dd HH:mm:ss").withZone(ZoneOffset.UTC);

    private final Keys keys;
    private final Trainings trainings;
    private final SignedUrls urls;
    private final Supplier<String> storageOrigin;
    private final Clock clock;
    private final Scheduler workers;
    private final JsonMapper json = JsonMapper.builder().build();
    private final AtomicReference<Faults> faults = new AtomicReference<>(new Faults(0, 500));

    ApiRoutes(
            Keys keys,
            Trainings trainings,
            SignedUrls urls,
            Supplier<String> storageOrigin,
            Clock clock,
            Scheduler workers) {
        this.keys = keys;
        this.trainings = trainings;
        this.urls = urls;
        this.storageOrigin = storageOrigin;
        this.clock = clock;
        this.workers = workers;
    }

    /** Answers that a test asked for in place of the true ones. */
    private record Faults(int left, int status) {}

    void failNext(int answers, int status) {
        faults.set(new Faults(answers, status));
    }

    Publisher<Void> handle(HttpServerRequest request, HttpServerResponse response) {
        return body(request)
                // Some answers read files: nothing of it belongs on an event loop.
                .publishOn(workers)
                .map(body -> answer(request, body))
                .flatMap(answer -> send(response, 200, answer))
                .onErrorResume(failure -> refuse(response, failure));
    }

    private Mono<Void> send(HttpServerResponse response, int status, Object answer) {
        return response.status(status)
                .header(HttpHeaderNames.CONTENT_TYPE, "application/json")
                .sendByteArray(Mono.just(json.writeValueAsBytes(answer)))
                .then();
    }

    private Mono<Void> refuse(HttpServerResponse response, Throwable failure) {
        if (!(failure instanceof Refusal)) {
            LOG.error("an answer broke", failure);
        }
        Refusal refusal = failure instanceof Refusal known ? known : Refusal.internal();
        return send(
                response,
                refusal.status(),
                Map.of(
                        "code",
                        refusal.code(),
                        "error",
                        refusal.error(),
                        "message",
                        String.valueOf(refusal.getMessage())));
    }

    private static Mono<byte[]> body(HttpServerRequest request) {
        return request.receive()
                .asByteArray()
                .reduceWith(ByteArrayOutputStream::new, (all, more) -> {
                    if (all.size() + more.length > MOST_BODY) {
                        throw Refusal.badRequest("The request body is too large.");
                    }
                    all.writeBytes(more);
                    return all;
                })
                .map(ByteArrayOutputStream::toByteArray);
    }

    private Object answer(HttpServerRequest request, byte[] body) {
        Faults fault = faults.getAndUpdate(now -> new Faults(Math.max(0, now.left - 1), now.status));
        if (fault.left > 0) {
            throw Refusal.withStatus(fault.status);
        }
        QueryStringDecoder target = new QueryStringDecoder(request.uri());
        String key = request.requestHeaders().get("x-api-key");
        Query query = new Query(target.parameters());
        return switch (target.path()) {
            case PREFIX + "/api-key" -> on("GET", request, () -> apiKey(key, query));
            case PREFIX + "/data-sets/upload-url" -> on("GET", request, () -> uploadUrls(key, query));
            case PREFIX + "/data-sets/column-info" -> on("GET", request, () -> columnInfo(key, query));
            case PREFIX + "/models" -> on("POST", request, () -> train(key, body));
            case PREFIX + "/models/results" -> on("GET", request, () -> status(key, query));
            default -> throw Refusal.notFound();
        };
    }

    private static Object on(String method, HttpServerRequest request, Supplier<Object> answer) {
        if (!request.method().name().equals(method)) {
            throw Refusal.methodNotAllowed();
        }
        return answer.get();
    }

    private record Query(Map<String, List<String>> parameters) {

        String require(String name) {
            List<String> values = parameters.getOrDefault(name, List.of());
            if (values.size() != 1 || values.get(0).isBlank()) {
                throw Refusal.badRequest(name + " is required.");
            }
            return values.get(0);
        }
    }

    private Object apiKey(@Nullable String secretKey, Query query) {
        keys.requireSecretKey(secretKey);
        String purpose = query.require("credential_type");
        if (!Set.of("train", "deploy", "retrain").contains(purpose)) {
            throw Refusal.badRequest("Unknown credential_type.");
        }
        if (purpose.equals("retrain") && !query.parameters.containsKey("model_id")) {
            throw Refusal.badRequest("Model id is required.");
        }
        Keys.Issued key = keys.issue(purpose);
        return Map.of("api_key", key.key(), "end_date", key.end().toString());
    }

    private Object uploadUrls(@Nullable String key, Query query) {
        keys.requireApiKey(key, "train");
        String extension = query.require("extension");
        if (!extension.equals("csv") && !extension.equals("tsv")) {
            throw Refusal.badRequest("extension must be csv or tsv.");
        }
        ExternalProcess process = trainings.open(extension);
        return Map.of(
                "learn_data_set_upload_url", urls.sign(storageOrigin.get(), "PUT", process.trainingPath()),
                "eval_data_set_upload_url", urls.sign(storageOrigin.get(), "PUT", process.evaluationPath()),
                "column_info_upload_url", urls.sign(storageOrigin.get(), "PUT", process.columnInfoPath()),
                "external_process_id", process.id());
    }

    private Object columnInfo(@Nullable String key, Query query) {
        keys.requireApiKey(key, "train");
        ExternalProcess process = trainings.require(query.require("external_process_id"));
        Path data = trainings.file(process.trainingPath());
        if (data == null) {
            throw Refusal.badRequest("The training data has not been uploaded.");
        }
        try {
            return ColumnReport.of(DataTable.read(data, process.extension()));
        } catch (TrainingFailure e) {
            throw Refusal.badRequest(String.valueOf(e.getMessage()));
        }
    }

    private Object train(@Nullable String key, byte[] body) {
        keys.requireApiKey(key, "train");
        JsonNode request = parse(body);
        ExternalProcess process = trainings.require(text(request, "external_process_id"));
        text(request, "name");
        trainings.start(process, TrainingSettings.read(request.get("config")));
        return Map.of("external_process_id", process.id());
    }

    private JsonNode parse(byte[] body) {
        try {
            return json.readTree(body);
        } catch (JacksonException e) {
            throw Refusal.badRequest("The request body is no JSON.");
        }
    }

    private static String text(JsonNode request, String field) {
        JsonNode value = request.get(field);
        if (value == null || !value.isString() || value.asString().isBlank()) {
            throw Refusal.badRequest(field + " is required.");
        }
        return value.asString();
    }

    private Object status(@Nullable String key, Query query) {
        keys.requireApiKey(key, "train");
        ExternalProcess process = trainings.require(query.require("external_process_id"));
        Instant now = clock.instant();
        Training.Shown shown = process.training().at(now);
        Map<String, Object> answer = new LinkedHashMap<>();
        answer.put("status", shown.word());
        answer.put("created_datetime", TIME.format(shown.created()));
        answer.put("updated_datetime", TIME.format(shown.updated()));
        if (shown.archive() != null) {
            answer.put("result_url", urls.sign(storageOrigin.get(), "GET", process.resultPath()));
        }
        if (shown.message() != null) {
            answer.put("message", shown.message());
        }
        return answer;
    }
}
