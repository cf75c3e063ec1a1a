package io.github.predictionone.internal.wire;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatNoException;

import io.github.predictionone.ProtocolException;
import io.github.predictionone.internal.wire.Decoders.Decoder;
import java.util.EnumSet;
import java.util.Random;
import java.util.Set;
import java.util.stream.Collectors;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Label;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

class DecodersPropertyTest {

    @Provide
    Arbitrary<Decoder> decoders() {
        return Arbitraries.of(Decoders.ALL);
    }

    @Property(tries = 10_000)
    @Label("2.6 whatever the service answers, it becomes a value or a ProtocolException")
    void variations(
            @ForAll("decoders") Decoder decoder, @ForAll long seed, @ForAll @IntRange(min = 1, max = 4) int count) {
        byte[] body = new Variations(new Random(seed)).of(decoder.body(), count);
        try {
            // What is read must be of use: none of it may fail when it is looked at.
            assertThat(decoder.decode().apply(body).toString()).isNotNull();
        } catch (ProtocolException refused) {
            assertThat(refused.getMessage())
                    .as("2.2 its text is nobody's secret")
                    .doesNotContain("X-Signature");
        }
    }

    @Property(tries = 2_000)
    @Label("2.3 whatever is done to an error, it is an ApiException")
    void errors(
            @ForAll long seed,
            @ForAll @IntRange(min = 1, max = 4) int count,
            @ForAll @IntRange(min = 400, max = 599) int status) {
        byte[] body = new Variations(new Random(seed)).of(Fixtures.bytes("error.response"), count);
        assertThat(Failures.answer("Train of p-1", status, body, null, null).httpStatus())
                .isBetween(400, 599);
        assertThatNoException().isThrownBy(() -> Failures.inOkAnswer("Train of p-1", 200, body, null, null));
        assertThatNoException().isThrownBy(() -> Failures.storageAnswer("download", status, body, null));
    }

    @Test
    @DisplayName("every call has its reader in the list, and every reader reads its fixture")
    void complete() {
        Decoders.ALL.forEach(decoder -> assertThat(decoder.decode().apply(decoder.body()))
                .as(decoder.toString())
                .isNotNull());
        Set<Endpoint> read = Decoders.ALL.stream().map(Decoder::endpoint).collect(Collectors.toSet());
        assertThat(read).containsExactlyInAnyOrderElementsOf(EnumSet.allOf(Endpoint.class));
    }
}
