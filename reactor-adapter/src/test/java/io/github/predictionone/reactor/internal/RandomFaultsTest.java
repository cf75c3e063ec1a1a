package io.github.predictionone.reactor.internal;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.predictionone.TransferException;
import io.github.predictionone.internal.text.Digests;
import io.github.predictionone.internal.wire.PresignedUrl;
import io.github.predictionone.policy.RetryPolicy;
import io.github.predictionone.reactor.internal.download.Downloads;
import io.github.predictionone.reactor.internal.download.Downloads.DownloadedFile;
import io.github.predictionone.reactor.internal.download.TestDownloads;
import io.github.predictionone.reactor.internal.netty.Connections;
import io.github.predictionone.reactor.internal.netty.RawServer;
import io.github.predictionone.reactor.internal.netty.TestSettings;
import io.github.predictionone.reactor.internal.storage.BreakingProxy;
import io.github.predictionone.reactor.internal.storage.ObjectStore;
import io.github.predictionone.reactor.internal.storage.Storage;
import io.github.predictionone.reactor.internal.storage.TestStorage;
import io.github.predictionone.reactor.internal.storage.TransferObserver;
import io.github.predictionone.reactor.internal.support.Time;
import io.github.predictionone.reactor.internal.upload.Uploads;
import io.github.predictionone.testsupport.Zips;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.SplittableRandom;
import java.util.concurrent.CancellationException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Schedulers;
import reactor.test.StepVerifier;
import reactor.util.retry.Retry;

/**
 * Runs concurrent transfers of all kinds through a proxy that breaks their connections at random. A transfer that fails
 * or is cancelled is started again until it succeeds. The full form, which prints its result to the standard output:
 *
 * <pre>{@code mvn test -pl reactor-adapter -am -Dtest=RandomFaultsTest
 *     -Dtransfers=5000 -Dseed=7}</pre>
 */
class RandomFaultsTest {

    private static final int TRANSFERS = Integer.getInteger("transfers", 600);
    private static final long SEED = Long.getLong("seed", 1);

    private static final int OBJECTS = 24;
    private static final int AT_ONCE = 24;
    private static final int CANCELLED_OF_100 = 5;
    private static final int MOST_FAILURES = 1_000;
    private static final Duration IDLE = Duration.ofMillis(400);
    private static final Duration NO_HANG = Duration.ofMinutes(5);

    @TempDir
    private Path directory;

    // No more connections than concurrent transfers, so that a leaked connection makes the test hang.
    private final Connections connections = new Connections(TestSettings.connections(AT_ONCE, Duration.ofSeconds(30)));
    private final Storage storage = TestStorage.of(connections::storage, IDLE, Time.system());
    private final RetryPolicy quick =
            RetryPolicy.defaults().withFirstWait(Duration.ofMillis(2)).withMaxWait(Duration.ofMillis(20));
    private final Downloads downloads =
            TestDownloads.from(storage, Time.system()).retrying(quick).build();
    private final Uploads uploads = new Uploads(storage, quick, Time.system(), () -> 0.5, TransferObserver.NONE);

    private final ObjectStore objects = new ObjectStore();
    private final byte[][] contents = new byte[OBJECTS][];
    private final AtomicInteger failures = new AtomicInteger();
    private final AtomicInteger cancellations = new AtomicInteger();

    @Test
    @Timeout(value = 1, unit = TimeUnit.HOURS)
    @DisplayName("5.1 5.2 5.9 6.4 broken connections cause no wrong content, no hang and no leak")
    void manyTransfers() throws Exception {
        Path sources = Files.createDirectory(directory.resolve("sources"));
        Path targets = Files.createDirectory(directory.resolve("targets"));
        for (int i = 0; i < OBJECTS; i++) {
            contents[i] = Zips.noise(1 << (i % 20), SEED + i);
            objects.with("/" + i, contents[i]);
            Files.write(sources.resolve(String.valueOf(i)), contents[i]);
        }
        try (RawServer origin = new RawServer().otherwise(objects);
                BreakingProxy proxy = new BreakingProxy(origin.uri(), SEED, IDLE.multipliedBy(2))) {
            long start = System.nanoTime();
            Flux.range(0, TRANSFERS)
                    .flatMap(number -> transfer(number, proxy), AT_ONCE)
                    .blockLast();
            long millis = (System.nanoTime() - start) / 1_000_000;
            System.out.printf(
                    "%d transfers, seed %d, %d ms; faults %s; %d failures and %d cancellations, all started again%n",
                    TRANSFERS, SEED, millis, proxy.happened(), failures.get(), cancellations.get());
            assertThat(targets).as("no partial files and no validators").isEmptyDirectory();
            connections.close().as(StepVerifier::create).verifyComplete();
            // Wait until the client has closed all of its connections.
            Flux.interval(Duration.ofMillis(10))
                    .takeUntil(tick -> proxy.open() == 0)
                    .blockLast();
        }
    }

