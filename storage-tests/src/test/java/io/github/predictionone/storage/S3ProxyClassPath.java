package io.github.predictionone.storage;

import static org.junit.jupiter.api.Assumptions.abort;

import io.github.predictionone.testsupport.Requirement;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.opentest4j.TestAbortedException;

/**
 * Resolves S3Proxy and its dependencies with the Maven that runs the tests, its settings and its local repository. If
 * S3Proxy were a dependency of this module, the build would fail where it can't be resolved. Here, only the tests are
 * skipped.
 */
final class S3ProxyClassPath {

    private static final Path BASE = Path.of(System.getProperty("basedir", ""));
    // Shorter than the time limit of each test: at that limit, a test fails instead of being skipped.
    private static final int LONGEST_MINUTES = 8;
    private static final Pattern ERROR = Pattern.compile("\\[ERROR] (.+?)( -> \\[Help 1])?$", Pattern.MULTILINE);

    private S3ProxyClassPath() {}

    /** Returns the class path; skips the test if Maven can't resolve S3Proxy. */
    static String resolve(Path directory) throws IOException, InterruptedException {
        try {
            return resolve(BASE.resolve("s3proxy").resolve("pom.xml"), directory);
        } catch (TestAbortedException e) {
            Requirement.missing("test with S3Proxy", e.getMessage());
            throw e;
        }
    }

    static String resolve(Path pom, Path directory) throws IOException, InterruptedException {
        Path result = directory.resolve("class-path.txt");
        Path output = directory.resolve("maven.log");
        Process maven = new ProcessBuilder(command(pom, result))
                .redirectErrorStream(true)
                .redirectOutput(output.toFile())
                .start();
        if (!maven.waitFor(LONGEST_MINUTES, TimeUnit.MINUTES)) {
            maven.destroyForcibly();
            return skip(pom, "not resolved after " + LONGEST_MINUTES + " minutes");
        }
        if (maven.exitValue() != 0) {
            return skip(pom, firstError(output));
        }
        return Files.readString(result).strip();
    }

    private static List<String> command(Path pom, Path result) {
        boolean windows = System.getProperty("os.name").toLowerCase(Locale.ROOT).startsWith("windows");
        Path mvn = Path.of(System.getProperty("maven.home", ""), "bin", windows ? "mvn.cmd" : "mvn");
        if (!Files.isExecutable(mvn)) {
            skip(pom, "no Maven at " + mvn);
        }
        List<String> command = new ArrayList<>(List.of(mvn.toString()));
        // Passed on by pom.xml. Maven fails on a settings file that does not exist.
        addSettings(command, "-s", "maven.settings");
        addSettings(command, "-gs", "maven.settings.global");
        if (Boolean.getBoolean("maven.offline")) {
            command.add("-o");
        }
        command.addAll(List.of(
                "-B",
                "-ntp",
                "-q",
                "-f",
                pom.toString(),
                "-Dmaven.repo.local=" + System.getProperty("localRepository"),
                "-Dmdep.outputFile=" + result,
                "dependency:build-classpath"));
        return command;
    }

    private static void addSettings(List<String> command, String option, String property) {
        Path file = Path.of(System.getProperty(property, ""));
        if (Files.isRegularFile(file)) {
            command.addAll(List.of(option, file.toString()));
        }
    }

    /** Returns the first error, which is the reason; the others say how to see more. */
    private static String firstError(Path output) throws IOException {
        String all = Files.readString(output);
        Matcher error = ERROR.matcher(all);
        return error.find() ? error.group(1) : all.strip();
    }

    private static String skip(Path pom, String reason) {
        return abort(
                "Maven cannot resolve S3Proxy (%s). If a Maven repository is reachable, mvn -f %s dependency:build-classpath fetches it."
                        .formatted(reason, pom));
    }
}
