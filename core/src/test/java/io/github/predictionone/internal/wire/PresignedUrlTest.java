package io.github.predictionone.internal.wire;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.predictionone.ProtocolException;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PresignedUrlTest {

    private static final PresignedUrl URL = PresignedUrl.parse("url", "https://storage.example/a/b.zip?sig=x%2Fy");

    @Test
    @DisplayName("5.10 a redirect may have a relative or an absolute target")
    void resolved() {
        assertThat(URL.resolve(" c.zip?sig=z ").uri()).hasToString("https://storage.example/a/c.zip?sig=z");
        assertThat(URL.resolve("http://other.example:81/?q").uri()).hasToString("http://other.example:81/?q");
        assertThat(URL).hasToString("https://storage.example/a/b.zip");
    }

    @ParameterizedTest
    @ValueSource(strings = {"http://[::1/a?sig=secret", "/a b?sig=secret", "ftp://x/?sig=secret", "mailto:secret"})
    @DisplayName("2.2 2.6 a redirect to anything but an http(s) URL is a protocol error that does not quote the target")
    void unusable(String location) {
        assertThatThrownBy(() -> URL.resolve(location))
                .isInstanceOf(ProtocolException.class)
                .hasMessageNotContaining("secret")
                .hasNoCause();
    }
}
