package io.github.predictionone.training;

import java.time.YearMonth;
import java.util.BitSet;
import java.util.EnumMap;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Guesses the type of one column from its values. It keeps counts, never values. */
final class ColumnGuess {

    private static final Pattern INTEGER = Pattern.compile("[+-]?(0|[1-9]\\d{0,17})");
    private static final Pattern FLOAT =
            Pattern.compile("[+-]?((0|[1-9]\\d*)(\\.\\d*([eE][+-]?\\d+)?|[eE][+-]?\\d+)|\\.\\d+([eE][+-]?\\d+)?)");
    private static final String TIME = "([ T]\\d?\\d:\\d\\d(:\\d\\d([.]\\d+)?)?(Z|[+-]\\d\\d:?\\d\\d)?)?";
    private static final Pattern YEAR_FIRST =
            Pattern.compile("(?<year>\\d{4})(?<separator>[-/])(?<month>\\d\\d?)\\k<separator>(?<day>\\d\\d?)" + TIME);
    private static final Pattern DAY_FIRST =
            Pattern.compile("(?<day>\\d\\d?)(?<separator>[-/])(?<month>\\d\\d?)\\k<separator>(?<year>\\d{4})" + TIME);
    private static final Pattern DIGITS = Pattern.compile("(?<year>(19|20)\\d\\d)(?<month>\\d\\d)(?<day>\\d\\d)");
    private static final Pattern MONTH_AND_YEAR =
            Pattern.compile("(jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)-\\d\\d", Pattern.CASE_INSENSITIVE);

    private static final int LONGEST_SCALAR = 40;
    private static final int PROSE = 30;
    private static final int HASHES = 1 << 16;

    private final Map<ColumnType, Integer> fits = new EnumMap<>(ColumnType.class);
    private final BitSet proseHashes = new BitSet();
    private int values;

    void add(String field) {
        String value = field.strip();
        if (value.isEmpty()) {
            return;
        }
        values++;
        if (value.length() > LONGEST_SCALAR) {
            addWords(value);
        } else if (isDate(value)) {
            count(ColumnType.DATE);
            // 20240531 also counts as a number, in case the other values of the column are not dates.
            count(INTEGER.matcher(value).matches() ? ColumnType.INTEGER : ColumnType.STRING);
        } else if (INTEGER.matcher(value).matches()) {
            count(ColumnType.INTEGER);
        } else if (FLOAT.matcher(value).matches()) {
            count(ColumnType.FLOAT);
        } else {
            addWords(value);
        }
    }

    ColumnType type() {
        if (values == 0) {
            return ColumnType.STRING;
        }
        if (of(ColumnType.DATE) == values) {
            return ColumnType.DATE;
        }
        if (of(ColumnType.INTEGER) == values) {
            return ColumnType.INTEGER;
        }
        if (of(ColumnType.INTEGER) + of(ColumnType.FLOAT) == values) {
            return ColumnType.FLOAT;
        }
        int prose = of(ColumnType.TEXT);
        return prose * 2 > values && proseHashes.cardinality() * 2 > prose ? ColumnType.TEXT : ColumnType.STRING;
    }

    private void addWords(String value) {
        if (isProse(value)) {
            count(ColumnType.TEXT);
            int hash = value.hashCode();
            proseHashes.set((hash ^ (hash >>> 16)) & (HASHES - 1));
        }
    }

    private void count(ColumnType type) {
        fits.merge(type, 1, Integer::sum);
    }

    private int of(ColumnType type) {
        return fits.getOrDefault(type, 0);
    }

    private static boolean isDate(String value) {
        return MONTH_AND_YEAR.matcher(value).matches()
                || isDay(YEAR_FIRST.matcher(value))
                || isDay(DAY_FIRST.matcher(value))
                || isDay(DIGITS.matcher(value));
    }

    private static boolean isDay(Matcher date) {
        if (!date.matches()) {
            return false;
        }
        int month = Integer.parseInt(date.group("month"));
        int day = Integer.parseInt(date.group("day"));
        int year = Integer.parseInt(date.group("year"));
        return month >= 1 && month <= 12 && YearMonth.of(year, month).isValidDay(day);
    }

    private static boolean isProse(String value) {
        int letters = 0;
        boolean words = false;
        for (int i = 0; i < value.length() && letters < PROSE; i++) {
            boolean ideograph = isEastAsian(value.charAt(i));
            letters += ideograph ? 2 : 1;
            words |= ideograph || Character.isWhitespace(value.charAt(i));
        }
        return words && letters >= PROSE;
    }

    private static boolean isEastAsian(char c) {
        Character.UnicodeScript script = Character.UnicodeScript.of(c);
        return switch (script) {
            case HAN, HIRAGANA, KATAKANA, HANGUL -> true;
            default -> false;
        };
    }
}
