package io.github.predictionone.benchmarks.dashboard;

import com.sun.management.OperatingSystemMXBean;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;

/**
 * The resources that a process uses.
 *
 * @param liveHeap bytes, after a full collection
 * @param resident bytes that the process has in memory, heap and all else; 0 where the system has no {@code /proc}
 * @param cpu CPU time since the start of the process
 * @param threads the number of live threads
 */
record ProcessFigures(long liveHeap, long resident, Duration cpu, int threads) {

    static ProcessFigures ofThisProcess() {
        System.gc();
        OperatingSystemMXBean system = (OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean();
        return new ProcessFigures(
                ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getUsed(),
                residentBytes(),
                Duration.ofNanos(system.getProcessCpuTime()),
                ManagementFactory.getThreadMXBean().getThreadCount());
    }

    private static long residentBytes() {
        Path status = Path.of("/proc/self/status");
        if (!Files.exists(status)) {
            return 0;
        }
        try {
            return 1024
                    * Files.readAllLines(status).stream()
                            .filter(line -> line.startsWith("VmRSS:"))
                            .mapToLong(line -> Long.parseLong(line.replaceAll("\\D", "")))
                            .sum();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
