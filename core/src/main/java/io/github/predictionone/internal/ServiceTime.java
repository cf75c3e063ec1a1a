package io.github.predictionone.internal;

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

/** Reads the service's undocumented date and time, or says that it can't: a strange time never fails a call. */
public final class ServiceTime {

    // From this many seconds on (the year 5138), a number must be milliseconds.
    private static final long MOST_SECONDS = 100_000_000_000L;

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

    private ServiceTime() {}

    public static Optional<Instant> parse(@Nullable String text) {
        if (text == null || text.isBlank()) {
            return Optional.empty();
        }
        String value = text.strip();
        try {
            return Optional.of(isNumber(value) ? ofEpoch(value) : ofDateTime(value.replace('/', '-')));
        } catch (DateTimeException | NumberFormatException e) {
            return Optional.empty();
        }
    }

    private static boolean isNumber(String value) {
        return value.chars().allMatch(c -> (c >= '0' && c <= '9') || c == '.');
    }

    private static Instant ofEpoch(String value) {
        int point = value.indexOf('.');
        long number = Long.parseLong(point < 0 ? value : value.substring(0, point));
        if (number >= MOST_SECONDS) {
            return Instant.ofEpochMilli(number);
        }
        double fraction = point < 0 ? 0 : Double.parseDouble("0" + value.substring(point));
        return Instant.ofEpochSecond(number, (long) (fraction * 1e9));
    }

    private static Instant ofDateTime(String value) {
        TemporalAccessor parsed = FORMAT.parseBest(value, OffsetDateTime::from, LocalDateTime::from);
        return parsed instanceof OffsetDateTime dateTime
                ? dateTime.toInstant()
                : LocalDateTime.from(parsed).toInstant(ZoneOffset.UTC);
    }
}
