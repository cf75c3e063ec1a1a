package io.github.predictionone.benchmarks.harness;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Another process, which prints {@code name=value} lines. */
public final class Fork implements AutoCloseable {

    private final Process process;
    private final BufferedReader output;

    private Fork(List<String> command) {
        try {
            process = new ProcessBuilder(command)
                    .redirectError(ProcessBuilder.Redirect.INHERIT)
                    .start();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        output = new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8));
    }

    /** Starts a main class of this class path in a JVM of its own. */
    public static Fork jvm(Class<?> main, List<String> options, String... arguments) {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(options);
        command.addAll(List.of("-cp", System.getProperty("java.class.path"), main.getName()));
        command.addAll(List.of(arguments));
        return new Fork(command);
    }

    /** Starts a program. */
    public static Fork program(String... command) {
        return new Fork(List.of(command));
    }

    /** Returns the value of the next line. */
    public String next() {
        try {
            String line = output.readLine();
            if (line == null) {
                throw new IllegalStateException(process.info() + " ended without printing another line");
            }
            return line.substring(line.indexOf('=') + 1);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Returns the figures of all lines until the process ends. */
    public Map<String, Double> figures() {
        Map<String, Double> figures = new LinkedHashMap<>();
        output.lines().forEach(line -> {
            int equals = line.indexOf('=');
            figures.put(line.substring(0, equals), Double.parseDouble(line.substring(equals + 1)));
        });
        try {
            if (process.waitFor() != 0) {
                throw new IllegalStateException(process.info() + " failed");
            }
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
        return figures;
    }

    /** Ends the process, and waits until it has exited. */
    @Override
    public void close() {
        try {
            process.getOutputStream().close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } finally {
            process.destroy();
            process.onExit().join();
        }
    }
}
