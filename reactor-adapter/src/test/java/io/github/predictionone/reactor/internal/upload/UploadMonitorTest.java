package io.github.predictionone.reactor.internal.upload;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.predictionone.reactor.internal.support.SteppedTime;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeoutException;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import reactor.core.publisher.Mono;

class UploadMonitorTest {

    private static final Duration LIMIT = Duration.ofSeconds(30);
    private static final Duration HALF = LIMIT.dividedBy(2);

    private final SteppedTime clock = new SteppedTime();
    private final List<Throwable> ended = new ArrayList<>();

    @ParameterizedTest(name = "{0} h")
    @ValueSource(ints = {-2, 2})
    @DisplayName("1.5 1.8 an upload without progress fails after the idle limit, even if the wall clock is changed")
    void stalledUpload(int hours) {
        UploadBody body = new UploadBody(new BytesContent(new byte[100]).open(), Mono.empty());
        body.connected();
        new UploadMonitor(body, LIMIT, clock.time(), progress -> {}).stalled().subscribe(nothing -> {}, ended::add);
        clock.advance(HALF);
        clock.step(Duration.ofHours(hours));
        clock.advance(HALF.minusMillis(1));
        assertThat(ended).isEmpty();
        clock.advance(Duration.ofMillis(1));
        assertThat(ended).singleElement().isInstanceOf(TimeoutException.class);
    }
}
