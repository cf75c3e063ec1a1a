package io.github.predictionone.internal;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;

/** Bodies as the service and the client write them, a file for each endpoint and direction. */
final class Fixture {

    private Fixture() {}

    static byte[] response(String endpoint) {
        return bytes(endpoint + ".response.json");
    }

    static String request(String endpoint) {
        return new String(bytes(endpoint + ".request.json"), StandardCharsets.UTF_8);
    }

    private static byte[] bytes(String name) {
        try (InputStream file = Fixture.class.getResourceAsStream("/fixtures/" + name)) {
            if (file == null) {
                throw new IllegalArgumentException("there is no fixture " + name);
            }
            return file.readAllBytes();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
