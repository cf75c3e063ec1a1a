package io.github.predictionone.testsupport;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

class PropertyTest {

    private static List<String> cases(int tries, Property property) {
        List<String> cases = new ArrayList<>();
        Property.check(tries, draw -> {
            property.holdsFor(draw);
            cases.add(draw.toString());
        });
        return cases;
    }

    @Test
    @DisplayName("each combination of edges is a case, even if later draws depend on earlier values")
    void combinations() {
        assertThat(cases(0, draw -> {
                    draw.flag();
                    for (int i = draw.size(0, 9); i > 0; i--) {
                        draw.integer(1, 9);
                    }
                }))
                .containsExactlyInAnyOrder(
                        "[false, 0]",
                        "[false, 1, 1]",
                        "[false, 1, 2]",
                        "[false, 1, 8]",
                        "[false, 1, 9]",
                        "[true, 0]",
                        "[true, 1, 1]",
                        "[true, 1, 2]",
                        "[true, 1, 8]",
                        "[true, 1, 9]");
    }

    @Test
    @DisplayName("edges are the bounds, their neighbours, values near zero, and empty values")
    void edges() {
        assertThat(cases(0, draw -> draw.number(Long.MIN_VALUE, Long.MAX_VALUE)))
                .containsExactlyInAnyOrder(
                        "[-9223372036854775808]",
                        "[-9223372036854775807]",
                        "[-2]",
                        "[-1]",
                        "[0]",
                        "[1]",
                        "[2]",
                        "[9223372036854775806]",
                        "[9223372036854775807]");
        assertThat(cases(0, Draw::fraction))
                .containsExactlyInAnyOrder("[0.0]", "[4.9E-324]", "[0.01]", "[0.99]", "[0.9999999999999999]");
        assertThat(cases(0, draw -> draw.bytes(3))).contains("[[]]", "[[0, 0, 0]]", "[[-128]]", "[[0]]", "[[127]]");
        assertThat(cases(0, draw -> draw.text(0, 2)))
                .containsExactlyInAnyOrder("[]", "[\\u0000]", "[ ]", "[\\uffff]", "[\\uffff\\uffff]");
        assertThat(cases(0, draw -> draw.text(1, 2))).doesNotContain("[]");
        assertThat(cases(0, draw -> draw.word("aZ", 5))).containsExactlyInAnyOrder("[a]", "[Z]");
    }

    @Test
    @DisplayName("random values stay within their bounds and are the same in each run")
    void random() {
        assertRandom(draw -> assertThat(draw.number(3, 1_000)).isBetween(3L, 1_000L));
        assertRandom(draw -> assertThat(draw.number(0, Long.MAX_VALUE)).isNotNegative());
        assertRandom(draw -> draw.number(Long.MIN_VALUE, Long.MAX_VALUE));
        assertRandom(draw ->
                assertThat(draw.decimal(-Double.MAX_VALUE, Double.MAX_VALUE)).isFinite());
        assertRandom(draw -> assertThat(draw.fraction()).isBetween(0.0, Math.nextDown(1.0)));
        assertRandom(draw -> assertThat(draw.bytes(5)).hasSizeLessThanOrEqualTo(5));
        assertRandom(draw -> assertThat(draw.text(1, 5)).hasSizeBetween(1, 5));
        assertRandom(
                draw -> assertThat(draw.word("xyz", 5)).hasSizeBetween(1, 5).matches("[xyz]+"));
        assertThat(cases(1_000, draw -> draw.size(0, 4))).containsOnly("[0]", "[1]", "[2]", "[3]", "[4]");
    }

    private static void assertRandom(Property property) {
        List<String> cases = cases(1_000, property);
        assertThat(new HashSet<>(cases)).hasSizeGreaterThan(100);
        assertThat(cases(1_000, property)).isEqualTo(cases);
    }

    @Test
    @DisplayName("a failure names the drawn values and the seed")
    void failure() {
        assertThatExceptionOfType(AssertionError.class)
                .isThrownBy(() -> Property.check(1_000, draw -> {
                    int number = draw.integer(0, 1_000_000);
                    assertThat(draw.text(0, 5).length() * number).isLessThan(17_000);
                }))
                .withMessageMatching("With \\[\\d+, .+], of -Dproperty.seed=-?\\d+: (?s).*17000.*")
                .withCauseInstanceOf(AssertionError.class);
    }
}
