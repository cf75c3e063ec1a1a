package io.github.predictionone.emulator;

import java.util.Map;

/**
 * A request that reached the emulator.
 *
 * @param method the HTTP method
 * @param target path and query as sent
 * @param headers by lower-case name
 * @param storage whether it went to the storage, and not to the API
 */
public record RecordedRequest(String method, String target, Map<String, String> headers, boolean storage) {}
