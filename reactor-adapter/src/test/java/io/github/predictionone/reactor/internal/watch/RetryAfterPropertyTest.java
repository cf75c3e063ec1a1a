package io.github.predictionone.reactor.internal.watch;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.predictionone.internal.wire.ApiRequest;
import io.github.predictionone.policy.PollSchedule;
import io.github.predictionone.reactor.WatchOptions;
import io.github.predictionone.reactor.internal.exchange.Answer;
import io.github.predictionone.reactor.internal.exchange.Exchange;
import io.github.predictionone.reactor.internal.support.Time;
import io.github.predictionone.testsupport.Property;
import io.github.predictionone.training.StatusClassifier;
import io.github.predictionone.training.TrainingId;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import reactor.core.publisher.Mono;
import reactor.test.scheduler.VirtualTimeScheduler;

class RetryAfterPropertyTest {

    private static final Duration MOST = Duration.ofMinutes(2);
    private static final byte[] TRAINING = "{\"status\":\"training\"}".getBytes(StandardCharsets.UTF_8);

    private final VirtualTimeScheduler clock = VirtualTimeScheduler.create();
    private final List<Long> polls = new ArrayList<>();

    private Exchange asking(@Nullable Duration retryAfter) {
        return new Exchange() {
            @Override
            public <T> Mono<Answer<T>> send(ApiRequest<T> request) {
                return Mono.fromSupplier(() -> {
                    polls.add(clock.now(TimeUnit.MILLISECONDS));
                    return new Answer<>(request.decoder().decode(TRAINING), retryAfter);
                });
            }
        };
    }

    @Test
    @DisplayName(
            "4.4 a poll comes no sooner than the schedule and Retry-After demand, and no later than the bound allows")
    void between() {
        Property.check(300, draw -> {
            Duration asked = Duration.ofSeconds(draw.number(0, Long.MAX_VALUE));
            long scheduled = draw.number(1, 1_000_000);
            double random = draw.fraction();
            PollSchedule schedule = PollSchedule.fixed(Duration.ofMillis(scheduled));
            Watches watches = new Watches(new Time(() -> clock), () -> random, MOST);
            polls.clear();
            watches.watch(
                            new TrainingSubject(
                                    TrainingId.of("t-1"),
                                    schedule,
                                    TrainingSubject.statusCheck(asking(asked), StatusClassifier.defaults())),
                            WatchOptions.defaults().withHeartbeats(true))
                    .take(2)
                    .subscribe();
            clock.advanceTimeBy(Duration.ofHours(1));
            watches.close(Runnable::run);
            long least = Math.max(scheduled, asked.compareTo(MOST) < 0 ? asked.toMillis() : MOST.toMillis());
            long most = Math.max((long) (1.1 * scheduled), least) + 1;
            assertThat(polls.get(1) - polls.get(0)).isBetween(least, most);
        });
    }
}
