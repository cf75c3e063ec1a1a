package io.github.predictionone.emulator;

import java.util.Map;

/**
 * A request that reached the emulator.
 *
 * @param method the HTTP method
 * @param target the path and the query, as sent
 * @param headers the headers by their names in lower case
 * @param storage true if it reached the storage, false if it reached the API
 */
public record RecordedRequest(String method, String target, Map<String, String> headers, boolean storage) {}
