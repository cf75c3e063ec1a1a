package io.github.predictionone.docs;

import static java.util.stream.Collectors.groupingBy;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** Compares the rules of {@code behaviour.md} with the tests and pages that cite their numbers. */
class RulesTest {

    private static final Pattern HEADING = Pattern.compile("(?m)^### (\\S+) (.+)$");
    private static final Pattern NAME = Pattern.compile(
            "@(?:DisplayName\\(|ParameterizedTest\\(\\s*name = )\\s*\"((?:\\d+\\.\\d+ )+)((?:[^\"\\\\]|\\\\.)*)\"");
    private static final Pattern CITATION = Pattern.compile("(?i)\\brules? (\\d+\\.\\d+)");

    private final List<Rule> rules = Repository.all(HEADING, Repository.read(Path.of("behaviour.md"))).stream()
            .map(heading -> new Rule(heading.group(1), heading.group(2)))
            .toList();
    private final List<Proof> proofs = Repository.files(Repository.ROOT, ".java").stream()
            .flatMap(RulesTest::proofs)
            .toList();

    private record Rule(String number, String title) {}

    /** A test that names a rule. */
    private record Proof(String rule, String test) {}

    private static Stream<Proof> proofs(Path file) {
        return Repository.all(NAME, Repository.read(file)).stream()
                .flatMap(name -> Stream.of(name.group(1).split(" "))
                        .map(rule -> new Proof(rule, Repository.className(file) + ": " + unescaped(name.group(2)))));
    }

    private static String unescaped(String literal) {
        return literal.replace("\\\"", "\"").replace("\\\\", "\\");
    }

    private List<String> numbers() {
        return rules.stream().map(Rule::number).toList();
    }

    @Test
    @DisplayName("the rules are in order of their numbers, and no number is used twice")
    void numbered() {
        Comparator<String> byNumber =
                Comparator.<String>comparingInt(number -> part(number, 0)).thenComparingInt(number -> part(number, 1));
        assertThat(numbers()).doesNotHaveDuplicates().isSortedAccordingTo(byNumber);
    }

    private static int part(String number, int index) {
        return Integer.parseInt(number.split("\\.", 2)[index]);
    }

    @Test
    @DisplayName("each rule has tests, and each number in a test's name is a rule")
    void proved() throws IOException {
        Map<String, List<Proof>> byRule = proofs.stream().collect(groupingBy(Proof::rule));
        assertThat(byRule.keySet()).containsExactlyInAnyOrderElementsOf(numbers());
        StringBuilder page = new StringBuilder("# Which test proves which rule\n");
        for (Rule rule : rules) {
            page.append("\n## ")
                    .append(rule.number())
                    .append(' ')
                    .append(rule.title())
                    .append("\n\n");
            byRule.get(rule.number())
                    .forEach(proof -> page.append("- ").append(proof.test()).append('\n'));
        }
        Repository.generate("rules.md", page);
    }

    @Test
    @DisplayName("each rule that a page cites is on the page of rules, to which the page links")
    void cited() {
        for (Path page : Repository.files(Repository.ROOT, ".md")) {
            String text = Repository.read(page);
            List<String> cited = Repository.all(CITATION, text).stream()
                    .map(citation -> citation.group(1))
                    .toList();
            assertThat(numbers()).as(page.toString()).containsAll(cited);
            if (!cited.isEmpty() && !page.endsWith("behaviour.md")) {
                assertThat(text).as(page.toString()).contains("behaviour.md");
            }
        }
    }
}
