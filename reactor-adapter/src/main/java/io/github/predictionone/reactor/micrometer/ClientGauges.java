package io.github.predictionone.reactor.micrometer;

import com.google.errorprone.annotations.concurrent.GuardedBy;
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
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.IntSupplier;
import org.jspecify.annotations.Nullable;
import reactor.core.Disposable;

/** Meters that read the state of the clients on demand; they are removed with the last client. */
final class ClientGauges {

    private final MeterRegistry meters;
    private final Tags tags;
    private final List<Client> clients = new CopyOnWriteArrayList<>();

    @GuardedBy("this")
    private final List<Meter> registered = new ArrayList<>();

    // Attempts that the circuit breakers of closed clients have refused.
    @GuardedBy("this")
    private long refusedBefore;

    private record Client(@Nullable CircuitBreaker breaker, IntSupplier pollers, IntSupplier blocked) {

        boolean isIn(State state) {
            return breaker != null && breaker.getState() == state;
        }

        long refused() {
            return breaker == null ? 0 : breaker.getMetrics().getNumberOfNotPermittedCalls();
        }
    }

    ClientGauges(MeterRegistry meters, Tags tags) {
        this.meters = meters;
        this.tags = tags;
    }

    synchronized Disposable add(@Nullable CircuitBreaker breaker, IntSupplier pollers, IntSupplier blocked) {
        if (clients.isEmpty()) {
            register();
        }
        Client client = new Client(breaker, pollers, blocked);
        clients.add(client);
        return () -> remove(client);
    }

    private synchronized void remove(Client client) {
        if (clients.remove(client)) {
            refusedBefore += client.refused();
            if (clients.isEmpty()) {
                registered.forEach(meters::remove);
                registered.clear();
            }
        }
    }

    private synchronized double refused() {
        return (double) refusedBefore
                + clients.stream().mapToLong(Client::refused).sum();
    }

    @GuardedBy("this")
    private void register() {
        registered.add(Gauge.builder(
                        "predictionone.watch.pollers",
                        () -> clients.stream()
                                .mapToInt(client -> client.pollers.getAsInt())
                                .sum())
                .description("trainings that are being watched, each counted once")
                .baseUnit("trainings")
                .tags(tags)
                .register(meters));
        // The maximum rather than the sum, because all clients share the threads.
        registered.add(Gauge.builder(
                        "predictionone.delivery.blocked",
                        () -> clients.stream()
                                .mapToInt(client -> client.blocked.getAsInt())
                                .max()
                                .orElse(0))
                .description("delivery threads that have been in the application's code for more than a second")
                .baseUnit("threads")
                .tags(tags)
                .register(meters));
        for (State state : State.values()) {
            registered.add(Gauge.builder(
                            "predictionone.circuitbreaker.state",
                            () -> clients.stream()
                                    .filter(client -> client.isIn(state))
                                    .count())
                    .description("circuit breakers that are in this state")
                    .tags(tags)
                    .tag("state", state.name().toLowerCase(Locale.ROOT))
                    .register(meters));
        }
        registered.add(FunctionCounter.builder("predictionone.circuitbreaker.refused", this, ClientGauges::refused)
                .description("attempts that were not sent because the circuit breaker was open")
                .baseUnit("attempts")
                .tags(tags)
                .register(meters));
    }
}
