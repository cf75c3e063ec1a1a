package io.github.predictionone.reactor.micrometer;

import io.github.predictionone.reactor.Instrumentation;
import io.github.resilience4j.circuitbreaker.CircuitBreaker;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tags;
import io.micrometer.observation.ObservationRegistry;
import java.util.EnumMap;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.function.IntSupplier;
import org.jspecify.annotations.Nullable;
import reactor.core.Disposable;
import reactor.util.context.ContextView;

/**
 * Observations and meters of a client with Micrometer:
 *
 * <pre>{@code
 * PredictionOneClient.builder()
 *         .instrumentation(MicrometerInstrumentation.of(observationRegistry, meterRegistry))
 * }</pre>
 *
 * <p>Each call of the API is one observation {@code http.client.requests}, from its subscription to its end, however
 * many attempts it takes. Its parent is the observation in Reactor's context under Micrometer's key, or else that of
 * the subscribing thread. Polls and requests for API keys have no parent, because several subscribers share them. The
 * application's handlers may turn the observation into a timer, spans or a {@code traceparent} header; see
 * {@link ApiCallContext} and {@link ApiCallConvention}.
 *
 * <p>The client itself registers the following meters. All have the tag {@code client.name}, too; an outcome is
 * {@code success}, {@code error} or {@code cancelled}.
 *
 * <table>
 * <caption>Meters</caption>
 * <tr><th>name</th><th>type, unit</th><th>tags</th><th>what</th></tr>
 * <tr><td>{@code predictionone.polls}</td><td>counter, polls</td><td>outcome</td>
 *     <td>polls of watches; an error is a poll that failed after all its retries</td></tr>
 * <tr><td>{@code predictionone.retries}</td><td>counter, attempts</td><td>method, uri</td>
 *     <td>attempts that repeated a failed one</td></tr>
 * <tr><td>{@code predictionone.ratelimiter.waits}</td><td>timer</td><td>lane, outcome</td>
 *     <td>waits for a permit; attempts that got one immediately are not counted. A lane is {@code call}, {@code poll}
 *     or {@code first_look}</td></tr>
 * <tr><td>{@code predictionone.ratelimiter.waits.active}</td><td>long task timer</td><td>lane</td>
 *     <td>attempts that are waiting for a permit</td></tr>
 * <tr><td>{@code predictionone.circuitbreaker.state}</td><td>gauge</td><td>state</td>
 *     <td>circuit breakers in this state; with one client, 1 for its current state and 0 for the others</td></tr>
 * <tr><td>{@code predictionone.circuitbreaker.refused}</td><td>counter, attempts</td><td></td>
 *     <td>attempts that were not sent because the circuit breaker was open</td></tr>
 * <tr><td>{@code predictionone.watches}</td><td>timer</td><td>outcome</td><td>watches that have ended</td></tr>
 * <tr><td>{@code predictionone.watches.active}</td><td>long task timer</td><td></td>
 *     <td>watches, one per subscriber</td></tr>
 * <tr><td>{@code predictionone.watch.pollers}</td><td>gauge, trainings</td><td></td>
 *     <td>trainings that are being watched, each counted once</td></tr>
 * <tr><td>{@code predictionone.watches.refused}</td><td>counter, watches</td><td></td>
 *     <td>watches that were refused because the service does not know the id, or because the client watches too many
 *     ids</td></tr>
 * <tr><td>{@code predictionone.delivery.blocked}</td><td>gauge, threads</td><td></td>
 *     <td>delivery threads that have been in the application's code for more than a second</td></tr>
 * <tr><td>{@code predictionone.transfers}</td><td>timer</td><td>direction, outcome</td>
 *     <td>uploads of files ({@code upload}) and downloads of archives ({@code download}), including all
 *     attempts</td></tr>
 * <tr><td>{@code predictionone.transfers.active}</td><td>long task timer</td><td>direction</td>
 *     <td>transfers in progress</td></tr>
 * <tr><td>{@code predictionone.transfer.bytes}</td><td>counter, bytes</td><td>direction</td>
 *     <td>bytes transferred, including those of failed attempts</td></tr>
 * </table>
 *
 * <p>Safe for use by multiple threads, and by several clients, whose figures add up. To distinguish clients, create an
 * instrumentation with a different name for each. Gauges, and the counter of refused attempts, are removed when the
 * last client is closed.
 */
public final class MicrometerInstrumentation implements Instrumentation {

