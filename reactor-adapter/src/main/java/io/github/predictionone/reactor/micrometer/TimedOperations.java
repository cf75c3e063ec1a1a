package io.github.predictionone.reactor.micrometer;

import io.github.predictionone.reactor.Instrumentation.Operation;
import io.github.predictionone.reactor.Instrumentation.Outcome;
import io.github.predictionone.reactor.Instrumentation.Transfer;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.LongTaskTimer;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tags;
import io.micrometer.core.instrument.Timer;
import java.util.EnumMap;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Meters for one kind of operation: a timer per outcome for ended operations, and a long task timer for active ones.
 */
final class TimedOperations {

    private final MeterRegistry meters;
    private final LongTaskTimer active;
    private final Map<Outcome, Timer> ended = new EnumMap<>(Outcome.class);

    TimedOperations(MeterRegistry meters, String name, String what, Tags tags) {
        this.meters = meters;
        this.active = LongTaskTimer.builder(name + ".active")
                .description(what + " that are under way")
                .tags(tags)
                .register(meters);
        for (Outcome outcome : Outcome.values()) {
            ended.put(
                    outcome,
                    Timer.builder(name)
                            .description(what + ", from beginning to end")
                            .tags(tags)
                            .tag("outcome", tag(outcome))
                            .register(meters));
        }
    }

    static String tag(Outcome outcome) {
        return outcome.name().toLowerCase(Locale.ROOT);
    }

    Operation start() {
        return new Timed(null);
    }

    /** Starts a transfer whose bytes are counted. */
    Transfer start(Counter bytes) {
        return new Timed(bytes);
    }

    private final class Timed implements Transfer {

        private final @Nullable Counter bytes;
        private final Timer.Sample sample = Timer.start(meters);
        private final LongTaskTimer.Sample task = active.start();

        Timed(@Nullable Counter bytes) {
            this.bytes = bytes;
        }

        @Override
        public void transferred(long more) {
            if (bytes != null) {
                bytes.increment((double) more);
            }
        }

        @Override
        @SuppressWarnings("NullAway") // There is a timer for every outcome.
        public void ended(Outcome outcome, @Nullable Throwable failure) {
            task.stop();
            sample.stop(ended.get(outcome));
        }
    }
}
