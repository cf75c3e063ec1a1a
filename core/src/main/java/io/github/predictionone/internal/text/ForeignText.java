package io.github.predictionone.internal.text;

import java.util.Locale;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Text of the other side, made fit for messages and logs. */
public final class ForeignText {

    private static final int MAX_LENGTH = 500;
    // Of any length, patterns see this much: cleaning shortens, but rarely to less than a quarter.
    private static final int MAX_SCANNED = 4 * MAX_LENGTH;
    private static final Pattern CONTROL = Pattern.compile("[\\p{Cc}\\p{Cf}]++");
    // Up to the URL's end, so that the search goes on behind it.
    private static final Pattern URL = Pattern.compile("https?://[^\\s\"'<>]*+");

    private ForeignText() {}

    /**
     * Returns at most 500 characters, without control characters, the secret, and the queries of URLs, which may be
     * presigned ones.
     */
    public static @Nullable String clean(@Nullable String text, @Nullable String secret) {
        return text == null ? null : cleaned(text, secret);
    }

    /** Returns a name or another text of the other side's data in the form in which a message shows it. */
    static String shown(String text) {
        return cleaned(text, null);
    }

    private static String cleaned(String text, @Nullable String secret) {
        // The secret first: of one that is cut, a part would stay.
        String masked = cut(secret == null ? text : text.replace(secret, "[hidden]"), MAX_SCANNED);
        String plain = CONTROL.matcher(masked).replaceAll(" ");
        return cut(URL.matcher(plain).replaceAll(ForeignText::withoutQuery).strip(), MAX_LENGTH);
    }

    /** Returns a text of up to 500 characters as it is, and of a longer one the beginning: no blank, and no half character. */
    public static String shortened(String text) {
        return text.length() <= MAX_LENGTH ? text : cut(text.strip(), MAX_LENGTH);
    }

    /** Returns a message in the form in which messages are compared: in lower case, without its final dot. */
    public static String bare(String message) {
        String text = message.strip().toLowerCase(Locale.ROOT);
        return text.endsWith(".") ? text.substring(0, text.length() - 1) : text;
    }

    private static String withoutQuery(MatchResult url) {
        int query = url.group().indexOf('?');
        String shown = query < 0 ? url.group() : url.group().substring(0, query) + "?[hidden]";
        return shown.replace("\\", "\\\\").replace("$", "\\$");
    }

    private static String cut(String text, int length) {
        if (text.length() <= length) {
            return text;
        }
        return text.substring(0, Character.isHighSurrogate(text.charAt(length - 1)) ? length - 1 : length);
    }
}