    private final ObservationRegistry observations;
    private final MeterRegistry meters;
    private final String clientName;
    private final Tags tags;
    private final Map<Outcome, Counter> polls = new EnumMap<>(Outcome.class);
    private final Map<Direction, Counter> bytes = new EnumMap<>(Direction.class);
    private final Map<Direction, TimedOperations> transfers = new EnumMap<>(Direction.class);
    private final ClientGauges gauges;
    private final Map<Lane, TimedOperations> permitWaits = new EnumMap<>(Lane.class);
    private final Counter refusedWatches;
    private final TimedOperations watches;

    private MicrometerInstrumentation(ObservationRegistry observations, MeterRegistry meters, String clientName) {
        this.observations = observations;
        this.meters = meters;
        this.clientName = clientName;
        this.tags = Tags.of("client.name", clientName);
        this.gauges = new ClientGauges(meters, tags);
        for (Lane lane : Lane.values()) {
            permitWaits.put(
                    lane,
                    new TimedOperations(
                            meters,
                            "predictionone.ratelimiter.waits",
                            "waits for a permit",
                            tags.and("lane", lane.name().toLowerCase(Locale.ROOT))));
        }
        this.refusedWatches = counter("predictionone.watches.refused", "watches", "watches that were refused")
                .register(meters);
        this.watches = new TimedOperations(meters, "predictionone.watches", "watches", tags);
        for (Outcome outcome : Outcome.values()) {
            polls.put(
                    outcome,
                    counter("predictionone.polls", "polls", "polls of watches")
                            .tag("outcome", TimedOperations.tag(outcome))
                            .register(meters));
        }
        for (Direction direction : Direction.values()) {
            String name = direction.name().toLowerCase(Locale.ROOT);
            bytes.put(
                    direction,
                    counter("predictionone.transfer.bytes", "bytes", "bytes transferred")
                            .tag("direction", name)
                            .register(meters));
            transfers.put(
                    direction,
                    new TimedOperations(meters, "predictionone.transfers", "transfers", tags.and("direction", name)));
        }
    }

    /**
     * Creates the instrumentation for the only client of an application, with the name {@code prediction-one}.
     *
     * @param observations the registry in which calls are observed; {@link ObservationRegistry#NOOP}: calls are not
     *     observed
     * @param meters the registry for the meters
     * @return the instrumentation, for the builder of a client
     */
    public static MicrometerInstrumentation of(ObservationRegistry observations, MeterRegistry meters) {
        return of(observations, meters, "prediction-one");
    }

    /**
     * Creates the instrumentation for one of several clients.
     *
     * @param observations the registry in which calls are observed; {@link ObservationRegistry#NOOP}: calls are not
     *     observed
     * @param meters the registry for the meters
     * @param clientName the value of the tag {@code client.name}, from a small set of values
     * @return the instrumentation, for the builder of a client
     */
    public static MicrometerInstrumentation of(
            ObservationRegistry observations, MeterRegistry meters, String clientName) {
        return new MicrometerInstrumentation(
                Objects.requireNonNull(observations, "observations"),
                Objects.requireNonNull(meters, "meters"),
                Objects.requireNonNull(clientName, "clientName"));
    }

    private Counter.Builder counter(String name, String unit, String what) {
        return Counter.builder(name).description(what).baseUnit(unit).tags(tags);
    }

    @Override
    public Disposable clientBuilt(@Nullable CircuitBreaker circuitBreaker, IntSupplier pollers, IntSupplier blocked) {
        return gauges.add(circuitBreaker, pollers, blocked);
    }

    @Override
    public Call callStarted(ApiCall call, ContextView context) {
        return ObservedCall.start(new ApiCallContext(call, clientName), context, observations, () -> retried(call));
    }

    private void retried(ApiCall call) {
        counter("predictionone.retries", "attempts", "attempts that repeated a failed one")
                .tag("method", call.method())
                .tag("uri", call.path())
                .register(meters)
                .increment();
    }

    @Override
    public Operation permitWaitStarted(Lane lane, ContextView context) {
        return of(permitWaits, lane).start();
    }

    @Override
    public Operation pollStarted(ContextView context) {
        return new Operation() {
            @Override
            public void ended(Outcome outcome, @Nullable Throwable failure) {
                of(polls, outcome).increment();
            }
        };
    }

    @Override
    public Operation watchStarted(ContextView context) {
        return watches.start();
    }

    @Override
    public void watchRefused() {
        refusedWatches.increment();
    }

    @Override
    public Transfer transferStarted(Direction direction, ContextView context) {
        return of(transfers, direction).start(of(bytes, direction));
    }

    @SuppressWarnings("NullAway") // Each map has a value for every key.
    private static <K, V> V of(Map<K, V> all, K key) {
        return all.get(key);
    }
}
