package io.github.predictionone.reactor;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.predictionone.emulator.PredictionOneEmulator;
import io.github.predictionone.internal.wire.Endpoint;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

class EndpointsIT {

    @Test
    @DisplayName("the emulator serves exactly the calls that the client can send")
    void served() {
        try (PredictionOneEmulator emulator = PredictionOneEmulator.builder().start()) {
            assertThat(emulator.routes())
                    .containsExactlyElementsOf(Stream.of(Endpoint.values())
                            .map(endpoint -> endpoint.method() + " " + endpoint.path())
                            .toList());
        }
    }
}
