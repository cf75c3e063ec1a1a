package io.github.predictionone.testsupport;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.netty.buffer.ByteBufAllocator;
import java.util.ServiceLoader;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.Extension;

class LeakExtensionTest {

    private final LeakExtension extension = new LeakExtension();

    @Test
    @DisplayName("an unreleased buffer fails one test class, but not the next one")
    void leak() {
        ByteBufAllocator.DEFAULT.buffer(3);
        assertThatThrownBy(() -> extension.afterAll(null))
                .isInstanceOf(AssertionError.class)
                .hasMessageContaining("not released");
        assertThatCode(() -> extension.afterAll(null)).doesNotThrowAnyException();
    }

    @Test
    @DisplayName("JUnit finds the extension without configuration")
    void registered() {
        assertThat(ServiceLoader.load(Extension.class)).hasAtLeastOneElementOfType(LeakExtension.class);
    }
}
