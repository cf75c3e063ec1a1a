package io.github.predictionone.storage;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.opentest4j.TestAbortedException;

@Tag("process")
class S3ProxyClassPathIT {

    @TempDir
    private Path directory;

    @Test
    @DisplayName("a test is skipped with the reason and a remedy if Maven cannot resolve S3Proxy")
    void unresolvable() throws Exception {
        // After this, Maven has the plugin that it needs below, or this test is skipped itself.
        assertThat(S3ProxyClassPath.resolve(directory).split(File.pathSeparator))
                .allSatisfy(jar -> assertThat(Path.of(jar)).isRegularFile());

        Path pom = Files.writeString(
                directory.resolve("pom.xml"),
                Files.readString(Path.of("s3proxy", "pom.xml"))
                        .replaceFirst("(<artifactId>s3proxy</artifactId>\\s*<version>)[^<]*", "$1no-such-version"));
        Files.writeString(Files.createDirectory(directory.resolve(".mvn")).resolve("maven.config"), "-o\n");

        assertThatThrownBy(() -> S3ProxyClassPath.resolve(pom, directory))
                .isInstanceOf(TestAbortedException.class)
                .hasMessageStartingWith("Maven cannot resolve S3Proxy (Failed to execute goal")
                .hasMessageContaining("org.gaul:s3proxy:jar:no-such-version")
                .hasMessageContaining("mvn -f " + pom + " dependency:build-classpath fetches it")
                .hasMessageNotContaining("[Help 1]");
    }
}
