package io.github.predictionone.docs;

import static java.util.stream.Collectors.joining;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.predictionone.internal.wire.Endpoint;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/**
 * Compares the calls of {@code service.md} with the client, its tests, and the emulator. A method is found by the call that
 * its Javadoc names, a test by the method that it calls or the fixture that it reads, and a route in the list that a test
 * of the emulator compares with its server.
 */
class CallsTest {

    private static final Path ADAPTER = Repository.ROOT.resolve("reactor-adapter/src");
    private static final Path CORE = Repository.ROOT.resolve("core/src/test");
    private static final Path EMULATOR = Repository.ROOT.resolve("emulator/src");
    private static final String PACKAGE = "java/io/github/predictionone/";
    private static final String EXTERNAL = "/v1/external";
    private static final String NO_BODY = "no JSON";

    private static final Pattern ROW = Pattern.compile("(?m)^\\| (\\d+a?) \\| ([^|]+) \\| `([A-Z]+)(?: (/[^`]+))?`");
    private static final Pattern METHOD =
            Pattern.compile("/\\*\\*((?:(?!\\*/).)*)\\*/\\s*[^;{}@]*?(\\w+)\\(", Pattern.DOTALL);
    private static final Pattern JAVADOC_CALL =
            Pattern.compile("\\(\\{@code ([A-Z]+)(?: (/[^}]+)}|} to the classifier's URL)");
    private static final Pattern ROUTE = Pattern.compile("\"([A-Z]+ /v1/[^\"]+)\"");

    private final List<Call> calls = Repository.all(ROW, Repository.read(Path.of("service.md"))).stream()
            .map(Call::of)
            .toList();
    private final Map<String, List<Method>> methods = methods();
    private final List<String> routes =
            Repository.all(ROUTE, Repository.read(EMULATOR.resolve("test/" + PACKAGE + "emulator/RouteIT.java")))
                    .stream()
                    .map(route -> route.group(1))
                    .toList();
    private final Map<String, String> tests = tests();

    /** A row of the page; the path is empty where the service returns the URL. */
    private record Call(String row, String name, String method, String path) {

        static Call of(MatchResult row) {
            return new Call(row.group(1), row.group(2), row.group(3), row.group(4) == null ? "" : row.group(4));
        }

        boolean ofStorage() {
            return row.endsWith("a");
        }

        /** The fixtures that the call must have: one for each body that the page shows. */
        List<String> fixtures() {
            String prefix = name.toLowerCase(Locale.ROOT).replace(' ', '-');
            List<String> fixtures = new ArrayList<>();
            if (method.equals("POST") || method.equals("PATCH")) {
                fixtures.add(prefix + ".request");
            }
            if (!method.equals("DELETE") && !ofStorage()) {
                fixtures.add(prefix + ".response");
            }
            return fixtures;
        }
    }

    /** A method of the client, and the form in which a test calls it. */
    private record Method(String shown, Pattern use) {

        static Method of(String group, String name) {
            String accessor = switch (group) {
                case "Model", "DataSet", "Classifier" ->
                    group.substring(0, 1).toLowerCase(Locale.ROOT) + group.substring(1) + "s";
                default -> group.toLowerCase(Locale.ROOT);
            };
            boolean ofClient = group.equals("PredictionOneClient");
            String receiver = ofClient ? "client" : accessor + "(?:\\(\\))?";
            return new Method(
                    ofClient ? name : accessor + "()." + name,
                    Pattern.compile("\\b" + receiver + "\\s*\\.\\s*" + name + "\\("));
        }
    }

    private static Map<String, List<Method>> methods() {
        Map<String, List<Method>> methods = new TreeMap<>();
        for (Path file : Repository.files(ADAPTER.resolve("main/" + PACKAGE + "reactor"), ".java")) {
            String group = Repository.className(file).replaceAll("Operations?$", "");
            for (MatchResult method : Repository.all(METHOD, Repository.read(file))) {
                String javadoc = method.group(1).replaceAll("\\s*\\n\\s*\\*\\s?", " ");
                for (MatchResult call : Repository.all(JAVADOC_CALL, javadoc)) {
                    List<Method> known = methods.computeIfAbsent(
                            key(call.group(1), call.group(2) == null ? "" : call.group(2)),
                            absent -> new ArrayList<>());
                    Method found = Method.of(group, method.group(2));
                    if (known.stream().noneMatch(other -> other.shown().equals(found.shown()))) {
                        known.add(found);
                    }
                }
            }
        }
        // The transfers, whose URLs the service returns.
        methods.put(
                "2a",
                List.of(Method.of("PredictionOneClient", "uploadTrainingData"), Method.of("Retraining", "upload")));
        methods.put(
                "5a",
                Stream.of("streamResult", "resultContent", "downloadResult")
                        .map(name -> Method.of("PredictionOneClient", name))
                        .toList());
        return methods;
    }

