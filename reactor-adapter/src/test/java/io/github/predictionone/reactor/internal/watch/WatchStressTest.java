package io.github.predictionone.reactor.internal.watch;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.predictionone.TooManyWatchesException;
import io.github.predictionone.internal.wire.ApiRequest;
import io.github.predictionone.policy.PollSchedule;
import io.github.predictionone.reactor.WatchOptions;
import io.github.predictionone.reactor.internal.exchange.Answer;
import io.github.predictionone.reactor.internal.exchange.Exchange;
import io.github.predictionone.reactor.internal.support.Time;
import io.github.predictionone.training.StatusChanged;
import io.github.predictionone.training.StatusClassifier;
import io.github.predictionone.training.StatusEvent;
import io.github.predictionone.training.TrainingFinished;
import io.github.predictionone.training.TrainingId;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.Executor;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Test;
import org.reactivestreams.Subscription;
import reactor.core.CoreSubscriber;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** Subscribers come and go on many threads while a training changes constantly and then finishes. */
class WatchStressTest {

    private static final int THREADS = 8;
    private static final int CHANGES = 600;
    private static final WatchOptions FAST =
            WatchOptions.defaults().withPollSchedule(PollSchedule.fixed(Duration.ofMillis(1)));

    private final AtomicInteger polls = new AtomicInteger();
    private final AtomicInteger underWay = new AtomicInteger();
    private final AtomicInteger together = new AtomicInteger();
    private final ExecutorService threads = Executors.newFixedThreadPool(THREADS);
    private final Watches watches = new Watches(Time.system(), () -> 0, Duration.ofMinutes(2));
    private final Flux<StatusEvent> watch = watches.watch(
            new TrainingSubject(
                    TrainingId.of("t-1"),
                    FAST.pollSchedule(),
                    TrainingSubject.statusCheck(new Counting(), StatusClassifier.defaults())),
            FAST);

    /** Answers each poll with a different status until the end, and counts the polls that run concurrently. */
    private final class Counting implements Exchange {

        @Override
        public <T> Mono<Answer<T>> send(ApiRequest<T> request) {
            return Mono.fromSupplier(() -> {
                together.accumulateAndGet(underWay.incrementAndGet(), Math::max);
                int number = polls.incrementAndGet();
                String word = number < CHANGES ? String.format("step-%06d", number) : "finished";
                T status = request.decoder().decode(("{\"status\":\"" + word + "\"}").getBytes(StandardCharsets.UTF_8));
                underWay.decrementAndGet();
                return new Answer<>(status, null);
            });
        }
    }

    @AfterEach
    void stop() {
        threads.shutdownNow();
        watches.close(Runnable::run);
    }

    private void comeAndGo(int seed) {
        Random random = new Random(seed);
        while (polls.get() < CHANGES) {
            List<StatusEvent> events =
                    watch.take(1 + random.nextInt(5)).collectList().block();
            assertInOrder(events);
        }
        List<StatusEvent> end = watch.collectList().block();
        assertThat(end).last().isInstanceOf(TrainingFinished.class);
    }

    private static void assertInOrder(List<StatusEvent> events) {
        List<String> words = events.stream()
                .filter(StatusChanged.class::isInstance)
                .map(event -> ((StatusChanged) event).status().word())
                .toList();
        assertThat(words).isSorted().doesNotHaveDuplicates();
    }

    @Test
    @DisplayName("4.5 a non-positive demand before the watch has its poller leaves no poller behind")
    void badDemandAtOnce() throws Exception {
        CountDownLatch ended = new CountDownLatch(1_000);
        for (int i = 0; i < 1_000; i++) {
            Executor requests = i % 2 == 0 ? Runnable::run : threads;
            watches.watch(new TrainingSubject(TrainingId.of("t-" + i), FAST.pollSchedule(), id -> Mono.never()), FAST)
                    .subscribe(new CoreSubscriber<>() {
                        @Override
                        public void onSubscribe(Subscription subscription) {
                            subscription.request(1);
                            requests.execute(() -> subscription.request(0));
                        }

                        @Override
                        public void onNext(StatusEvent event) {}

                        @Override
                        public void onError(Throwable failure) {
                            ended.countDown();
                        }

                        @Override
                        public void onComplete() {}
                    });
        }
        ended.await();
        assertThat(watches.size()).isZero();
    }

