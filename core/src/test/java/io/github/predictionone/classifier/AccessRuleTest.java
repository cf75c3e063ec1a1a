package io.github.predictionone.classifier;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class AccessRuleTest {

    @ParameterizedTest
    @ValueSource(
            strings = {
                "0.0.0.0/0",
                "192.0.2.0/24",
                "192.0.2.7",
                "192.0.2.7/32",
                "10.0.0.0/8",
                "255.255.255.254/31",
                "::/0",
                "::1",
                "2001:db8::/32",
                "2001:DB8:0:0:0:0:0:1/128",
                "2001:db8::192.0.2.1",
                "fe80::/10"
            })
    @DisplayName("row 13: a source is an IPv4 or IPv6 network or address, and is sent as it was written")
    void sources(String source) {
        assertThat(AccessRule.allow(" " + source + " ", 3).source()).isEqualTo(source);
        assertThat(AccessRule.deny(source, -1)).isEqualTo(AccessRule.of(source, RuleOrder.DENY, -1));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                " ",
                "any",
                "localhost",
                "example.com/24",
                "1.2.3",
                "1.2.3.4.5",
                "256.1.1.1",
                "01.2.3.4",
                "1.2.3.4/",
                "1.2.3.4/33",
                "1.2.3.4/-1",
                "1.2.3.4/08",
                "1.2.3.4/24/24",
                "1.2.3.4-9",
                "1.2.3.4/255.255.255.0",
                ":",
                "1:2",
                "::/129",
                "::1::",
                "2001:db8::g/64",
                "fe80::1%eth0",
                "[::1]",
                "::ffff:192.0.2.1"
            })
    @DisplayName("row 13: a source that is neither a network nor an address is refused without looking up a name")
    void noSources(String source) {
        assertThatExceptionOfType(IllegalArgumentException.class).isThrownBy(() -> AccessRule.allow(source, 1));
        assertThatExceptionOfType(IllegalArgumentException.class).isThrownBy(() -> AccessRule.deny(source, 1));
    }

    @ParameterizedTest
    @CsvSource({"10.1.2.3/8,10.0.0.0/8", "192.0.2.129/25,192.0.2.128/25", "2001:db8::1/32,2001:db8:0:0:0:0:0:0/32"})
    @DisplayName("row 13: a network with bits beyond its prefix is refused, and the message suggests the right one")
    void bitsBeyond(String source, String meant) {
        assertThatExceptionOfType(IllegalArgumentException.class)
                .isThrownBy(() -> AccessRule.allow(source, 1))
                .withMessageContaining(source)
                .withMessageContaining("did you mean " + meant + "?");
    }

    @Test
    @DisplayName("1.3 an invalid classifier id is refused")
    void ids() {
        for (String value : new String[] {"", " ", ".", "..", "a\nb"}) {
            assertThatExceptionOfType(IllegalArgumentException.class).isThrownBy(() -> ClassifierId.of(value));
        }
        assertThat(ClassifierId.of("c-1")).hasToString("c-1");
    }
}
