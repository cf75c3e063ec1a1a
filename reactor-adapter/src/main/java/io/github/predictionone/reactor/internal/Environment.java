package io.github.predictionone.reactor.internal;

import io.github.predictionone.reactor.PredictionOneClient;
import java.net.URI;
import java.util.Map;
import java.util.function.Consumer;

/** Builds a client from environment variables; each error message names the variable concerned. */
final class Environment {

    private static final String API_KEY = "PREDICTION_ONE_API_KEY";
    private static final String SECRET_KEY = "PREDICTION_ONE_SECRET_KEY";
    private static final String BASE_URL = "PREDICTION_ONE_BASE_URL";

    private final Map<String, String> variables;

    Environment(Map<String, String> variables) {
        this.variables = variables;
    }

    PredictionOneClient client() {
        DefaultClientBuilder builder = new DefaultClientBuilder();
        boolean apiKey = apply(API_KEY, builder::apiKey);
        boolean secretKey = apply(SECRET_KEY, builder::secretKey);
        if (apiKey == secretKey) {
            throw new IllegalStateException("Set either " + API_KEY + " or " + SECRET_KEY + ", and not both.");
        }
        apply(BASE_URL, value -> builder.baseUrl(URI.create(value)));
        return builder.build();
    }

    private boolean apply(String name, Consumer<String> setter) {
        String value = variables.get(name);
        if (value == null || value.isBlank()) {
            return false;
        }
        try {
            setter.accept(value.strip());
            return true;
        } catch (IllegalArgumentException e) {
            // Without the cause, whose message could contain the value, which may be a key.
            throw new IllegalStateException(name + " is not usable" + (name.equals(BASE_URL) ? ": " + value : ""));
        }
    }
}
