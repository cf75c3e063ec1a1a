package io.github.predictionone.reactor.internal.netty;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Properties;

/** The client's {@code User-Agent} header. */
final class UserAgent {

    static final String VALUE = "predictionone-java/" + version() + " (Java " + System.getProperty("java.version")
            + "; " + System.getProperty("os.name") + ")";

    private UserAgent() {}

    private static String version() {
        try (InputStream file = UserAgent.class.getResourceAsStream("version.properties")) {
            Properties properties = new Properties();
            properties.load(file);
            return properties.getProperty("version");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
