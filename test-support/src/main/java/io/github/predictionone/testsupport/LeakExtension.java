package io.github.predictionone.testsupport;

import java.util.List;
import org.junit.jupiter.api.extension.AfterAllCallback;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.platform.commons.support.ReflectionSupport;

/**
 * Fails the test class after which a buffer is found that was not released. JUnit registers it in every module that has
 * this one on its class path; where Netty is absent, it does nothing.
 */
public final class LeakExtension implements BeforeAllCallback, AfterAllCallback {

    private static final boolean NETTY = ReflectionSupport.tryToLoadClass("io.netty.buffer.ByteBuf")
            .toOptional()
            .isPresent();

    static {
        if (NETTY) {
            Leaks.record();
        }
    }

    @Override
    public void beforeAll(ExtensionContext context) {
        if (NETTY && !Leaks.areRecorded()) {
            throw new AssertionError("Leak detection has been switched off.");
        }
    }

    @Override
    public void afterAll(ExtensionContext context) {
        List<String> leaks = NETTY ? Leaks.found() : List.of();
        if (!leaks.isEmpty()) {
            throw new AssertionError("Buffers that were not released:\n" + String.join("\n", leaks));
        }
    }
}