    private static String key(String method, String path) {
        return method + " " + path.replaceAll("\\{[a-z_]+}", "ID");
    }

    private static Map<String, String> tests() {
        Map<String, String> tests = new TreeMap<>();
        Stream.of(ADAPTER.resolve("test"), CORE)
                .flatMap(root -> Repository.files(root, ".java").stream())
                .forEach(file -> tests.put(Repository.className(file), Repository.read(file)));
        return tests;
    }

    @Test
    @DisplayName("the calls of the client are those of the service, with the same names, methods and paths")
    void sameCalls() {
        List<Call> ofApi = calls.stream().filter(call -> !call.ofStorage()).toList();
        assertThat(ofApi)
                .extracting(call -> call.name() + ": " + call.method() + " " + call.path())
                .containsExactlyElementsOf(
                        Stream.of(Endpoint.values()).map(CallsTest::described).toList());
        assertThat(calls)
                .extracting(Call::row)
                .containsExactly(
                        "1", "2", "2a", "3", "4", "5", "5a", "6", "7", "8", "9", "10", "11", "12", "13", "14", "15",
                        "16", "17");
    }

    private static String described(Endpoint endpoint) {
        String path = endpoint.path();
        // The service returns the URL of an inference.
        String shown = path.startsWith(EXTERNAL) ? path.substring(EXTERNAL.length()) : "";
        return endpoint.title() + ": " + endpoint.method() + " " + shown;
    }

    @Test
    @DisplayName("each call of the service has a method of the client, fixtures, tests, and a route of the emulator")
    void nothingIsMissing() throws IOException {
        StringBuilder page = new StringBuilder("""
                # Each call of the service

                | row | call | method of the client | fixtures | their tests | tests with the emulator | route of the emulator |
                |---|---|---|---|---|---|---|
                """);
        for (Call call : calls) {
            List<String> cells = cells(call);
            assertThat(cells).as("%s", call).doesNotContain("");
            page.append("| ").append(String.join(" | ", cells)).append(" |\n");
        }
        Repository.generate("conformance.md", page);
    }

    private List<String> cells(Call call) {
        String key = call.ofStorage() ? call.row() : key(call.method(), call.path());
        List<Method> found = methods.getOrDefault(key, List.of());
        List<String> fixtures = call.fixtures();
        for (String fixture : fixtures) {
            assertThat(CORE.resolve("resources/fixtures/" + fixture + ".json")).exists();
        }
        return List.of(
                call.row(),
                call.name() + ": `" + (call.method() + " " + call.path()).strip() + "`",
                code(found.stream().map(Method::shown)),
                fixtures.isEmpty() ? NO_BODY : code(fixtures.stream()),
                fixtures.isEmpty() ? NO_BODY : readers(fixtures),
                withEmulator(found),
                code(route(call)));
    }

    private Stream<String> route(Call call) {
        if (call.ofStorage()) {
            String storage =
                    Repository.read(EMULATOR.resolve("main/" + PACKAGE + "emulator/storage/StorageRoutes.java"));
            return Stream.of(call.method()).filter(method -> storage.contains('"' + method + '"'));
        }
        String path = call.path().isEmpty() ? Endpoint.INFERENCE.path() : EXTERNAL + call.path();
        return Stream.of(call.method() + " " + path).filter(routes::contains);
    }

    /** The tests that read a fixture by its name; the test of all decoders reads, and varies, those of their list. */
    private String readers(List<String> fixtures) {
        String decoder = "of(\"" + fixtures.get(fixtures.size() - 1).replace(".response", "") + "\", ";
        boolean decoded = tests.get("Decoders").contains(decoder);
        return tests.keySet().stream()
                .filter(test -> test.endsWith("Test"))
                .filter(test -> (decoded && test.equals("DecodersPropertyTest"))
                        || fixtures.stream().anyMatch(name -> tests.get(test).contains('"' + name + '"')))
                .collect(joining(", "));
    }

    private String withEmulator(List<Method> found) {
        return tests.keySet().stream()
                .filter(test -> test.endsWith("IT") && tests.get(test).contains("PredictionOneEmulator"))
                .filter(test -> found.stream()
                        .anyMatch(
                                method -> method.use().matcher(tests.get(test)).find()))
                .collect(joining(", "));
    }

    private static String code(Stream<String> words) {
        return words.map(word -> "`" + word + "`").collect(joining(", "));
    }
}
