package io.github.predictionone.testsupport;

import java.util.List;
import org.junit.jupiter.api.extension.AfterAllCallback;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.platform.commons.support.ReflectionSupport;

/**
 * Fails a test class after which a buffer has not been released. JUnit registers the extension in every module that has
 * this one on its class path. Without Netty, it does nothing.
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
            throw new AssertionError("Buffers were not released:\n" + String.join("\n", leaks));
        }
    }
}
