package io.github.predictionone.internal.wire;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeFormatterBuilder;
import java.time.temporal.ChronoField;
import java.time.temporal.TemporalAccessor;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Parses dates and times of the service, whose format is not documented. An unknown format gives an empty result and
 * never fails a call.
 */
final class ServiceTime {

    // Longer than any supported format: such texts are not parsed at all.
    private static final int MAX_LENGTH = 100;

    // A number from here on (as seconds, the year 5138) must be milliseconds.
    private static final long MAX_SECONDS = 100_000_000_000L;

    /** All formats except the plain one. This is a separate class because the JDK's formatters take long to load. */
    private static final class Formatted {

        private static final DateTimeFormatter FORMAT = new DateTimeFormatterBuilder()
                .appendPattern("uuuu-MM-dd")
                .optionalStart()
                .appendPattern("['T'][' ']HH:mm[:ss]")
                .optionalStart()
                .appendFraction(ChronoField.NANO_OF_SECOND, 1, 9, true)
                .optionalEnd()
                .appendPattern("[' '][XXX][XX][X]")
                .optionalEnd()
                .parseDefaulting(ChronoField.HOUR_OF_DAY, 0)
                .toFormatter();
    }

    private static final String PLAIN = "0000-00-00T00:00:00.000000";

    private ServiceTime() {}

    public static Optional<Instant> parse(@Nullable String text) {
        if (text == null || text.length() > MAX_LENGTH || text.isBlank()) {
            return Optional.empty();
        }
        String value = text.strip();
        try {
            if (isPlain(value)) {
                return Optional.of(ofPlain(value));
            }
            return Optional.of(isNumber(value) ? ofEpoch(value) : ofDateTime(value.replace('/', '-')));
        } catch (DateTimeException | NumberFormatException e) {
            return Optional.empty();
        }
    }

    /**
     * Returns whether the value has the form that is parsed at every poll: {@code 2026-11-24T10:00:00} alone, with a
     * {@code Z}, or with microseconds and a {@code Z}.
     */
    private static boolean isPlain(String value) {
        int length = value.length();
        if ((length != 19 && length != 20 && length != 27) || (length > 19 && value.charAt(length - 1) != 'Z')) {
            return false;
        }
        for (int i = 0; i < (length == 27 ? 26 : 19); i++) {
            char expected = PLAIN.charAt(i);
            char c = value.charAt(i);
            if (expected == '0' ? c < '0' || c > '9' : c != expected && (i != 10 || c != ' ')) {
                return false;
            }
        }
        return true;
    }

    private static Instant ofPlain(String value) {
        int micros = value.length() == 27 ? number(value, 20, 26) : 0;
        return LocalDateTime.of(
                        number(value, 0, 4),
                        number(value, 5, 7),
                        number(value, 8, 10),
                        number(value, 11, 13),
                        number(value, 14, 16),
                        number(value, 17, 19),
                        micros * 1_000)
                .toInstant(ZoneOffset.UTC);
    }

    private static int number(String digits, int from, int to) {
        return Integer.parseInt(digits, from, to, 10);
    }

    private static boolean isNumber(String value) {
        return value.chars().allMatch(c -> (c >= '0' && c <= '9') || c == '.');
    }

    private static Instant ofEpoch(String value) {
        int point = value.indexOf('.');
        long number = Long.parseLong(point < 0 ? value : value.substring(0, point));
        if (number >= MAX_SECONDS) {
            return Instant.ofEpochMilli(number);
        }
        double fraction = point < 0 ? 0 : Double.parseDouble("0" + value.substring(point));
        return Instant.ofEpochSecond(number, (long) (fraction * 1e9));
    }

    private static Instant ofDateTime(String value) {
        TemporalAccessor parsed = Formatted.FORMAT.parseBest(value, OffsetDateTime::from, LocalDateTime::from);
        return parsed instanceof OffsetDateTime dateTime
                ? dateTime.toInstant()
                : LocalDateTime.from(parsed).toInstant(ZoneOffset.UTC);
    }
}
