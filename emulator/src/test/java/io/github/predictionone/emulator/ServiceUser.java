package io.github.predictionone.emulator;

import static org.assertj.core.api.Assertions.assertThat;

import de.siegmar.fastcsv.reader.CsvReader;
import de.siegmar.fastcsv.reader.NamedCsvRecord;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.function.UnaryOperator;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Uses the service as its manual says, with the JDK's own HTTP client. */
final class ServiceUser {

    static final JsonMapper JSON = JsonMapper.builder().build();

    private static final Map<String, String> TYPES =
            Map.of("pr", "csv", "ar", "boolean", "ad", "boolean", "nc", "boolean", "nr", "boolean", "pc", "string");

    private final HttpClient http = HttpClient.newHttpClient();
    private final URI origin;
    private final UnaryOperator<String> keys;
    private final String key;

    ServiceUser(PredictionOneEmulator emulator) {
        this(emulator.origin(), emulator::issueApiKey);
    }

    /** Creates a user; {@code keys} returns an API key for a purpose. */
    ServiceUser(URI origin, UnaryOperator<String> keys) {
        this.origin = origin;
        this.keys = keys;
        this.key = keys.apply("train");
    }

    HttpResponse<byte[]> send(HttpRequest.Builder request) {
        try {
            return http.send(request.build(), BodyHandlers.ofByteArray());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    HttpRequest.Builder api(String path, @Nullable String apiKey) {
        HttpRequest.Builder request = HttpRequest.newBuilder(origin.resolve("/v1/external" + path));
        return apiKey == null ? request : request.header("x-api-key", apiKey);
    }

    HttpRequest.Builder api(String path) {
        return api(path, key);
    }

    JsonNode json(HttpResponse<byte[]> answer) {
        return JSON.readTree(answer.body());
    }

    /** Sends a request with this API key, and with a JSON body unless it is null. */
    HttpResponse<byte[]> call(String method, String path, String apiKey, @Nullable Object body) {
        return send(api(path, apiKey)
                .method(
                        method,
                        body == null
                                ? BodyPublishers.noBody()
                                : BodyPublishers.ofByteArray(JSON.writeValueAsBytes(body))));
    }

    /** Returns the body of an answer, which must have status 200. */
    JsonNode ok(HttpResponse<byte[]> answer) {
        assertThat(answer.statusCode())
                .as(new String(answer.body(), StandardCharsets.UTF_8))
                .isEqualTo(200);
        return json(answer);
    }

    void assertError(HttpResponse<byte[]> answer, int status, String message) {
        assertThat(answer.statusCode()).isEqualTo(status);
        JsonNode error = json(answer);
        assertThat(error.get("code").asLong() / 10_000_000).isEqualTo(status);
        assertThat(error.get("error").asString()).isNotBlank();
        assertThat(error.get("message").asString()).contains(message);
    }

    /** Asserts that an answer is exactly this documented error. */
    void assertError(HttpResponse<byte[]> answer, ServiceError documented) {
        assertError(answer, (int) (documented.code() / 10_000_000), documented.message());
        JsonNode error = json(answer);
        assertThat(error.get("code").asLong()).isEqualTo(documented.code());
        assertThat(error.get("error").asString()).isEqualTo(documented.error());
        assertThat(error.get("message").asString()).isEqualTo(documented.message());
    }

    JsonNode slots(String extension) {
        return json(send(api("/data-sets/upload-url?extension=" + extension)));
    }

    HttpResponse<byte[]> put(String url, String content) {
        return send(HttpRequest.newBuilder(URI.create(url)).PUT(BodyPublishers.ofString(content)));
    }

    HttpResponse<byte[]> get(String url, String... headers) {
        HttpRequest.Builder request = HttpRequest.newBuilder(URI.create(url));
        return send(headers.length == 0 ? request : request.headers(headers));
    }

    HttpResponse<byte[]> train(String id, Map<String, ?> config) {
        String body = JSON.writeValueAsString(Map.of("external_process_id", id, "name", "m", "config", config));
        return send(api("/models").POST(BodyPublishers.ofString(body)));
    }

    JsonNode status(String id) {
        return json(send(api("/models/results?external_process_id=" + URLEncoder.encode(id, StandardCharsets.UTF_8))));
    }

    /** Uploads, trains and waits for the end; the emulator's pace must be zero. */
    JsonNode trained(String extension, String data, Map<String, ?> config) {
        JsonNode slots = slots(extension);
        put(slots.get("learn_data_set_upload_url").asString(), data);
        return trained(slots, config);
    }

    JsonNode trained(JsonNode slots, Map<String, ?> config) {
        String id = slots.get("external_process_id").asString();
        HttpResponse<byte[]> started = train(id, config);
        if (started.statusCode() != 200) {
            throw new AssertionError(new String(started.body(), StandardCharsets.UTF_8));
        }
        JsonNode status = status(id);
        while (!status.get("status").asString().matches("finished|failed")) {
            Thread.onSpinWait();
            status = status(id);
        }
        return status;
    }

    /** Downloads the archive and returns its files by name. */
    Map<String, String> archive(JsonNode status) throws IOException {
        Path file = Files.createTempFile("result", ".zip");
        Files.write(file, get(status.get("result_url").asString()).body());
        Map<String, String> files = new LinkedHashMap<>();
        try (ZipInputStream zip = new ZipInputStream(Files.newInputStream(file))) {
            for (ZipEntry entry = zip.getNextEntry(); entry != null; entry = zip.getNextEntry()) {
                files.put(entry.getName(), new String(zip.readAllBytes(), StandardCharsets.UTF_8));
            }
        }
        Files.delete(file);
        return files;
    }

    /** Returns the classifier's entry in the list. */
    JsonNode classifier(String id) {
        for (JsonNode item :
                ok(call("GET", "/classifiers", keys.apply("deploy"), null)).get("classifiers")) {
            if (item.get("classifier_id").asString().equals(id)) {
                return item;
            }
        }
        throw new AssertionError("The list has no classifier " + id + ".");
    }

    /** Returns the inputs of an inference: one row, and flags that replace the default ones. */
    static Map<String, Object> inputs(String csv, Map<String, ?> flags) {
        Map<String, Object> data = new LinkedHashMap<>();
        data.put("pr", Base64.getEncoder().encodeToString(csv.getBytes(StandardCharsets.UTF_8)));
        data.put("ar", false);
        data.put("ad", false);
        data.put("nc", false);
        data.putAll(flags);
        return Map.of(
                "inputs",
                data.entrySet().stream()
                        .map(input -> Map.of(
                                "name", input.getKey(), "type", TYPES.get(input.getKey()), "data", input.getValue()))
                        .toList());
    }

    HttpResponse<byte[]> infer(String url, String apiKey, Object body) {
        return send(HttpRequest.newBuilder(URI.create(url))
                .header("x-api-key", apiKey)
                .header("content-type", "application/json; charset=utf-8")
                .POST(BodyPublishers.ofByteArray(JSON.writeValueAsBytes(body))));
    }

    /** Sends an inference to a classifier, given its entry in the list. */
    HttpResponse<byte[]> infer(JsonNode classifier, Object body) {
        return infer(classifier.get("url").asString(), classifier.get("api_key").asString(), body);
    }

    /** Returns the lines of an output, each as its cells by column name, from left to right. */
    static List<Map<String, String>> output(JsonNode answer, String name) {
        for (JsonNode output : answer.get("outputs")) {
            if (output.get("name").asString().equals(name)) {
                byte[] csv = Base64.getDecoder().decode(output.get("data").asString());
                return CsvReader.builder().ofNamedCsvRecord(new String(csv, StandardCharsets.UTF_8)).stream()
                        .map(NamedCsvRecord::getFieldsAsMap)
                        .toList();
            }
        }
        throw new AssertionError("The answer has no output " + name + ".");
    }

    /** Returns rows in which x determines the class, the grade and the amount. */
    static String data(int rows, char separator) {
        Random random = new Random(5);
        StringBuilder text = new StringBuilder("x,noise,day,class,grade,amount\n");
        for (int row = 0; row < rows; row++) {
            int x = random.nextInt(100);
            text.append(row % 17 == 3 ? "" : x)
                    .append(',')
                    .append(random.nextBoolean() ? "左" : "右")
                    .append(',')
                    .append("2024/5/")
                    .append(1 + random.nextInt(28))
                    .append(',')
                    .append(x > 50 ? "yes" : "no")
                    .append(',')
                    .append(x < 33 ? "low" : x < 66 ? "mid" : "high")
                    .append(',')
                    .append(2 * x + random.nextInt(5))
                    .append('\n');
        }
        return text.toString().replace(',', separator);
    }
}
