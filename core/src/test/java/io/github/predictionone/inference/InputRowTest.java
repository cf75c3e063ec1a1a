package io.github.predictionone.inference;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class InputRowTest {

    private enum Plan {
        BASIC
    }

    private record Customer(
            @JsonProperty("年齢") Integer age,
            Plan plan,
            double hours,
            Optional<String> note,
            LocalDate joined,
            LocalDateTime seen) {}

    /** A bean with getters. */
    public static final class Bean {

        /** A property. */
        public String getCity() {
            return "東京, 港区";
        }

        /** Another property. */
        public boolean isActive() {
            return true;
        }
    }

    @Test
    @DisplayName("row 17: a record becomes a row: components in order, Jackson's names, nulls as missing values")
    void records() {
        InputRow row = InputRow.of(new Customer(
                null,
                Plan.BASIC,
                0.1,
                Optional.empty(),
                LocalDate.of(2024, 5, 31),
                LocalDateTime.of(2024, 5, 31, 7, 5)));
        assertThat(row.columns()).containsExactly("年齢", "plan", "hours", "note", "joined", "seen");
        assertThat(row.values().values()).containsExactly("", "BASIC", "0.1", "", "2024-05-31", "2024-05-31 07:05:00");
    }

    @Test
    @DisplayName("row 17: a bean becomes a row, and a row is returned as it is")
    void beans() {
        InputRow row = InputRow.of(new Bean());
        assertThat(row.values()).containsOnly(Map.entry("city", "東京, 港区"), Map.entry("active", "true"));
        assertThat(InputRow.of(row)).isSameAs(row);
    }

    @Test
    @DisplayName("row 17: a map becomes a row in the map's order, with every kind of number as plain text")
    void maps() {
        Map<String, Object> values = new LinkedHashMap<>();
        values.put("z", 42L);
        values.put("a", null);
        values.put("b", new BigDecimal("1E+3"));
        values.put("c", 2.5f);
        values.put("d", "x\n\"y\"");
        values.put("e", Optional.of(7));
        InputRow row = InputRow.of(values);
        assertThat(row.columns()).containsExactly("z", "a", "b", "c", "d", "e");
        assertThat(row.values().values()).containsExactly("42", "", "1000", "2.5", "x\n\"y\"", "7");
        values.put("z", 43L);
        assertThat(row.values()).as("the row is a copy of the map").containsEntry("z", "42");
    }

    @Test
    @DisplayName("row 17: a header and a line of CSV become a row")
    void csv() {
        assertThat(InputRow.ofCsv("a,\"b,c\",d", "1,,\"x \"\"y\"\"\"").values())
                .containsExactly(Map.entry("a", "1"), Map.entry("b,c", ""), Map.entry("d", "x \"y\""));
        for (List<String> none : List.of(
                List.of("a,b", "1"), List.of("a", "1\n2"), List.of("a,a", "1,2"), List.of("a", ""), List.of("", "1"))) {
            assertThatExceptionOfType(IllegalArgumentException.class)
                    .isThrownBy(() -> InputRow.ofCsv(none.get(0), none.get(1)));
        }
    }

    static List<Object> noRows() {
        return Arrays.asList(
                Map.of(),
                Map.of(" ", 1),
                Map.of("a", List.of(1)),
                Map.of("a", Map.of("b", 1)),
                Map.of("a", Double.NaN),
                Map.of("a", Float.POSITIVE_INFINITY),
                "a,b",
                42,
                List.of(1, 2),
                new Object());
    }

    @ParameterizedTest
    @MethodSource("noRows")
    @DisplayName("row 17: an object that is not a row, or has a value that does not fit into one field, is refused")
    void refused(Object source) {
        assertThatExceptionOfType(IllegalArgumentException.class).isThrownBy(() -> InputRow.of(source));
    }

    @Test
    @DisplayName("2.2 the values of a row appear neither in its text nor in a message")
    void secret() {
        assertThat(InputRow.of(Map.of("name", "somebody"))).hasToString("InputRow[columns=[name]]");
        assertThatExceptionOfType(IllegalArgumentException.class)
                .isThrownBy(() -> InputRow.of(Map.of("name", List.of("somebody"))))
                .withMessageContaining("name")
                .withMessageNotContaining("somebody");
    }
}
