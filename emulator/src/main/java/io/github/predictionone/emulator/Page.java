package io.github.predictionone.emulator;

import java.util.List;
import java.util.Map;
import java.util.function.Function;

/** The part of a list that a call requests. */
record Page(int offset, int limit) {

    private static final int DEFAULT_LIMIT = 30;

    static Page of(Call call) {
        int offset = call.has("offset") ? call.requireNumber("offset") : 0;
        int limit = call.has("limit") ? call.requireNumber("limit") : DEFAULT_LIMIT;
        if (offset < 0 || limit < 1) {
            throw Refusal.badRequest("offset must be 0 or more, and limit 1 or more.");
        }
        return new Page(offset, limit);
    }

    <T> Map<String, Object> answer(String name, List<T> all, Function<T, Object> item) {
        List<Object> items = all.stream().skip(offset).limit(limit).map(item).toList();
        return Map.of(name, items, "metadata", Map.of("offset", offset, "limit", limit, "total", all.size()));
    }
}
