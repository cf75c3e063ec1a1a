import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * Lists which test proves which rule of behaviour, by the numbers with which the tests' names begin.
 *
 * <p>{@code java docs/RuleIndex.java} writes {@code docs/rules.md}; with {@code --check} it fails if that is not up to
 * date, or if a rule that the library claims has no test.
 */
public final class RuleIndex {

    private static final Pattern NAME = Pattern.compile("@DisplayName\\(\\s*\"((?:\\d+\\.\\d+ )+)(.*?)\"", Pattern.DOTALL);
    private static final List<String> CLAIMED = List.of(
            "1.1", "1.2", "1.3", "1.4", "1.5", "1.6", "1.7", "1.8", "1.9", "1.10", "1.11", "1.12",
            "2.1", "2.2", "2.3", "2.4", "2.5", "2.6", "2.9",
            "3.1", "3.2", "3.3", "3.4", "3.5", "3.6",
            "4.1", "4.2", "4.3", "4.4", "4.5", "4.6", "4.7", "4.8", "4.10",
            "5.1", "5.2", "5.3", "5.4", "5.5", "5.7", "5.8", "5.9", "5.10",
            "6.1", "6.2", "6.3", "6.4", "6.5", "6.6",
            "7.1");

    public static void main(String[] arguments) throws IOException {
        Map<String, TreeSet<String>> tests = new TreeMap<>(RuleIndex::byNumber);
        CLAIMED.forEach(rule -> tests.put(rule, new TreeSet<>()));
        try (Stream<Path> files = Files.walk(Path.of("."))) {
            for (Path file : files.filter(RuleIndex::isTest).toList()) {
                Matcher name = NAME.matcher(Files.readString(file));
                while (name.find()) {
                    for (String rule : name.group(1).split(" ")) {
                        tests.computeIfAbsent(rule, absent -> new TreeSet<>())
                                .add(file.getFileName().toString().replace(".java", "") + ": " + name.group(2));
                    }
                }
            }
        }
        report(tests, arguments.length > 0 && arguments[0].equals("--check"));
    }

    private static boolean isTest(Path file) {
        String path = file.toString();
        return path.contains("src/test/java") && path.endsWith(".java");
    }

    private static int byNumber(String one, String other) {
        String[] a = one.split("\\.");
        String[] b = other.split("\\.");
        int section = Integer.compare(Integer.parseInt(a[0]), Integer.parseInt(b[0]));
        return section != 0 ? section : Integer.compare(Integer.parseInt(a[1]), Integer.parseInt(b[1]));
    }

    private static void report(Map<String, TreeSet<String>> tests, boolean check) throws IOException {
        StringBuilder page = new StringBuilder("# Which test proves which rule\n\n"
                + "Written by `java docs/RuleIndex.java` from the names of the tests. The rules are the numbered ones of the design.\n");
        tests.forEach((rule, names) -> {
            page.append("\n## ").append(rule).append("\n\n");
            names.forEach(name -> page.append("- ").append(name.replace("\\\"", "\"")).append('\n'));
        });
        List<String> bare = CLAIMED.stream().filter(rule -> tests.get(rule).isEmpty()).toList();
        Path file = Path.of("docs", "rules.md");
        if (!check) {
            Files.writeString(file, page);
        } else if (!bare.isEmpty() || !Files.readString(file).contentEquals(page)) {
            System.err.println(bare.isEmpty() ? file + " is out of date: run java docs/RuleIndex.java" : "rules without a test: " + bare);
            System.exit(1);
        }
        System.out.println(tests.size() + " rules, " + tests.values().stream().mapToInt(TreeSet::size).sum() + " tests that name them"
                + (bare.isEmpty() ? "" : "; without a test: " + bare));
    }
}
