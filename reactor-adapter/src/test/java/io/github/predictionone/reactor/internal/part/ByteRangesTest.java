package io.github.predictionone.reactor.internal.part;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.predictionone.testsupport.Property;
import java.util.BitSet;
import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

class ByteRangesTest {

    private static final int TOTAL = 100;

    @Test
    @DisplayName("5.6 ranges added in any order cover exactly their bytes, and the missing ranges cover the rest")
    void addsUp() {
        Property.check(500, draw -> {
            int size = draw.integer(1, 40);
            ByteRanges written = ByteRanges.upTo(0);
            BitSet expected = new BitSet();
            for (int left = draw.size(0, 10); left > 0; left--) {
                int one = draw.integer(0, TOTAL);
                int other = draw.integer(0, TOTAL);
                int start = Math.min(one, other);
                int end = Math.max(one, other);
                written.add(start, end);
                expected.set(start, end);
            }
            assertThat(written.bytes()).isEqualTo(expected.cardinality());
            assertThat(written.prefixLength()).isEqualTo(expected.nextClearBit(0));
            assertThat(written.end()).isEqualTo(expected.length());
            assertThat(ByteRanges.parse(written.toString())).hasToString(written.toString());
            for (ByteRange piece : written.missing(TOTAL, size)) {
                assertThat(piece.end() - piece.start()).isBetween(1L, (long) size);
                assertThat(expected.get((int) piece.start(), (int) piece.end()).isEmpty())
                        .isTrue();
                expected.set((int) piece.start(), (int) piece.end());
            }
            assertThat(expected.cardinality()).isEqualTo(TOTAL);
        });
    }

    @Test
    @DisplayName("5.6 ranges that touch or overlap become one")
    void merges() {
        ByteRanges written = ByteRanges.upTo(10);
        written.add(20, 30);
        written.add(40, 50);
        assertThat(written).hasToString("0-10 20-30 40-50");
        written.add(10, 20);
        assertThat(written).hasToString("0-30 40-50");
        written.add(5, 60);
        assertThat(written).hasToString("0-60");
        assertThat(written.missing(70, 6)).containsExactly(new ByteRange(60, 66), new ByteRange(66, 70));
        assertThat(written.missing(70, Long.MAX_VALUE)).containsExactly(new ByteRange(60, 70));
    }

    @Test
    @DisplayName("5.3 a list of ranges that is malformed is not parsed")
    void unreadable() {
        assertThat(List.of("x", "1", "1-", "-1", "1-2,3-4", "9999999999999999999-1"))
                .allSatisfy(line -> assertThat(ByteRanges.parse(line)).isNull());
        assertThat(ByteRanges.parse("")).hasToString("");
    }

    @Test
    @DisplayName("1.12 5.3 a very long list of ranges is parsed or rejected without a stack overflow")
    void longest() {
        assertThat(ByteRanges.parse("1-2 ".repeat(4_000))).hasToString("1-2");
        assertThat(ByteRanges.parse("1-2 ".repeat(1 << 18) + "x")).isNull();
    }
}
