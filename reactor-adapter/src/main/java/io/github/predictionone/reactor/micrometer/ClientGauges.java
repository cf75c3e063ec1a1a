package io.github.predictionone.reactor.micrometer;

import io.github.resilience4j.circuitbreaker.CircuitBreaker;
import io.github.resilience4j.circuitbreaker.CircuitBreaker.State;
import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.Meter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tags;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.IntSupplier;
import org.jspecify.annotations.Nullable;
import reactor.core.Disposable;

/** Meters that look into a client whenever they are read, and so go with it. */
final class ClientGauges implements Disposable {

    private final MeterRegistry meters;
    private final Tags tags;
    private final List<Meter> registered = new ArrayList<>();

    ClientGauges(MeterRegistry meters, Tags tags, @Nullable CircuitBreaker breaker, IntSupplier pollers) {
        this.meters = meters;
        this.tags = tags;
        registered.add(Gauge.builder("predictionone.watch.pollers", pollers::getAsInt)
                .description("trainings that are watched, however many watch them")
                .tags(tags)
                .register(meters));
        if (breaker != null) {
            add(breaker);
        }
    }

    private void add(CircuitBreaker breaker) {
        for (State state : State.values()) {
            registered.add(
                    Gauge.builder("predictionone.circuitbreaker.state", breaker, it -> it.getState() == state ? 1 : 0)
                            .description("1 for the state that the circuit breaker is in, 0 for the others")
                            .tags(tags)
                            .tag("state", state.name().toLowerCase(Locale.ROOT))
                            .register(meters));
        }
        registered.add(FunctionCounter.builder(
                        "predictionone.circuitbreaker.refused",
                        breaker,
                        it -> it.getMetrics().getNumberOfNotPermittedCalls())
                .description("attempts that were not sent because the circuit breaker was open")
                .baseUnit("attempts")
                .tags(tags)
                .register(meters));
    }

    @Override
    public synchronized void dispose() {
        registered.forEach(meters::remove);
        registered.clear();
    }
}
