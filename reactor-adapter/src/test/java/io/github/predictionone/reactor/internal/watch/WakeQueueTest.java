package io.github.predictionone.reactor.internal.watch;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.predictionone.reactor.internal.support.Time;
import io.github.predictionone.testsupport.Property;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import reactor.test.scheduler.VirtualTimeScheduler;

class WakeQueueTest {

    private static final int SLEEPERS = 60;
    // Longer than the interval within which the queue treats wake-ups as simultaneous.
    private static final long STEP = 2_000_000;
    private static final long NEVER = Long.MAX_VALUE;

    private final VirtualTimeScheduler clock = VirtualTimeScheduler.create();
    private final WakeQueue queue = new WakeQueue(new Time(() -> clock));
    private final List<Long> wokenAt = new ArrayList<>();
    private final long[] wanted = new long[SLEEPERS];

    private final class Numbered extends WakeQueue.Sleeper {

        private final int number;

        Numbered(int number) {
            this.number = number;
        }

        @Override
        void woken() {
            long now = clock.now(TimeUnit.NANOSECONDS);
            assertThat(wanted[number]).as("wake-up time of sleeper " + number).isEqualTo(now);
            wanted[number] = NEVER;
            wokenAt.add(now);
        }
    }

    @Test
    @DisplayName("4.4 a sleeper wakes once, at the time that it set last, whatever the others set, move or withdraw")
    void wakes() {
        Property.check(200, draw -> {
            Random random = draw.random();
            Numbered[] sleepers =
                    IntStream.range(0, SLEEPERS).mapToObj(Numbered::new).toArray(Numbered[]::new);
            Arrays.fill(wanted, NEVER);
            wokenAt.clear();
            for (int step = 0; step < 400; step++) {
                int number = random.nextInt(SLEEPERS);
                if (random.nextInt(20) == 0) {
                    clock.advanceTimeBy(Duration.ofNanos(STEP * random.nextInt(500)));
                } else {
                    set(sleepers[number], random);
                }
                assertThat(queue.size()).isEqualTo((int)
                        Arrays.stream(wanted).filter(at -> at < NEVER).count());
            }
            clock.advanceTimeBy(Duration.ofNanos(STEP * 1_000));
            assertThat(queue.size()).isZero();
            assertThat(wanted).containsOnly(NEVER);
            assertThat(wokenAt).isSortedAccordingTo(Comparator.naturalOrder());
        });
    }

    private void set(Numbered sleeper, Random random) {
        long at = random.nextInt(6) == 0 ? NEVER : clock.now(TimeUnit.NANOSECONDS) + STEP * (1 + random.nextInt(1_000));
        if (random.nextInt(4) == 0) {
            wanted[sleeper.number] = Math.min(wanted[sleeper.number], at);
            queue.wakeBy(sleeper, at);
        } else {
            wanted[sleeper.number] = at;
            queue.wake(sleeper, at);
        }
    }
}
