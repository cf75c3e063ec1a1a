package io.github.predictionone.dashboard;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

class TextsTest {

    private static final Pattern KEY = Pattern.compile("^ +'?([\\w-]+)'?: ", Pattern.MULTILINE);
    private static final Pattern USED = Pattern.compile("data-(?:text|label)=\"(\\w+)\"");

    private static String english;
    private static String japanese;

    @BeforeAll
    static void read() throws IOException {
        String texts = resource("js/texts.js");
        int second = texts.indexOf("const ja = ");
        english = texts.substring(0, second);
        japanese = texts.substring(second, texts.indexOf("export const languages"));
    }

    @Test
    @DisplayName("every text exists in both languages")
    void complete() {
        assertThat(keys(KEY, japanese)).isEqualTo(keys(KEY, english)).hasSizeGreaterThan(100);
    }

    @Test
    @DisplayName("every text that the pages name exists")
    void used() throws IOException {
        assertThat(keys(KEY, english))
                .containsAll(keys(USED, resource("index.html")))
                .containsAll(keys(USED, resource("training.html")));
    }

    @Test
    @DisplayName("every code of an invalid file has a text")
    void problems() throws IOException {
        String source = Files.readString(Path.of("src/main/java/io/github/predictionone/dashboard/CsvAnalysis.java"));
        List<String> codes = keys(Pattern.compile("\"([a-z]+(?:-[a-z0-9]+)+)\""), source);

        assertThat(codes).contains("ragged-row", "not-utf8");
        assertThat(keys(KEY, english)).containsAll(codes);
    }

    private static List<String> keys(Pattern pattern, String text) {
        return pattern.matcher(text).results().map(found -> found.group(1)).toList();
    }

    private static String resource(String name) throws IOException {
        try (InputStream content = TextsTest.class.getResourceAsStream("/static/" + name)) {
            return new String(content.readAllBytes(), StandardCharsets.UTF_8);
        }
    }
}
