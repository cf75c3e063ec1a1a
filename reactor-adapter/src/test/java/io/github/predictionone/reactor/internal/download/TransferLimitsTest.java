package io.github.predictionone.reactor.internal.download;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.predictionone.reactor.internal.part.PartFile;
import io.github.predictionone.reactor.internal.part.Room;
import io.github.predictionone.reactor.internal.part.Target;
import io.github.predictionone.reactor.internal.part.TargetLock;
import io.github.predictionone.reactor.internal.storage.IdleLimit;
import io.github.predictionone.reactor.internal.support.SteppedTime;
import io.github.predictionone.reactor.internal.upload.BytesContent;
import io.github.predictionone.reactor.internal.upload.UploadBody;
import io.github.predictionone.reactor.internal.upload.UploadWatch;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeoutException;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.core.publisher.Sinks;

/** The limits of transfers while somebody sets the wall clock. */
class TransferLimitsTest {

    private static final Duration LIMIT = Duration.ofSeconds(30);
    private static final Duration HALF = LIMIT.dividedBy(2);

    private final SteppedTime clock = new SteppedTime();
    private final List<Throwable> ended = new ArrayList<>();

    @ParameterizedTest(name = "{0} h")
    @ValueSource(ints = {-2, 2})
    @DisplayName("1.5 1.8 a download without a byte ends after the idle limit, however the wall clock is set")
    void stalledDownload(int hours) {
        idleLimit(Flux.never()).subscribe(buffer -> {}, ended::add);
        clock.advance(HALF);
        clock.step(Duration.ofHours(hours));
        clock.advance(HALF.minusMillis(1));
        assertThat(ended).isEmpty();
        clock.advance(Duration.ofMillis(1));
        assertThat(ended).singleElement().isInstanceOf(TimeoutException.class);
    }

    @ParameterizedTest(name = "{0} h")
    @ValueSource(ints = {-2, 2})
    @DisplayName("1.5 1.8 a download that gets on does not end, however the wall clock is set")
    void movingDownload(int hours) {
        Sinks.Many<ByteBuf> body = Sinks.many().unicast().onBackpressureBuffer();
        idleLimit(body.asFlux()).subscribe(buffer -> {}, ended::add);
        for (int piece = 0; piece < 10; piece++) {
            body.tryEmitNext(Unpooled.wrappedBuffer(new byte[1024])).orThrow();
            clock.step(Duration.ofHours(hours));
            clock.advance(HALF);
        }
        assertThat(ended).isEmpty();
    }

    private Flux<ByteBuf> idleLimit(Flux<ByteBuf> body) {
        return new IdleLimit(body, LIMIT, clock.time());
    }

    @ParameterizedTest(name = "{0} h")
    @ValueSource(ints = {-2, 2})
    @DisplayName("1.5 1.8 an upload that does not move ends after the idle limit, however the wall clock is set")
    void stalledUpload(int hours) {
        UploadBody body = new UploadBody(new BytesContent(new byte[100]).open(), Mono.empty());
        body.begin();
        new UploadWatch(body, LIMIT, clock.time(), progress -> {}).stalled().subscribe(nothing -> {}, ended::add);
        clock.advance(HALF);
        clock.step(Duration.ofHours(hours));
        clock.advance(HALF.minusMillis(1));
        assertThat(ended).isEmpty();
        clock.advance(Duration.ofMillis(1));
        assertThat(ended).singleElement().isInstanceOf(TimeoutException.class);
    }

    @ParameterizedTest(name = "{0} h")
    @ValueSource(ints = {-2, 2})
    @DisplayName("1.8 progress of a download is reported ten times a second, however the wall clock is set")
    void progress(int hours, @TempDir Path directory) throws IOException {
        Room room = new Room("download", Long.MAX_VALUE);
        List<Long> reported = new ArrayList<>();
        try (PartFile part = new Target(room, directory.resolve("result.zip"), false).open(new TargetLock.Holder())) {
            Progress progress = new Progress(part, clock.time(), (received, total) -> reported.add(received));
            progress.progressed();
            assertThat(reported).as("the first").hasSize(1);
            clock.step(Duration.ofHours(hours));
            clock.advance(Duration.ofMillis(99));
            progress.progressed();
            assertThat(reported).as("too soon").hasSize(1);
            clock.advance(Duration.ofMillis(1));
            progress.progressed();
            assertThat(reported).hasSize(2);
        }
    }
}
