package io.github.predictionone.internal.text;

import java.util.Locale;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Cleans text of the service and the storage for messages and logs. */
public final class ForeignText {

    private static final int MAX_LENGTH = 500;
    // The patterns process only this much of a text of any length: cleaning rarely leaves less than a quarter of it.
    private static final int MAX_SCANNED = 4 * MAX_LENGTH;
    private static final Pattern CONTROL = Pattern.compile("[\\p{Cc}\\p{Cf}]++");
    // Matches to the URL's end, so that the search continues after it.
    private static final Pattern URL = Pattern.compile("https?://[^\\s\"'<>]*+");

    private ForeignText() {}

    /**
     * Returns at most 500 characters of the text, without control characters, the secret and the queries of URLs, since
     * a URL may be presigned.
     */
    public static @Nullable String clean(@Nullable String text, @Nullable String secret) {
        return text == null ? null : cleaned(text, secret);
    }

    /** Returns a name or another text of foreign data in the form in which a message shows it. */
    static String shown(String text) {
        return cleaned(text, null);
    }

    private static String cleaned(String text, @Nullable String secret) {
        // Remove the secret before cutting: otherwise the cut could leave a part of it.
        String masked = cut(secret == null ? text : text.replace(secret, "[hidden]"), MAX_SCANNED);
        String plain = CONTROL.matcher(masked).replaceAll(" ");
        return cut(URL.matcher(plain).replaceAll(ForeignText::withoutQuery).strip(), MAX_LENGTH);
    }

    /**
     * Returns a text of up to 500 characters unchanged. Of a longer one, returns the beginning, which is not blank and
     * does not end in half a character.
     */
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
