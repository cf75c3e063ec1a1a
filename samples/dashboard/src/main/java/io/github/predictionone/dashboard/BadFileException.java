package io.github.predictionone.dashboard;

import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Thrown if a file can't be used for a training. From the code and the details, a page shows the reason in the user's
 * language; the message is in English.
 */
final class BadFileException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private final String code;
    private final transient Map<String, Object> details;

    BadFileException(String code, String message, Map<String, Object> details) {
        super(message, null, false, false);
        this.code = code;
        this.details = details;
    }

    static BadFileException at(long line, String code, String message, Map<String, Object> details) {
        Map<String, Object> all = new LinkedHashMap<>(details);
        all.put("line", line);
        return new BadFileException(code, "Line " + line + ": " + message, all);
    }

    static BadFileException at(long line, String code, String message) {
        return at(line, code, message, Map.of());
    }

    String code() {
        return code;
    }

    Map<String, Object> details() {
        return details;
    }
}
