package io.github.predictionone.internal.wire;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Objects;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Reads the example bodies of the service: one file for each endpoint and direction. */
final class Fixtures {

    private static final JsonMapper JSON = JsonMapper.builder().build();

    private Fixtures() {}

    static byte[] bytes(String name) {
        try (InputStream file = Fixtures.class.getResourceAsStream("/fixtures/" + name + ".json")) {
            return Objects.requireNonNull(file, name).readAllBytes();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static JsonNode json(String name) {
        return JSON.readTree(bytes(name));
    }

    static JsonNode read(String json) {
        return JSON.readTree(json);
    }
}
