package io.github.predictionone.reactor;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Assumptions;

/** An in-memory file system of a few MiB. If it cannot be mounted, the test is skipped. */
final class SmallDisk implements AutoCloseable {

    private final Path root;

    private SmallDisk(Path root) {
        this.root = root;
    }

    static SmallDisk mount(Path root, int mebibytes) throws IOException {
        Files.createDirectories(root);
        Assumptions.assumeTrue(
                succeeds("mount", "-t", "tmpfs", "-o", "size=" + mebibytes + "m", "tmpfs", root.toString()),
                "mounting a tmpfs requires Linux and root");
        return new SmallDisk(root);
    }

    Path root() {
        return root;
    }

    void resize(int mebibytes) throws IOException {
        remount("size=" + mebibytes + "m");
    }

    void readOnly() throws IOException {
        remount("ro");
    }

    private void remount(String option) throws IOException {
        if (!succeeds("mount", "-o", "remount," + option, root.toString())) {
            throw new IOException("remount," + option + " failed");
        }
    }

    /** Fills the free space with a file and returns that file. */
    Path fill() throws IOException {
        Path filler = root.resolve("filler");
        try (var out = Files.newOutputStream(filler)) {
            byte[] page = new byte[4096];
            while (true) {
                out.write(page);
            }
        } catch (IOException full) {
            return filler;
        }
    }

    /** Prevents creating, renaming and deleting files in a directory, even for root. Open files stay writable. */
    static void freeze(Path directory) {
        Assumptions.assumeTrue(
                succeeds("chattr", "+i", directory.toString()),
                "making a directory immutable requires chattr and root");
    }

    static void thaw(Path directory) {
        succeeds("chattr", "-i", directory.toString());
    }

    private static boolean succeeds(String... command) {
        try {
            Process process = new ProcessBuilder(command)
                    .redirectErrorStream(true)
                    .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                    .start();
            return process.onExit().join().exitValue() == 0;
        } catch (IOException noSuchCommand) {
            return false;
        }
    }

    @Override
    public void close() {
        succeeds("umount", "-l", root.toString());
    }
}