    @RepeatedTest(5)
    @DisplayName(
            "4.6 subscribers that come and go at any moment receive the statuses in order, none twice, and the end")
    void comingAndGoing() throws Exception {
        List<Future<?>> all = new ArrayList<>();
        for (int thread = 0; thread < THREADS; thread++) {
            int seed = thread;
            all.add(threads.submit(() -> comeAndGo(seed)));
        }
        List<StatusEvent> stayed = watch.collectList().block();
        assertInOrder(stayed);
        assertThat(stayed).last().isInstanceOf(TrainingFinished.class);
        for (Future<?> one : all) {
            one.get();
        }
        assertThat(together).as("concurrent polls").hasValue(1);
    }

    /** Answers the first poll with "training" and every later poll with "finished". */
    private static final class SoonOver implements Exchange {

        private final AtomicInteger asked = new AtomicInteger();

        @Override
        public <T> Mono<Answer<T>> send(ApiRequest<T> request) {
            return Mono.fromSupplier(() -> {
                String word = asked.incrementAndGet() == 1 ? "training" : "finished";
                return new Answer<>(
                        request.decoder().decode(("{\"status\":\"" + word + "\"}").getBytes(StandardCharsets.UTF_8)),
                        null);
            });
        }
    }

    /** Subscribes with the others; then cancels at once, cancels after the first event, or stays to the end. */
    private void meetTheEnd(Flux<StatusEvent> events, CyclicBarrier start, int kind) throws Exception {
        start.await();
        if (kind == 0) {
            events.subscribe().dispose();
        } else if (kind == 1) {
            events.blockFirst();
        } else {
            List<StatusEvent> all = events.collectList().block();
            assertThat(all).last().isInstanceOf(TrainingFinished.class);
            assertThat(all).filteredOn(TrainingFinished.class::isInstance).hasSize(1);
            assertInOrder(all);
        }
    }

    @Test
    @DisplayName("4.6 each subscriber that stays receives the end while others come and go, and no poller is left")
    void endOfAllKinds() throws Exception {
        Random random = new Random(11);
        for (int round = 0; round < 1_000; round++) {
            Flux<StatusEvent> events = watches.watch(
                    new TrainingSubject(
                            TrainingId.of("round-" + round),
                            FAST.pollSchedule(),
                            TrainingSubject.statusCheck(new SoonOver(), StatusClassifier.defaults())),
                    FAST);
            CyclicBarrier start = new CyclicBarrier(4);
            List<Future<?>> all = new ArrayList<>();
            for (int i = 0; i < 4; i++) {
                int kind = random.nextInt(3);
                all.add(threads.submit(() -> {
                    meetTheEnd(events, start, kind);
                    return null;
                }));
            }
            for (Future<?> one : all) {
                one.get();
            }
            assertThat(watches.size()).as("pollers left in round " + round).isZero();
        }
        assertThat(watches.wakeUps().size()).isZero();
    }

    @Test
    @DisplayName("4.10 watches that come and go near maxWatches are either served or refused, and leave no poller")
    void aroundTheMost() throws Exception {
        Watches few = new Watches(Time.system(), () -> 0, Duration.ofMinutes(2), 5, () -> {});
        AtomicInteger refused = new AtomicInteger();
        List<Future<?>> all = new ArrayList<>();
        for (int thread = 0; thread < THREADS; thread++) {
            Random random = new Random(thread);
            all.add(threads.submit(() -> {
                for (int i = 0; i < 300; i++) {
                    WatchOptions options = FAST.withSharing(random.nextBoolean());
                    few.watch(
                                    new TrainingSubject(
                                            TrainingId.of("t-" + random.nextInt(10)),
                                            options.pollSchedule(),
                                            TrainingSubject.statusCheck(new Counting(), StatusClassifier.defaults())),
                                    options)
                            .onErrorResume(TooManyWatchesException.class, failure -> {
                                refused.incrementAndGet();
                                return Flux.empty();
                            })
                            .blockFirst();
                }
            }));
        }
        for (Future<?> one : all) {
            one.get();
        }
        assertThat(refused).hasPositiveValue();
        assertThat(few.size()).isZero();
        assertThat(few.wakeUps().size()).isZero();
    }
}
