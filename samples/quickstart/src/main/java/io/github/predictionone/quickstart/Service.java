package io.github.predictionone.quickstart;

import io.github.predictionone.emulator.PredictionOneEmulator;
import io.github.predictionone.reactor.PredictionOneClient;
import java.net.URI;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** The service that a command talks to: the real one, or an emulator that lives as long as the command. */
record Service(PredictionOneClient client, @Nullable PredictionOneEmulator emulator) implements AutoCloseable {

    private static final String API_KEY = "PREDICTION_ONE_API_KEY";
    private static final String SECRET_KEY = "PREDICTION_ONE_SECRET_KEY";
    private static final String BASE_URL = "PREDICTION_ONE_BASE_URL";

    // Slow enough that a person sees every status word, and that the default poll schedule misses none.
    private static final Duration PACE = Duration.ofMillis(2_500);

    /** Returns the real service, with the variables that {@code PredictionOneClient.fromEnvironment()} reads. */
    static Service real(Map<String, String> environment, int requestsPerSecond) {
        Optional<String> apiKey = variable(environment, API_KEY);
        Optional<String> secretKey = variable(environment, SECRET_KEY);
        if (apiKey.isPresent() == secretKey.isPresent()) {
            throw new IllegalStateException(
                    "set either " + API_KEY + " or " + SECRET_KEY + " in the environment, but not both");
        }
        PredictionOneClient.Builder builder = PredictionOneClient.builder().requestsPerSecond(requestsPerSecond);
        apiKey.ifPresent(builder::apiKey);
        secretKey.ifPresent(builder::secretKey);
        variable(environment, BASE_URL).map(URI::create).ifPresent(builder::baseUrl);
        return new Service(builder.build(), null);
    }

    private static Optional<String> variable(Map<String, String> environment, String name) {
        return Optional.ofNullable(environment.get(name)).map(String::strip).filter(value -> !value.isEmpty());
    }

    /** Returns the real service or, if the environment has no key, an emulator. */
    static Service realOrEmulated(Map<String, String> environment, int requestsPerSecond, Console console) {
        if (variable(environment, API_KEY).isPresent()
                || variable(environment, SECRET_KEY).isPresent()) {
            return real(environment, requestsPerSecond);
        }
        console.say("No key in the environment.");
        return emulated(
                PredictionOneEmulator.builder().pace(PACE),
                console,
                client -> client.requestsPerSecond(requestsPerSecond));
    }

    /** Starts an emulator that {@link #close()} stops. */
    static Service emulated(
            PredictionOneEmulator.Builder settings, Console console, Consumer<PredictionOneClient.Builder> more) {
        PredictionOneEmulator emulator = settings.start();
        console.say("Started an emulator in this process, at " + emulator.origin() + ".");
        PredictionOneClient.Builder client =
                PredictionOneClient.builder().baseUrl(emulator.origin()).secretKey(emulator.secretKey());
        more.accept(client);
        return new Service(client.build(), emulator);
    }

    @Override
    public void close() {
        client.close();
        if (emulator != null) {
            emulator.close();
        }
    }
}
