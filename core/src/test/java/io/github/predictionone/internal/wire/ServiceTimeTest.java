package io.github.predictionone.internal.wire;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.predictionone.testsupport.Property;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ServiceTimeTest {

    @ParameterizedTest
    @CsvSource({
        "2026-11-24T10:00:00Z, 2026-11-24T10:00:00Z",
        "2026-11-24T19:00:00+09:00, 2026-11-24T10:00:00Z",
        "2026-11-24T19:00:00.123456+0900, 2026-11-24T10:00:00.123456Z",
        "2026-11-24T10:00:00, 2026-11-24T10:00:00Z",
        "2026-11-24 10:00:00, 2026-11-24T10:00:00Z",
        "2026-11-24 10:00:00.5, 2026-11-24T10:00:00.500Z",
        "2026/11/24 10:00:00, 2026-11-24T10:00:00Z",
        "2026/11/24 10:00, 2026-11-24T10:00:00Z",
        "2026-11-24, 2026-11-24T00:00:00Z",
        "1795514400, 2026-11-24T10:00:00Z",
        "1795514400000, 2026-11-24T10:00:00Z",
        "1795514400.5, 2026-11-24T10:00:00.500Z",
        "' 2026-11-24T10:00:00Z ', 2026-11-24T10:00:00Z"
    })
    void reads(String text, Instant instant) {
        assertThat(ServiceTime.parse(text)).contains(instant);
    }

    @ParameterizedTest
    @CsvSource({"yesterday", "''", "2026-13-01 00:00:00", "24.11.2026", "99999999999999999999", "...", "'-1'"})
    void saysThatItCannot(String text) {
        assertThat(ServiceTime.parse(text)).isEmpty();
    }

    @Test
    void absentIsNoTime() {
        assertThat(ServiceTime.parse(null)).isEmpty();
    }

    @Test
    void neverThrows() {
        Property.check(
                1_000, draw -> assertThat(ServiceTime.parse(draw.text(0, 255))).isNotNull());
    }
}
