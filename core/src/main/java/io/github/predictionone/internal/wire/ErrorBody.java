package io.github.predictionone.internal.wire;

import io.github.predictionone.internal.text.ForeignText;
import java.nio.charset.StandardCharsets;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;

/**
 * The readable content of an error answer: the documented JSON at the top level or under one wrapper key, even if cut
 * short; or else the beginning of the body.
 */
record ErrorBody(
        @Nullable String code,
        @Nullable String error,
        @Nullable String message) {

    private static final int MAX_TEXT_LENGTH = 500;
    // Patterns suffice for two elements of a known shape; an XML parser would add risks.
    private static final Pattern XML_CODE = Pattern.compile("<Code>([^<]*+)</Code>");
    private static final Pattern XML_MESSAGE = Pattern.compile("<Message>([^<]*+)</Message>");

    static ErrorBody parse(byte[] body, @Nullable String secret) {
        ErrorBody fields = fields(body);
        ErrorBody parsed = fields.isEmpty() ? new ErrorBody(null, null, text(body)) : fields;
        return new ErrorBody(
                ForeignText.clean(parsed.code, secret),
                ForeignText.clean(parsed.error, secret),
                ForeignText.clean(parsed.message, secret));
    }

    /** Reads an error of a storage: XML with a code and a message, or else the beginning of the body. */
    static ErrorBody parseXml(byte[] body) {
        String text = text(body);
        String code = text == null ? null : element(text, XML_CODE);
        String message = text == null ? null : element(text, XML_MESSAGE);
        String shown = code == null && message == null ? text : message;
        return new ErrorBody(null, ForeignText.clean(code, null), ForeignText.clean(shown, null));
    }

    private static @Nullable String element(String text, Pattern element) {
        Matcher found = element.matcher(text);
        return found.find() ? found.group(1) : null;
    }

    /** Reads the documented fields only. */
    static ErrorBody fields(byte[] body) {
        @Nullable String[] found = new @Nullable String[3];
        try (JsonParser json = JsonReader.parser(body)) {
            if (json.nextToken() == JsonToken.START_OBJECT) {
                collect(json, found, 1);
            }
        } catch (JacksonException e) {
            // The body is cut short or not JSON at all: keep the fields that were already read.
        }
        return new ErrorBody(found[0], found[1], found[2]);
    }

    private static void collect(JsonParser json, @Nullable String[] found, int depth) {
        JsonReader.object(json, (name, value) -> {
            if (value.currentToken() == JsonToken.START_OBJECT && depth == 1) {
                collect(value, found, 2);
            } else if (JsonReader.isText(value)) {
                keep(name, value, found);
            }
        });
    }

    private static void keep(String name, JsonParser json, @Nullable String[] found) {
        int index = switch (name) {
            case "code" -> 0;
            case "error" -> 1;
            case "message" -> 2;
            default -> -1;
        };
        // Only the fields that are kept are converted to text.
        if (index < 0 || found[index] != null) {
            return;
        }
        String value = json.getString();
        if (!value.isBlank()) {
            found[index] = value;
        }
    }

    boolean isEmpty() {
        return code == null && error == null && message == null;
    }

    /**
     * Returns the HTTP status that the documented numeric code stands for, or the given one if there is no such code.
     */
    int statusOr(int httpStatus) {
        boolean documented = code != null && code.length() == 10 && code.chars().allMatch(c -> c >= '0' && c <= '9');
        int status = documented ? Integer.parseInt(code, 0, 3, 10) : 0;
        return status >= 400 && status < 600 ? status : httpStatus;
    }

    private static @Nullable String text(byte[] body) {
        // A character has at most four bytes, and ForeignText processes at most 4 * MAX_TEXT_LENGTH characters.
        int length = Math.min(body.length, 4 * 4 * MAX_TEXT_LENGTH);
        String text = new String(body, 0, length, StandardCharsets.UTF_8);
        return text.isBlank() ? null : text;
    }
}
