package io.github.predictionone.quickstart;

import io.github.predictionone.emulator.PredictionOneEmulator;
import io.github.predictionone.reactor.PredictionOneClient;
import java.time.Duration;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The service that a command talks to: the real one, or an emulator that lives as long as the command. */
record Service(PredictionOneClient client, @Nullable PredictionOneEmulator emulator) implements AutoCloseable {

    // Slow enough for a person, and for the default schedule, to see every word.
    private static final Duration PACE = Duration.ofMillis(2_500);

    /** By the environment. */
    static Service real() {
        return new Service(PredictionOneClient.fromEnvironment(), null);
    }

    /** By the environment, or where that has no key, an emulator. */
    static Service realOrEmulated(Console console) {
        if (hasKey(System.getenv())) {
            return real();
        }
        PredictionOneEmulator emulator =
                PredictionOneEmulator.builder().pace(PACE).start();
        console.say("No key in the environment: this is an emulator in this process, at " + emulator.origin() + ".");
        return new Service(
                PredictionOneClient.builder()
                        .baseUrl(emulator.origin())
                        .secretKey(emulator.secretKey())
                        .build(),
                emulator);
    }

    private static boolean hasKey(Map<String, String> environment) {
        return environment.containsKey("PREDICTION_ONE_API_KEY")
                || environment.containsKey("PREDICTION_ONE_SECRET_KEY");
    }

    @Override
    public void close() {
        client.close();
        if (emulator != null) {
            emulator.close();
        }
    }
}
