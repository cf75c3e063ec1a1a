package io.github.predictionone.reactor.internal.part;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIOException;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import reactor.core.Disposable;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Schedulers;
import reactor.test.StepVerifier;

class TargetLockTest {

    @TempDir
    private Path directory;

    private final TargetLock.Holder holder = new TargetLock.Holder();
    private final TargetLock.Holder other = new TargetLock.Holder();
    private Path file;

    @BeforeEach
    void name() {
        file = directory.resolve("result.zip.part.lock");
    }

    private static @Nullable TargetLock acquire(Path file, TargetLock.Holder holder) throws IOException {
        TargetLock lock = TargetLock.claim(file, holder);
        if (lock == null) {
            return null;
        }
        boolean held = false;
        try {
            held = lock.acquire();
            return held ? lock : null;
        } finally {
            if (!held) {
                lock.close();
            }
        }
    }

    @Test
    @DisplayName("5.3 one download at a time holds a lock, and its release leaves neither a file nor a system property")
    void once() throws IOException {
        try (TargetLock lock = acquire(file, holder)) {
            assertThat(lock).isNotNull();
            assertThat(acquire(file, other)).isNull();
        }
        assertThat(directory).isEmptyDirectory();
        try (TargetLock lock = acquire(file, other)) {
            assertThat(lock).isNotNull();
        }
        assertThat(System.getProperties().stringPropertyNames())
                .noneMatch(name -> name.startsWith("io.github.predictionone.target-lock."));
    }

    @Test
    @DisplayName("5.3 a download that is cancelled as soon as it has claimed its target does not block the next one")
    void cancelledAtOnce() {
        Target target = new Target(new SizeLimits("download", Long.MAX_VALUE), directory.resolve("result.zip"), true);
        for (int i = 0; i < 500; i++) {
            Disposable first = target.with(part -> Mono.never())
                    .subscribeOn(Schedulers.parallel())
                    .subscribe();
            while (System.getProperty("io.github.predictionone.target-lock." + file) == null) {
                Thread.onSpinWait();
            }
            first.dispose();
            target.with(part -> Mono.just("done"))
                    .as(StepVerifier::create)
                    .expectNext("done")
                    .verifyComplete();
        }
    }

    @Test
    @DisplayName("5.3 a lock that is about to be released signals its release")
    void leaving() throws IOException {
        TargetLock lock = acquire(file, holder);
        holder.leaves();
        TargetLock.Leaving leaving = catchThrowableOfType(TargetLock.Leaving.class, () -> acquire(file, other));
        StepVerifier.create(leaving.released())
                .expectSubscription()
                .then(() -> close(lock))
                .verifyComplete();
        try (TargetLock next = acquire(file, other)) {
            assertThat(next).isNotNull();
        }
    }

    @Test
    @DisplayName("5.3 a lock file that other code of this JVM has locked counts as held")
    void otherCode() throws IOException {
        try (FileChannel taken = FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.WRITE)) {
            assertThat(taken.lock().isValid()).isTrue();
            assertThat(acquire(file, holder)).isNull();
        }
        try (TargetLock lock = acquire(file, other)) {
            assertThat(lock).isNotNull();
        }
    }

    @Test
    @DisplayName("5.3 a download waits at most half a minute for the lock of a cancelled one")
    void waits() throws IOException {
        Path target = directory.resolve("result.zip");
        try (TargetLock lock = acquire(file, holder)) {
            assertThat(lock).isNotNull();
            holder.leaves();
            StepVerifier.withVirtualTime(() -> new Target(new SizeLimits("download", Long.MAX_VALUE), target, false)
                            .with(part -> Mono.never()))
                    .expectSubscription()
                    .expectNoEvent(Duration.ofMillis(29_999))
                    .thenAwait(Duration.ofMillis(1))
                    .verifyErrorMessage("download: another download to the same target is under way");
        }
    }

    @Test
    @DisplayName("5.3 a lock is released even if its file can't be deleted")
    void replaced() throws IOException {
        TargetLock lock = acquire(file, holder);
        Files.delete(file);
        Files.createDirectories(file.resolve("not-empty"));
        assertThatIOException().isThrownBy(lock::close);
        Files.delete(file.resolve("not-empty"));
        Files.delete(file);
        try (TargetLock next = acquire(file, other)) {
            assertThat(next).isNotNull();
        }
    }

    @Test
    @DisplayName("5.3 one of many concurrent downloads by two names holds the lock at a time, and no lock stays behind")
    void rush() throws IOException {
        Path link = Files.createSymbolicLink(directory.resolve("link"), directory);
        AtomicInteger holders = new AtomicInteger();
        AtomicInteger turns = new AtomicInteger();
        Flux.range(0, 20_000)
                .flatMap(
                        number -> Mono.fromCallable(() ->
                                        turn(number % 3 == 0 ? link.resolve(file.getFileName()) : file, holders, turns))
                                .subscribeOn(Schedulers.boundedElastic()),
                        8)
                .as(StepVerifier::create)
                .expectNextCount(20_000)
                .verifyComplete();
        assertThat(turns).hasPositiveValue();
        assertThat(directory.toFile().list()).containsExactly("link");
        try (TargetLock next = acquire(file, holder)) {
            assertThat(next).isNotNull();
        }
    }

    private static boolean turn(Path name, AtomicInteger holders, AtomicInteger turns) throws IOException {
        TargetLock.Holder own = new TargetLock.Holder();
        try (TargetLock lock = acquire(name, own)) {
            if (lock != null) {
                assertThat(holders.incrementAndGet()).isEqualTo(1);
                turns.incrementAndGet();
                holders.decrementAndGet();
                own.leaves();
            }
            return lock != null;
        } catch (TargetLock.Leaving before) {
            return false;
        }
    }

    @Test
    @DisabledOnOs(OS.WINDOWS)
    @DisplayName("5.3 a lock file that is not a regular file is an error, and a FIFO does not block")
    void noFile() throws Exception {
        assertThat(new ProcessBuilder("mkfifo", file.toString()).start().waitFor())
                .isZero();
        assertThatIOException().isThrownBy(() -> acquire(file, holder)).withMessage(file + " is not a regular file");
        Files.delete(file);
        Files.createSymbolicLink(file, directory.resolve("nowhere"));
        assertThatIOException().isThrownBy(() -> acquire(file, holder)).withMessage(file + " is not a regular file");
    }

    private static void close(TargetLock lock) {
        try {
            lock.close();
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }
}
