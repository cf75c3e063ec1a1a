package io.github.predictionone.reactor.internal.watch;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.predictionone.internal.wire.ApiRequest;
import io.github.predictionone.internal.wire.Requests;
import io.github.predictionone.policy.PollSchedule;
import io.github.predictionone.reactor.WatchOptions;
import io.github.predictionone.reactor.internal.exchange.Answer;
import io.github.predictionone.reactor.internal.exchange.Exchange;
import io.github.predictionone.reactor.internal.support.Time;
import io.github.predictionone.training.StatusClassifier;
import io.github.predictionone.training.StatusEvent;
import io.github.predictionone.training.TrainingId;
import io.github.predictionone.training.TrainingStatus;
import java.lang.ref.Reference;
import java.lang.ref.ReferenceQueue;
import java.lang.ref.WeakReference;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Arrays;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Stream;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.reactivestreams.Publisher;
import org.reactivestreams.tck.PublisherVerification;
import org.reactivestreams.tck.TestEnvironment;
import org.testng.SkipException;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Schedulers;

/** Verifies a watch against the Reactive Streams rules with the official TCK. */
class WatchTckTest {

    private static final WatchOptions FAST =
            WatchOptions.defaults().withPollSchedule(PollSchedule.fixed(Duration.ofMillis(1)));

    // How long the TCK waits for an expected signal. JUnit's own time limit does not apply to dynamic tests.
    private static final long PATIENCE_MILLIS = 300_000;
    private static final long LOOK_AGAIN_MILLIS = 20;

    /** Publishes as many events as the TCK requires; the last one is the end of the training. */
    private static final class Verification extends PublisherVerification<StatusEvent> {

        // The TCK's subscribers block, which Reactor allows only on some threads.
        private final Watches watches =
                new Watches(new Time(Schedulers::boundedElastic), () -> 0, Duration.ofMinutes(2));

        private final TestEnvironment environment;

        Verification() {
            this(new TestEnvironment(PATIENCE_MILLIS, 200, LOOK_AGAIN_MILLIS));
        }

        private Verification(TestEnvironment environment) {
            super(environment);
            this.environment = environment;
        }

        /** Like the original, except that the original gives the garbage collector only a tenth of a second. */
        @Override
        public void required_spec313_cancelMustMakeThePublisherEventuallyDropAllReferencesToTheSubscriber()
                throws Throwable {
            activePublisherTest(3, false, publisher -> {
                ReferenceQueue<Object> dropped = new ReferenceQueue<>();
                Reference<Object> subscriber = new WeakReference<>(cancelled(publisher), dropped);
                Reference<?> seen = null;
                for (int looks = 0; seen == null && looks < PATIENCE_MILLIS / LOOK_AGAIN_MILLIS; looks++) {
                    System.gc();
                    seen = dropped.remove(LOOK_AGAIN_MILLIS);
                }
                assertThat(seen).isSameAs(subscriber);
            });
        }

        private Object cancelled(Publisher<StatusEvent> publisher) throws InterruptedException {
            TestEnvironment.ManualSubscriber<StatusEvent> subscriber = environment.newManualSubscriber(publisher);
            subscriber.request(1);
            subscriber.nextElement();
            subscriber.cancel();
            return subscriber;
        }

        @Override
        public Publisher<StatusEvent> createPublisher(long events) {
            Counting service = new Counting(events);
            Flux<StatusEvent> watch = watches.watch(
                    new TrainingSubject(
                            TrainingId.of("t-1"),
                            FAST.pollSchedule(),
                            TrainingSubject.statusCheck(service, StatusClassifier.defaults())),
                    events > 0 ? FAST : FAST.withLastEventId(theEnd()));
            // The next status waits for this permit: a watch skips statuses that arrive faster than it delivers them.
            return watch.doOnNext(event -> service.delivered().release());
        }

        @Override
        public Publisher<StatusEvent> createFailedPublisher() {
            Watches closed = new Watches(Time.system(), () -> 0, Duration.ofMinutes(2));
            closed.close(Runnable::run);
            return closed.watch(
                    new TrainingSubject(
                            TrainingId.of("t-1"),
                            FAST.pollSchedule(),
                            TrainingSubject.statusCheck(new Counting(1), StatusClassifier.defaults())),
                    FAST);
        }

        private static String theEnd() {
            return new Counting(0).status().eventId();
        }
    }

    /** Answers each poll with a different status. */
    private record Counting(long end, AtomicLong polls, Semaphore delivered) implements Exchange {

        Counting(long end) {
            this(end, new AtomicLong(), new Semaphore(1));
        }

        TrainingStatus status() {
            return Requests.trainingStatus(TrainingId.of("t-1"), StatusClassifier.defaults())
                    .decoder()
                    .decode(body())
                    .status();
        }

        private byte[] body() {
            long poll = polls.incrementAndGet();
            String word = poll < end ? "step-" + poll : "finished";
            return ("{\"status\":\"" + word + "\"}").getBytes(StandardCharsets.UTF_8);
        }

        @Override
        public <T> Mono<Answer<T>> send(ApiRequest<T> request) {
            return Mono.defer(() -> delivered.tryAcquire()
                            ? Mono.just(new Answer<>(request.decoder().decode(body()), (Duration) null))
                            : Mono.empty())
                    .repeatWhenEmpty(looks -> looks.delayElements(Duration.ofMillis(1), Schedulers.boundedElastic()));
        }
    }

    @TestFactory
    Stream<DynamicTest> reactiveStreams() {
        return Arrays.stream(PublisherVerification.class.getMethods())
                .filter(method -> method.isAnnotationPresent(org.testng.annotations.Test.class))
                // The rules that the TCK declares untestable.
                .filter(method -> !method.getName().startsWith("untested_"))
                .map(method -> DynamicTest.dynamicTest(method.getName(), () -> run(method)));
    }

    private static void run(Method rule) throws Throwable {
        Verification verification = new Verification();
        verification.setUp();
        try {
            rule.invoke(verification);
        } catch (InvocationTargetException e) {
            if (e.getCause() instanceof SkipException optional) {
                Assumptions.abort(optional.getMessage());
            }
            throw e.getCause();
        } finally {
            verification.watches.close(Runnable::run);
        }
    }
}
