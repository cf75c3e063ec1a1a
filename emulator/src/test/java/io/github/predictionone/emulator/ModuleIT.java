package io.github.predictionone.emulator;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/** All other tests run on the class path, where the module descriptor has no effect. */
@Tag("process")
class ModuleIT {

    @Test
    void itServesAndTrainsOnTheModulePath() throws Exception {
        Process process = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-Dlogback.configurationFile=" + ModuleIT.class.getResource("/logback-test.xml"),
                        "--module-path",
                        System.getProperty("java.class.path"),
                        "--module",
                        "io.github.predictionone.emulator/" + PredictionOneEmulator.class.getName())
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        try (BufferedReader said = process.inputReader()) {
            URI origin = URI.create(value(said, "origin: "));
            String secretKey = value(said, "secret key: ");
            ServiceUser user = new ServiceUser(origin, purpose -> apiKey(origin, secretKey, purpose));
            JsonNode status = user.trained(
                    "csv",
                    ServiceUser.data(200, ','),
                    Map.of("tc", "class", "tt", "binary_classification", "tv", "yes"));
            assertThat(status.get("status").asString()).as(status.toString()).isEqualTo("finished");
            assertThat(user.archive(status)).containsKey("metrics.csv");
        } finally {
            process.destroy();
            process.waitFor();
        }
    }

    private static String value(BufferedReader said, String name) throws IOException {
        String line = said.readLine();
        assertThat(line).startsWith(name);
        return line.substring(name.length());
    }

    private static String apiKey(URI origin, String secretKey, String purpose) {
        HttpRequest request = HttpRequest.newBuilder(origin.resolve("/v1/external/api-key?credential_type=" + purpose))
                .header("x-api-key", secretKey)
                .build();
        return HttpClient.newHttpClient()
                .sendAsync(request, BodyHandlers.ofString(StandardCharsets.UTF_8))
                .thenApply(answer ->
                        ServiceUser.JSON.readTree(answer.body()).get("api_key").asString())
                .join();
    }
}
