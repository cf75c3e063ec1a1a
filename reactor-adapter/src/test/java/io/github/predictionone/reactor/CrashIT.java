package io.github.predictionone.reactor;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.predictionone.testsupport.Zips;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.Arrays;
import java.util.BitSet;
import java.util.HexFormat;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Kills a downloading process at random moments and starts it again until the download completes. The normal build
 * kills it a few times. This command kills it a hundred times:
 *
 * <pre>mvn verify -pl reactor-adapter -am -Dtest=none -Dit.test=CrashIT -Dcrash.kills=100</pre>
 *
 * <p>{@code -Dcrash.seed} chooses other moments.
 */
@Tag("process")
class CrashIT {

    private static final int KILLS = Integer.getInteger("crash.kills", 7);
    private static final long SEED = Long.getLong("crash.seed", 7);
    private static final int KIB = 1024;
    private static final int SIZE = 64 << 20;
    private static final long BYTES_PER_SECOND = 16 << 20;
    private static final int MOST_BEFORE_KILL = 24 << 20;
    // From the last byte to the end of the process, which syncs, checks and moves the partial file.
    private static final int LONGEST_END_MILLIS = 80;
    // Bytes that may be fetched again although they are on the disk. With one connection: the last byte of a complete
    // partial file.
    private static final int LAST_BYTE = 1;
    // With several connections: the bytes written since the ranges were last noted, plus the write that would have
    // triggered the next note.
    private static final int MOST_NOT_NOTED = (2 << 20) + (1 << 19);

    @TempDir
    private Path directory;

    private final byte[] archive = Zips.noise(SIZE, SEED);
    private final Random random = new Random(SEED);
    private Path target;
    private Origin origin;
    private final Map<String, Integer> found = new TreeMap<>();
    private int mostAgain;
    private long allAgain;

    @BeforeEach
    void start() throws IOException {
        origin = new Origin(archive, BYTES_PER_SECOND);
        target = directory.resolve("result.zip");
    }

    @AfterEach
    void stop() {
        origin.close();
    }

    @ParameterizedTest(name = "{0} connections")
    @ValueSource(ints = {1, 4})
    @Timeout(value = 1, unit = TimeUnit.HOURS)
    @DisplayName(
            "5.1 5.3 a process killed at any moment leaves no incomplete target, and the next one resumes its download")
    void killed(int connections) throws Exception {
        int kills = 0;
        int downloads = 0;
        while (kills < KILLS) {
            if (life(connections, true)) {
                kills++;
                found.merge(left(), 1, Integer::sum);
            }
            if (Files.exists(target)) {
                downloads++;
                startAnew();
            }
        }
        assertThat(life(connections, false)).isFalse();
        assertThat(target).exists();
        System.out.printf(
                "%d connections: %d kills in %d downloads of %d MiB, which left %s;"
                        + " fetched again after a kill: %d KiB at most, %d KiB on average%n",
                connections, kills, downloads + 1, SIZE >> 20, found, mostAgain / KIB, allAgain / kills / KIB);
    }

    /** Describes the files that a killed process leaves. */
    private String left() throws IOException {
        Path part = directory.resolve("result.zip.part");
        if (Files.exists(target)) {
            return Files.exists(directory.resolve("result.zip.part.validator")) ? "a target and a note" : "a target";
        }
        if (!Files.exists(part) || Files.size(part) == 0) {
            return "nothing";
        }
        return Files.size(part) < archive.length ? "a part" : "a part of full length";
    }

    private void startAnew() throws IOException {
        Files.delete(target);
        assertThat(directory.resolve("result.zip.part")).doesNotExist();
    }

    /** Runs a process until its download completes or it is killed. Returns whether it was killed. */
    private boolean life(int connections, boolean mayBeKilled) throws Exception {
        BitSet written = written();
        origin.forget();
        boolean existed = false;
        Process process = DownloadProcess.start(origin, target, connections);
        boolean killed = false;
        try {
            Moment moment = mayBeKilled ? moment() : () -> false;
            while (!process.waitFor(1, TimeUnit.MILLISECONDS)) {
                existed = look(existed);
                if (!killed && moment.hasCome()) {
                    process.destroyForcibly();
                    killed = true;
                }
            }
            look(existed);
            if (!killed) {
                assertThat(DownloadProcess.outcome(process)).isEqualTo("downloaded " + sha256());
                assertThat(directory.toFile().list()).containsExactly("result.zip");
            }
        } finally {
            process.destroyForcibly();
        }
        written.and(origin.sent());
        int again = written.cardinality();
        assertThat(again)
                .as("bytes that were on the disk but were fetched again")
                .isLessThanOrEqualTo(connections == 1 ? LAST_BYTE : MOST_NOT_NOTED);
        mostAgain = Math.max(mostAgain, again);
        allAgain += again;
        return killed;
    }

    /** Returns the bytes of the archive that the partial file holds, in whole blocks of 1 KiB. */
    private BitSet written() throws IOException {
        BitSet written = new BitSet();
        Path part = directory.resolve("result.zip.part");
        byte[] bytes = Files.exists(part) ? Files.readAllBytes(part) : new byte[0];
        for (int at = 0; at + KIB <= bytes.length; at += KIB) {
            if (Arrays.equals(bytes, at, at + KIB, archive, at, at + KIB)) {
                written.set(at, at + KIB);
            }
        }
        return written;
    }

    @FunctionalInterface
    private interface Moment {
        boolean hasCome();
    }

    /** Chooses a moment: after some more bytes or, one time in four, while the process completes the target. */
    private Moment moment() {
        if (random.nextInt(4) > 0) {
            int bytes = random.nextInt(MOST_BEFORE_KILL);
            return () -> origin.bytesSent() >= bytes;
        }
        int ended = origin.answersEnded();
        long pause = TimeUnit.MILLISECONDS.toNanos(random.nextInt(LONGEST_END_MILLIS));
        return new Moment() {
            private long seen;

            @Override
            public boolean hasCome() {
                if (seen == 0 && origin.answersEnded() > ended) {
                    seen = System.nanoTime();
                }
                return seen != 0 && System.nanoTime() - seen >= pause;
            }
        };
    }

    /** Checks that the target is either absent or complete, and that it does not disappear once it exists. */
    private boolean look(boolean existed) throws IOException {
        if (!Files.exists(target)) {
            assertThat(existed).as("the target existed and has disappeared").isFalse();
            return false;
        }
        if (existed) {
            assertThat(target).hasSize(archive.length);
        } else {
            assertThat(Files.readAllBytes(target)).isEqualTo(archive);
        }
        return true;
    }

    private String sha256() throws Exception {
        return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(archive));
    }
}