    private Mono<Integer> transfer(int number, BreakingProxy proxy) {
        // Not java.util.Random, whose first numbers are nearly the same for neighbouring seeds.
        SplittableRandom random = new SplittableRandom(SEED * 1_000_033 + number);
        int object = random.nextInt(OBJECTS);
        int kind = random.nextInt(3);
        Mono<Void> transfer = switch (kind) {
            case 0 -> toFile(object, number, proxy);
            case 1 -> stream(object, proxy);
            default -> upload(object, number, proxy);
        };
        return Mono.defer(() -> random.nextInt(100) < CANCELLED_OF_100 ? cancelled(transfer, random) : transfer)
                .timeout(
                        NO_HANG,
                        Mono.error(() -> new AssertionError("transfer " + number + " hangs: object " + object
                                + ", kind " + kind + ", open connections " + proxy.open())))
                .retryWhen(Retry.fixedDelay(MOST_FAILURES, Duration.ofMillis(5)).filter(this::isExpected))
                .thenReturn(number);
    }

    private static Mono<Void> cancelled(Mono<Void> transfer, SplittableRandom random) {
        return Mono.firstWithSignal(
                transfer,
                Mono.delay(Duration.ofNanos((long) Math.pow(2, 16 + random.nextDouble() * 10)))
                        .then(Mono.error(new CancellationException())));
    }

    private boolean isExpected(Throwable failure) {
        if (failure instanceof CancellationException) {
            cancellations.incrementAndGet();
            return true;
        }
        failures.incrementAndGet();
        return failure instanceof TransferException && !failure.toString().contains("secret");
    }

    private static PresignedUrl url(BreakingProxy proxy, String path) {
        return PresignedUrl.parse("url", proxy.uri() + "/" + path + "?sig=secret");
    }

    private Mono<Void> toFile(int object, int number, BreakingProxy proxy) {
        Path target = directory.resolve("targets").resolve(number + ".zip");
        Mono<DownloadedFile> download = downloads.toFile(
                "download", Mono.just(url(proxy, String.valueOf(object))), target, true, (got, total) -> {});
        return download.publishOn(Schedulers.boundedElastic())
                .doOnNext(file -> {
                    assertThat(target).hasBinaryContent(contents[object]);
                    assertThat(file.sha256()).isEqualTo(sha256(contents[object]));
                    delete(target);
                })
                .then();
    }

    private Mono<Void> stream(int object, BreakingProxy proxy) {
        return downloads.stream("download", Mono.just(url(proxy, String.valueOf(object))))
                .limitRate(4)
                .reduceWith(Digests::sha256, (sum, buffer) -> {
                    sum.update(buffer);
                    return sum;
                })
                .doOnNext(sum ->
                        assertThat(HexFormat.of().formatHex(sum.digest())).isEqualTo(sha256(contents[object])))
                .then();
    }

    private Mono<Void> upload(int object, int number, BreakingProxy proxy) {
        Path source = directory.resolve("sources").resolve(String.valueOf(object));
        return uploads.put("upload", url(proxy, "up-" + number), source, progress -> {})
                .then(Mono.fromRunnable(
                        () -> assertThat(Arrays.equals(objects.remove("/up-" + number), contents[object]))
                                .isTrue()));
    }

    private static String sha256(byte[] content) {
        return HexFormat.of().formatHex(Digests.sha256().digest(content));
    }

    private static void delete(Path file) {
        try {
            Files.delete(file);
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }
}
