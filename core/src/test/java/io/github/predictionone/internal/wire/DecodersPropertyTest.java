package io.github.predictionone.internal.wire;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatNoException;

import io.github.predictionone.ProtocolException;
import io.github.predictionone.internal.wire.Decoders.Decoder;
import io.github.predictionone.testsupport.Property;
import java.util.EnumSet;
import java.util.Random;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

class DecodersPropertyTest {

    @Test
    @DisplayName("2.6 any answer of the service becomes a value or a ProtocolException")
    void variations() {
        Property.check(10_000, draw -> {
            Decoder decoder = draw.of(Decoders.ALL);
            Random random = draw.random();
            int count = draw.integer(1, 4);
            byte[] body = new Variations(random).of(decoder.body(), count);
            try {
                // Calls toString, because a value must also be usable after it was read.
                assertThat(decoder.decode().apply(body).toString()).isNotNull();
            } catch (ProtocolException refused) {
                assertThat(refused.getMessage())
                        .as("2.2 a message quotes no signature")
                        .doesNotContain("X-Signature");
            }
        });
    }

    @Test
    @DisplayName("2.3 any variation of an error becomes an ApiException")
    void errors() {
        Property.check(2_000, draw -> {
            Random random = draw.random();
            int count = draw.integer(1, 4);
            int status = draw.integer(400, 599);
            byte[] body = new Variations(random).of(Fixtures.bytes("error.response"), count);
            assertThat(Failures.answer("Train of p-1", status, body, null, null).httpStatus())
                    .isBetween(400, 599);
            assertThatNoException().isThrownBy(() -> Failures.inOkAnswer("Train of p-1", 200, body, null, null));
            assertThatNoException().isThrownBy(() -> Failures.storageAnswer("download", status, body, null));
        });
    }

    @Test
    @DisplayName("every endpoint has a decoder in the list, and every decoder reads its fixture")
    void complete() {
        Decoders.ALL.forEach(decoder -> assertThat(decoder.decode().apply(decoder.body()))
                .as(decoder.toString())
                .isNotNull());
        Set<Endpoint> read = Decoders.ALL.stream().map(Decoder::endpoint).collect(Collectors.toSet());
        assertThat(read).containsExactlyInAnyOrderElementsOf(EnumSet.allOf(Endpoint.class));
    }
}
