import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * Lists for every call of the service the client's method, the fixtures of its bodies, the tests, and the emulator's route.
 *
 * <p>{@code java docs/Conformance.java} writes {@code docs/conformance.md}; with {@code --check} it fails if that is not up
 * to date, or if a call lacks one of these. The calls are those of {@code Endpoint}; a method is found by the call that its
 * Javadoc names, a test by the method that it calls or the fixture that it reads, a route by the list that a test of the
 * emulator compares with what is served.
 */
public final class Conformance {

    private static final Path ADAPTER = Path.of("reactor-adapter/src");
    private static final Path CLIENT = ADAPTER.resolve("main/java/io/github/predictionone/reactor");
    private static final Path CORE = Path.of("core/src");
    private static final Path FIXTURES = CORE.resolve("test/resources/fixtures");
    private static final Pattern ENDPOINT = Pattern.compile("[A-Z_]+\\(\"(.+?)\", \"([A-Z]+)\", \"(.*?)\", (?:true|false)\\)");
    private static final Pattern METHOD = Pattern.compile("/\\*\\*((?:(?!\\*/).)*)\\*/\\s*[^;{}@]*?(\\w+)\\(", Pattern.DOTALL);
    private static final Pattern CALL = Pattern.compile("\\(\\{@code ([A-Z]+)(?: (/[^}]+)}|} to the classifier's URL)");
    private static final Pattern ROUTE = Pattern.compile("\"([A-Z]+ /v1/[^\"]+)\"");

    /** A method of the client, and how a test calls it. */
    private record Method(String shown, Pattern use) {

        static Method of(Path file, String name) {
            String group = file.getFileName().toString().replaceAll("Operations?\\.java|\\.java", "");
            boolean ofClient = group.equals("PredictionOneClient");
            String accessor = switch (group) {
                case "Model", "DataSet", "Classifier" -> group.substring(0, 1).toLowerCase(Locale.ROOT) + group.substring(1) + "s";
                default -> group.toLowerCase(Locale.ROOT);
            };
            String receiver = ofClient ? "client" : accessor + "(?:\\(\\))?";
            return new Method(
                    ofClient ? name : accessor + "()." + name,
                    Pattern.compile("\\b" + receiver + "\\s*\\.\\s*" + name + "\\("));
        }
    }

    /** A row of the table; what is missing is empty. */
    private record Row(String number, String call, String methods, String fixtures, String bodies, String tests, String route) {

        boolean hasGap() {
            return Stream.of(methods, fixtures, bodies, tests, route).anyMatch(String::isEmpty);
        }

        String line() {
            return String.join(" | ", "| " + number, call, methods, fixtures, bodies, tests, route) + " |\n";
        }
    }

    private final Map<String, List<Method>> methods = new TreeMap<>();
    private final List<String> routes;
    private final Map<String, String> tests = new TreeMap<>();

    private Conformance() throws IOException {
        for (Path file : java(CLIENT, 1)) {
            for (MatchResult method : all(METHOD, Files.readString(file))) {
                String javadoc = method.group(1).replaceAll("\\s*\\n\\s*\\*\\s?", " ");
                for (MatchResult call : all(CALL, javadoc)) {
                    String key = key(call.group(1), call.group(2) == null ? "" : call.group(2));
                    Method found = Method.of(file, method.group(2));
                    List<Method> known = methods.computeIfAbsent(key, absent -> new ArrayList<>());
                    if (known.stream().noneMatch(other -> other.shown().equals(found.shown()))) {
                        known.add(found);
                    }
                }
            }
        }
        Path served = Path.of("emulator/src/test/java/io/github/predictionone/emulator/RouteIT.java");
        routes = all(ROUTE, Files.readString(served)).stream().map(route -> route.group(1)).toList();
        for (Path root : List.of(ADAPTER, CORE)) {
            for (Path file : java(root.resolve("test/java"), Integer.MAX_VALUE)) {
                tests.put(file.getFileName().toString().replace(".java", ""), Files.readString(file));
            }
        }
    }

    public static void main(String[] arguments) throws IOException {
        List<Row> rows = new Conformance().rows();
        StringBuilder page = new StringBuilder("# Every call of the service\n\n"
                + "Written by `java docs/Conformance.java`. A gap in this table, or a table that is out of date, fails `.ci/run`.\n"
                + "The numbers are those of the design's table of facts; the fixtures are in `core/src/test/resources/fixtures`.\n\n"
                + "| # | call | method of the client | fixtures | their tests | tests against the emulator | route of the emulator |\n"
                + "|---|---|---|---|---|---|---|\n");
        rows.forEach(row -> page.append(row.line()));
        List<String> gaps = rows.stream().filter(Row::hasGap).map(Row::number).toList();
        Path file = Path.of("docs", "conformance.md");
        boolean check = arguments.length > 0 && arguments[0].equals("--check");
        if (!check) {
            Files.writeString(file, page);
        } else if (!gaps.isEmpty() || !Files.readString(file).contentEquals(page)) {
            System.err.println(gaps.isEmpty() ? file + " is out of date: run java docs/Conformance.java" : "calls with a gap: " + gaps);
            System.exit(1);
        }
        System.out.println(rows.size() + " calls" + (gaps.isEmpty() ? ", each with its method, tests and route" : "; with a gap: " + gaps));
    }

