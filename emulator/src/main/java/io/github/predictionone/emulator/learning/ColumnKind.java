package io.github.predictionone.emulator.learning;

import java.time.DateTimeException;
import java.time.LocalDate;
import java.time.YearMonth;
import java.time.format.DateTimeFormatter;
import java.time.temporal.TemporalAccessor;
import java.time.temporal.TemporalQueries;
import java.util.List;
import java.util.Locale;
import java.util.OptionalDouble;

/** The types of columns. The service numbers them; its manual omits the numbers, so these are the emulator's own. */
enum ColumnKind {
    INTEGER(0),
    FLOAT(1),
    STRING(2),
    TEXT(3),
    DATE(4),
    IGNORE(5);

    private static final int SHORT = 30;
    private static final List<DateTimeFormatter> DATES = List.of(
            DateTimeFormatter.ofPattern("uuuu-M-d[ H:mm[:ss]]", Locale.ROOT),
            DateTimeFormatter.ofPattern("uuuuMMdd", Locale.ROOT),
            DateTimeFormatter.ofPattern("d-M-uuuu", Locale.ROOT),
            DateTimeFormatter.ofPattern("MMM-uu", Locale.ENGLISH));

    private final int number;

    ColumnKind(int number) {
        this.number = number;
    }

    int number() {
        return number;
    }

    static ColumnKind named(String word) {
        for (ColumnKind kind : values()) {
            if (kind.name().toLowerCase(Locale.ROOT).equals(word)) {
                return kind;
            }
        }
        throw new TrainingFailure("The column information names an unknown type: " + word + ".");
    }

    /** Returns the type that fits all these values, which do not include missing ones. */
    static ColumnKind of(List<String> values) {
        if (values.isEmpty()) {
            return STRING;
        }
        if (values.stream().allMatch(value -> value.length() == 8 && day(value).isPresent())) {
            return DATE;
        }
        if (values.stream().allMatch(value -> value.matches("[+-]?\\d{1,18}"))) {
            return INTEGER;
        }
        if (values.stream().allMatch(value -> number(value).isPresent())) {
            return FLOAT;
        }
        if (values.stream().allMatch(value -> day(value).isPresent())) {
            return DATE;
        }
        double length = values.stream().mapToInt(String::length).average().orElse(0);
        return length > SHORT && values.stream().distinct().count() > values.size() / 2 ? TEXT : STRING;
    }

    static OptionalDouble number(String value) {
        try {
            double number = Double.parseDouble(value.strip());
            return Double.isFinite(number) ? OptionalDouble.of(number) : OptionalDouble.empty();
        } catch (NumberFormatException e) {
            return OptionalDouble.empty();
        }
    }

    /** Parses a date; returns the days since 1970. */
    static OptionalDouble day(String value) {
        String text = value.strip().replace('/', '-');
        for (DateTimeFormatter format : DATES) {
            try {
                TemporalAccessor date = format.parse(text);
                LocalDate day = date.query(TemporalQueries.localDate());
                return OptionalDouble.of(
                        (double) (day == null ? YearMonth.from(date).atDay(1) : day).toEpochDay());
            } catch (DateTimeException e) {
                // Another format may fit.
            }
        }
        return OptionalDouble.empty();
    }
}
