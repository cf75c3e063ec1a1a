package io.github.predictionone.benchmarks.transfer;

import com.sun.management.OperatingSystemMXBean;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * Measures one transfer by one peer in a JVM of its own, and then a second one, for which the code has been loaded and
 * compiled. Prints {@code name=value} lines and exits.
 */
public final class TransferRun {

    private TransferRun() {}

    /**
     * Measures.
     *
     * @param arguments {@code down} or {@code up}, the peer, the service, the storage URL, the file
     * @throws IOException if a file can't be read or written
     * @throws InterruptedException if interrupted
     */
    public static void main(String[] arguments) throws IOException, InterruptedException {
        long cpu = cpuNanos();
        long start = System.nanoTime();
        Peer peer = Peer.of(arguments[1], URI.create(arguments[2]), URI.create(arguments[3]));
        Path file = Path.of(arguments[4]);
        boolean down = arguments[0].equals("down");
        move(peer, down, file);
        print("inProcessMillis", (System.nanoTime() - start) / 1e6);
        print("cpuMillis", (cpuNanos() - cpu) / 1e6);
        print("peakMiB", peakKibibytes() / 1024.0);
        if (down) {
            Files.deleteIfExists(file);
        }
        start = System.nanoTime();
        cpu = cpuNanos();
        move(peer, down, file);
        print("againMillis", (System.nanoTime() - start) / 1e6);
        print("againCpuMillis", (cpuNanos() - cpu) / 1e6);
        System.exit(0);
    }

    private static void move(Peer peer, boolean down, Path file) throws IOException, InterruptedException {
        if (down) {
            peer.download(file);
        } else {
            peer.upload(file);
        }
    }

    private static void print(String name, double value) {
        System.out.println(name + "=" + value);
    }

    private static long cpuNanos() {
        return ((OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean()).getProcessCpuTime();
    }

    /** Returns the most memory that this process has used at any time. */
    private static long peakKibibytes() throws IOException {
        return Files.readAllLines(Path.of("/proc/self/status")).stream()
                .filter(line -> line.startsWith("VmHWM:"))
                .mapToLong(line -> Long.parseLong(line.replaceAll("\\D", "")))
                .sum();
    }
}
