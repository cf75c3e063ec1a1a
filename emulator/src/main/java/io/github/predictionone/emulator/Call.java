package io.github.predictionone.emulator;

import io.netty.handler.codec.http.HttpHeaders;
import java.net.InetSocketAddress;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * A request as its route sees it.
 *
 * @param segments the decoded segments of the path, by the names in braces
 * @param parameters the query parameters
 * @param headers the headers
 * @param source the address of the client; null if the connection is already closed
 * @param body the body; empty if the request has none
 */
record Call(
        Map<String, String> segments,
        Map<String, List<String>> parameters,
        HttpHeaders headers,
        @Nullable InetSocketAddress source,
        String body) {

    static final JsonMapper JSON = JsonMapper.builder().build();

    @Nullable
    String key() {
        return headers.get("x-api-key");
    }

    String segment(String name) {
        return segments.getOrDefault(name, "");
    }

    /** Returns a number from the path. */
    int id(String name) {
        return number(name, segment(name));
    }

    boolean has(String parameter) {
        return parameters.containsKey(parameter);
    }

    String require(String parameter) {
        List<String> values = parameters.getOrDefault(parameter, List.of());
        if (values.size() != 1 || values.get(0).isBlank()) {
            throw Refusal.badRequest(parameter + " is required.");
        }
        return values.get(0);
    }

    int requireNumber(String parameter) {
        return number(parameter, require(parameter));
    }

    private static int number(String name, String value) {
        try {
            return Integer.parseInt(value);
        } catch (NumberFormatException e) {
            throw Refusal.badRequest(name + " must be a whole number.");
        }
    }

    JsonNode json() {
        try {
            return JSON.readTree(body);
        } catch (JacksonException e) {
            throw Refusal.badRequest("The request body is not JSON.");
        }
    }

    static String text(JsonNode request, String field) {
        JsonNode value = request.get(field);
        if (value == null || !value.isString() || value.asString().isBlank()) {
            throw Refusal.badRequest(field + " is required.");
        }
        return value.asString();
    }
}
