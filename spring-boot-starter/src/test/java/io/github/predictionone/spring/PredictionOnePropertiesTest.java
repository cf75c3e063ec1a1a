package io.github.predictionone.spring;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.predictionone.policy.RetryPolicy;
import io.github.predictionone.reactor.PredictionOneClient;
import io.github.predictionone.reactor.ProxyOptions;
import io.github.predictionone.reactor.internal.download.DownloadSettings;
import io.github.predictionone.reactor.internal.netty.ConnectionSettings;
import java.io.IOException;
import java.io.InputStream;
import java.lang.reflect.Method;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.Test;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.context.properties.source.MapConfigurationPropertySource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

class PredictionOnePropertiesTest {

    private static PredictionOneProperties bound(Map<String, String> values) {
        return new Binder(new MapConfigurationPropertySource(values))
                .bindOrCreate("predictionone", PredictionOneProperties.class);
    }

    private static Map<String, JsonNode> metadata() throws IOException {
        try (InputStream json =
                PredictionOneProperties.class.getResourceAsStream("/META-INF/spring-configuration-metadata.json")) {
            JsonNode properties = JsonMapper.shared().readTree(json).get("properties");
            return StreamSupport.stream(properties.spliterator(), false)
                    .filter(property -> property.get("name").asString().startsWith("predictionone."))
                    .collect(Collectors.toMap(property -> property.get("name").asString(), Function.identity()));
        }
    }

    @Test
    void everyPropertyIsDescribed() throws IOException {
        assertThat(metadata())
                .hasSizeGreaterThan(25)
                .allSatisfy((name, property) -> assertThat(
                                property.path("description").asString(""))
                        .as(name)
                        .endsWith(".")
                        .hasSizeGreaterThan(15));
    }

    @Test
    void everyDurationAndSizeHasADefaultWithItsUnit() throws IOException {
        Set<String> measures = Set.of("java.time.Duration", "org.springframework.util.unit.DataSize");
        Map<String, JsonNode> properties = metadata();
        properties
                .values()
                .removeIf(property -> !measures.contains(property.path("type").asString()));
        assertThat(properties).hasSizeGreaterThan(10).allSatisfy((name, property) -> {
            if (name.equals("predictionone.max-result-size")) {
                assertThat(property.get("description").asString()).contains("No limit by default");
            } else {
                assertThat(property.path("defaultValue").asString("")).as(name).matches("\\d+(ms|s|m|h|MB)");
            }
        });
    }

    @Test
    void thePageListsThemAsTheyAre() throws IOException {
        String page = Files.readString(Path.of("../docs/spring-boot.md"));
        assertThat(metadata()).allSatisfy((name, property) -> {
            JsonNode value = property.path("defaultValue");
            String standard = value.isMissingNode() ? "–" : "`" + value.asString() + "`";
            assertThat(page)
                    .contains("| `" + name + "` | " + standard + " | "
                            + property.get("description").asString() + " |");
        });
    }

    @Test
    void everySettingOfTheBuilderHasAProperty() throws IOException {
        Set<String> names = metadata().keySet();
        // Beans and customizers supply these objects.
        Set<String> objects = Set.of("rateLimiter", "statusClassifier", "instrumentation", "build");
        assertThat(PredictionOneClient.Builder.class.getMethods())
                .extracting(Method::getName)
                .filteredOn(setting -> !objects.contains(setting))
                .allSatisfy(setting -> {
                    String name = "predictionone."
                            + (setting.equals("tls")
                                    ? "ssl"
                                    : setting.replaceAll("([A-Z])", "-$1").toLowerCase(Locale.ROOT));
                    // A setting that may be called several times is a list property.
                    assertThat(names)
                            .as(setting)
                            .anyMatch(key -> key.equals(name) || key.equals(name + "s") || key.startsWith(name + "."));
                });
    }

    @Test
    void defaultsAreThoseOfTheBuilder() {
        PredictionOneProperties properties = bound(Map.of());
        ConnectionSettings connections = ConnectionSettings.defaults();
        DownloadSettings downloads = DownloadSettings.defaults();
        RetryPolicy retry = RetryPolicy.defaults();
        assertThat(properties.baseUrl()).isEqualTo(PredictionOneClient.DEFAULT_BASE_URL);
        assertThat(properties.connectTimeout()).isEqualTo(connections.connectTimeout());
        assertThat(properties.responseTimeout()).isEqualTo(connections.responseTimeout());
        assertThat(properties.acquireTimeout()).isEqualTo(connections.acquireTimeout());
        assertThat(properties.maxConnections()).isEqualTo(connections.maxConnections());
        assertThat(properties.maxResponseSize().toBytes()).isEqualTo(connections.maxResponseSize());
        assertThat(properties.downloadConnections()).isEqualTo(downloads.connections());
        assertThat(properties.maxResultSize()).isNull();
        assertThat(properties.retry())
                .isEqualTo(new PredictionOneProperties.Retry(
                        retry.maxAttempts(), retry.firstWait(), retry.maxWait(), retry.maxRetryAfter()));
        assertThat(properties.proxy().nonProxyHosts())
                .isEqualTo(ProxyOptions.of("proxy", 1).nonProxyHosts());
    }

    @Test
    void noSecretIsShown() {
        PredictionOneProperties properties = bound(Map.of(
                "predictionone.api-key", "se-cret-1",
                "predictionone.secret-key", "se-cret-2",
                "predictionone.proxy.username", "se-cret-3",
                "predictionone.proxy.password", "se-cret-4",
                "predictionone.emulator.secret-key", "se-cret-5"));
        assertThat(properties.proxy().password()).isEqualTo("se-cret-4");
        assertThat(Arrays.asList(properties, properties.proxy(), properties.emulator()))
                .allSatisfy(shown -> assertThat(shown.toString()).doesNotContain("se-cret"));
    }
}