    private List<Row> rows() throws IOException {
        String endpoints = Files.readString(CORE.resolve("main/java/io/github/predictionone/internal/wire/Endpoint.java"));
        List<Row> rows = new ArrayList<>();
        for (MatchResult endpoint : all(ENDPOINT, endpoints)) {
            rows.add(row(rows.size() + 1, endpoint.group(1), endpoint.group(2), endpoint.group(3)));
        }
        // The two that go to storage, with URLs that the service signs: right behind the calls that hand these out.
        rows.add(2, storage("2a", "the uploads: `PUT` to a signed URL", "PUT", "uploadTrainingData", "retraining().upload"));
        rows.add(6, storage("5a", "the result archive: `GET` of a signed URL", "GET", "streamResult", "resultContent", "downloadResult"));
        return rows;
    }

    private Row row(int number, String title, String httpMethod, String path) throws IOException {
        boolean inference = path.startsWith("/v1/");
        List<Method> found = methods.getOrDefault(key(httpMethod, inference ? "" : path), List.of());
        List<String> fixtures = fixtures(title, httpMethod);
        boolean there = fixtures.stream().allMatch(name -> Files.exists(FIXTURES.resolve(name + ".json")));
        String route = httpMethod + " " + (inference ? path : "/v1/external" + path);
        return new Row(
                Integer.toString(number),
                title + ": `" + httpMethod + " " + path + "`",
                code(found.stream().map(Method::shown)),
                fixtures.isEmpty() ? "no body" : there ? code(fixtures.stream()) : "",
                fixtures.isEmpty() ? "no body" : bodies(title, fixtures),
                against(found),
                routes.contains(route) ? "`" + route + "`" : "");
    }

    private Row storage(String number, String call, String httpMethod, String... names) throws IOException {
        List<Method> found = Stream.of(names)
                .map(name -> name.startsWith("retraining")
                        ? Method.of(Path.of("RetrainingOperations.java"), name.substring(name.indexOf('.') + 1))
                        : Method.of(Path.of("PredictionOneClient.java"), name))
                .toList();
        String served = Files.readString(Path.of("emulator/src/main/java/io/github/predictionone/emulator/storage/StorageRoutes.java"));
        return new Row(
                number,
                call,
                code(found.stream().map(Method::shown)),
                "no JSON",
                "no JSON",
                against(found),
                served.contains("\"" + httpMethod + "\"") ? "storage: `" + httpMethod + "`" : "");
    }

    /** A body that the manual shows has a fixture: the answer's where the call is no deletion, the request's where it sends one. */
    private static List<String> fixtures(String title, String httpMethod) {
        List<String> names = new ArrayList<>();
        if (httpMethod.equals("POST") || httpMethod.equals("PATCH")) {
            names.add(kebab(title) + ".request");
        }
        if (!httpMethod.equals("DELETE")) {
            names.add(kebab(title) + ".response");
        }
        return names;
    }

    /** Who reads the fixtures by name; those of the list of decoders are read, and varied, by the test of all of them. */
    private String bodies(String title, List<String> fixtures) {
        boolean decoded = tests.get("Decoders").contains("of(\"" + kebab(title) + "\", ");
        return String.join(", ", tests.keySet().stream()
                .filter(test -> test.endsWith("Test"))
                .filter(test -> decoded && test.equals("DecodersPropertyTest")
                        || fixtures.stream().anyMatch(name -> tests.get(test).contains("\"" + name + "\"")))
                .toList());
    }

    private String against(List<Method> found) {
        return String.join(", ", tests.keySet().stream()
                .filter(test -> test.endsWith("IT") && tests.get(test).contains("PredictionOneEmulator"))
                .filter(test -> found.stream().anyMatch(method -> method.use().matcher(tests.get(test)).find()))
                .toList());
    }

    private static String key(String httpMethod, String path) {
        return httpMethod + " " + path.replaceAll("\\{[a-z_]+}", "ID");
    }

    private static String kebab(String title) {
        return title.toLowerCase(Locale.ROOT).replace(' ', '-');
    }

    private static String code(Stream<String> words) {
        return String.join(", ", words.map(word -> "`" + word + "`").toList());
    }

    private static List<MatchResult> all(Pattern pattern, String text) {
        return pattern.matcher(text).results().toList();
    }

    private static List<Path> java(Path root, int depth) throws IOException {
        try (Stream<Path> files = Files.walk(root, depth)) {
            return files.filter(file -> file.toString().endsWith(".java")).sorted().toList();
        }
    }
}
