package io.github.predictionone.emulator;

import java.util.HashMap;
import java.util.Map;
import java.util.function.Consumer;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * One operation of the API.
 *
 * @param method the HTTP method
 * @param path the path, with names in braces for the segments that differ from call to call
 * @param answer returns the body of the answer, or throws a {@code Refusal}
 */
record Route(String method, String path, Function<Call, Object> answer) {

    /** Stands for an answer without a body. */
    static final Object NOTHING = new Object();

    private static final String PREFIX = "/v1/external";

    static Route get(String path, Function<Call, Object> answer) {
        return new Route("GET", PREFIX + path, answer);
    }

    static Route post(String path, Function<Call, Object> answer) {
        return new Route("POST", PREFIX + path, answer);
    }

    static Route put(String path, Function<Call, Object> answer) {
        return new Route("PUT", PREFIX + path, answer);
    }

    static Route patch(String path, Function<Call, Object> answer) {
        return new Route("PATCH", PREFIX + path, answer);
    }

    static Route delete(String path, Consumer<Call> deletion) {
        return new Route("DELETE", PREFIX + path, call -> {
            deletion.accept(call);
            return NOTHING;
        });
    }

    /** Returns the segments by the names in braces, still encoded; null if the path does not match. */
    @Nullable
    Map<String, String> match(String rawPath) {
        String[] wanted = path.split("/", -1);
        String[] given = rawPath.split("/", -1);
        if (wanted.length != given.length) {
            return null;
        }
        Map<String, String> segments = new HashMap<>();
        for (int i = 0; i < wanted.length; i++) {
            if (wanted[i].startsWith("{")) {
                segments.put(wanted[i].substring(1, wanted[i].length() - 1), given[i]);
            } else if (!wanted[i].equals(given[i])) {
                return null;
            }
        }
        return segments;
    }
}
