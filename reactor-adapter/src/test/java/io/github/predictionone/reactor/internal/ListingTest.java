package io.github.predictionone.reactor.internal;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.predictionone.Retryability;
import io.github.predictionone.TransportException;
import io.github.predictionone.internal.wire.Page;
import io.github.predictionone.testsupport.Property;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.OptionalLong;
import java.util.Random;
import java.util.function.LongFunction;
import java.util.stream.IntStream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.reactivestreams.Subscription;
import reactor.core.publisher.BaseSubscriber;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.test.StepVerifier;
import reactor.test.publisher.TestPublisher;

class ListingTest {

    private static final int PAGE = 30;

    private final List<Integer> there = new ArrayList<>();
    private final List<Long> asked = new ArrayList<>();

    private static OptionalLong total(long total) {
        return total < 0 ? OptionalLong.empty() : OptionalLong.of(total);
    }

    private static Page<Integer> page(List<Integer> items, long total) {
        return new Page<>(items, items.size(), OptionalLong.of(PAGE), total(total));
    }

    /** Returns the page of the items that exist at this moment. */
    private Page<Integer> present(long offset) {
        int from = (int) Math.min(offset, there.size());
        List<Integer> items = List.copyOf(there.subList(from, Math.min(from + PAGE, there.size())));
        return page(items, there.size());
    }

    private Flux<Integer> list(LongFunction<Page<Integer>> service) {
        return Listing.of(
                offset -> Mono.fromSupplier(() -> {
                    asked.add(offset);
                    return service.apply(offset);
                }),
                item -> item);
    }

    private void add(int from, int to) {
        IntStream.range(from, to).forEach(there::add);
    }

    private static List<Integer> range(int from, int to) {
        return IntStream.range(from, to).boxed().toList();
    }

    @Test
    @DisplayName("1.6 each subscriber receives all pages, from the first to the last")
    void all() {
        add(0, 70);
        Flux<Integer> list = list(this::present);
        assertThat(asked).as("nothing before subscription").isEmpty();
        for (int i = 0; i < 2; i++) {
            asked.clear();
            assertThat(list.collectList().block()).isEqualTo(range(0, 70));
            assertThat(asked).containsExactly(0L, 30L, 60L);
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 29, 30, 31, 60})
    @DisplayName("1.6 no page is requested beyond the last item")
    void noMore(int count) {
        add(0, count);
        assertThat(list(this::present).collectList().block()).isEqualTo(range(0, count));
        assertThat(asked).hasSize(Math.max(1, (count + PAGE - 1) / PAGE));
    }

    @Test
    @DisplayName("1.6 a page is requested only when the demand exceeds the items received")
    void onDemand() {
        add(0, 100);
        assertThat(list(this::present).take(1).collectList().block()).containsExactly(0);
        assertThat(asked).hasSize(1);
        list(this::present)
                .as(flux -> StepVerifier.create(flux, 0))
                .expectSubscription()
                .expectNoEvent(Duration.ofMillis(10))
                .then(() -> assertThat(asked).hasSize(1))
                .thenRequest(30)
                .expectNextCount(30)
                .then(() -> assertThat(asked).hasSize(2))
                .thenRequest(1)
                .expectNext(30)
                .then(() -> assertThat(asked).hasSize(3))
                .thenRequest(29)
                .expectNextCount(29)
                .then(() -> assertThat(asked).hasSize(3))
                .thenCancel()
                .verify();
        // The subscriber itself may add an operator that prefetches.
        assertThat(list(this::present).limitRate(5).take(30).collectList().block())
                .hasSize(30);
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 7, 30, 64, 65, 1_000})
    @DisplayName("1.6 each page is requested once, however the demand is split")
    void demandInParts(long part) {
        add(0, 65);
        List<Integer> seen = new ArrayList<>();
        list(this::present).subscribe(new BaseSubscriber<>() {
            @Override
            protected void hookOnSubscribe(Subscription subscription) {
                request(part);
            }

            @Override
            protected void hookOnNext(Integer item) {
                seen.add(item);
                if (seen.size() % part == 0) {
                    request(part);
                }
            }
        });
        assertThat(seen).isEqualTo(range(0, 65));
        assertThat(asked).containsExactly(0L, 30L, 60L);
    }

    @Test
    @DisplayName("1.6 cancelling a list cancels its request in flight")
    void cancelled() {
        TestPublisher<Page<Integer>> request = TestPublisher.create();
        Listing.<Integer>of(offset -> request.mono(), item -> item).subscribe().dispose();
        request.assertWasCancelled();
    }

    @Test
    @DisplayName("2.1 a failed page ends the list with its error, after the items of the earlier pages")
    void failure() {
        add(0, 50);
        list(offset -> {
                    if (offset > 0) {
                        throw new TransportException("refused", null, Retryability.ALWAYS);
                    }
                    return present(offset);
                })
                .as(StepVerifier::create)
                .expectNextCount(30)
                .verifyError(TransportException.class);
    }

    @Test
    @DisplayName("items removed during a listing do not hide remaining items")
    void removed() {
        add(0, 75);
        List<Integer> seen = list(offset -> {
                    if (asked.size() == 2) {
                        there.subList(3, 20).clear();
                    }
                    return present(offset);
                })
                .collectList()
                .block();
        assertThat(seen).doesNotHaveDuplicates().containsAll(there).hasSize(75);
    }

    @Test
    @DisplayName("items added in front during a listing cause no duplicates for the subscriber")
    void added() {
        add(0, 65);
        List<Integer> seen = list(offset -> {
                    if (asked.size() == 2) {
                        there.addAll(0, range(1_000, 1_040));
                    }
                    return present(offset);
                })
                .collectList()
                .block();
        assertThat(seen).doesNotHaveDuplicates().containsAll(range(0, 65));
    }

    @Test
    @DisplayName("a list that has shrunk below the current offset is read again from a smaller one")
    void shrunk() {
        add(0, 31);
        List<Integer> seen = list(offset -> {
                    if (asked.size() == 2) {
                        there.subList(0, 5).clear();
                    }
                    return present(offset);
                })
                .collectList()
                .block();
        assertThat(seen).isEqualTo(range(0, 31));
    }

    @ParameterizedTest
    @ValueSource(longs = {-1, 0, 1, 29, 59, 1_000, Long.MAX_VALUE})
    @DisplayName("a wrong or missing total does not change the list")
    void lyingTotal(long total) {
        add(0, 65);
        assertThat(list(offset -> page(present(offset).items(), total))
                        .collectList()
                        .block())
                .isEqualTo(range(0, 65));
        assertThat(asked.size()).isBetween(3, 4);
    }

    @Test
    @DisplayName("pages smaller than requested are followed by further requests until the last item")
    void smallerPages() {
        add(0, 25);
        List<Integer> seen = list(offset -> {
                    int from = (int) Math.min(offset, there.size());
                    return page(there.subList(from, Math.min(from + 10, there.size())), 25);
                })
                .collectList()
                .block();
        assertThat(seen).isEqualTo(range(0, 25));
        assertThat(asked).containsExactly(0L, 10L, 20L);
    }

    @ParameterizedTest
    @ValueSource(longs = {-1, 0, 30, 60, 1_000_000, Long.MAX_VALUE})
    @DisplayName("a page that repeats endlessly is emitted once, and then the list ends")
    void repeats(long total) {
        assertThat(list(offset -> page(range(0, 30), total)).collectList().block())
                .isEqualTo(range(0, 30));
        assertThat(asked.size()).isLessThanOrEqualTo(4);
    }

    @Test
    @DisplayName("an empty page ends the list, whatever the total says")
    void empty() {
        assertThat(list(offset -> page(List.of(), 500)).collectList().block()).isEmpty();
        assertThat(asked).hasSize(1);
    }

    @Test
    @DisplayName("a total that keeps changing does not make the list endless")
    void swinging() {
        Random random = new Random(5);
        List<Integer> seen = list(offset -> {
                    int from = (int) Math.min(offset, 200);
                    return page(range(from, Math.min(from + PAGE, 200)), random.nextInt(400));
                })
                .collectList()
                .block();
        assertThat(seen).doesNotHaveDuplicates();
        assertThat(asked.size()).isLessThan(60);
    }

    @Test
    @DisplayName("each item is emitted once and the list ends, whatever the service answers")
    void anything() {
        Property.check(500, draw -> {
            Random random = draw.random();
            int items = draw.integer(1, 300);
            asked.clear();
            List<Integer> seen = list(offset -> {
                        List<Integer> some = random.ints(random.nextInt(40), 0, items)
                                .boxed()
                                .toList();
                        return new Page<>(
                                some,
                                some.size() + random.nextInt(3),
                                total(random.nextInt(60) - 5),
                                total(random.nextLong(-2, 500)));
                    })
                    .collectList()
                    .block();
            assertThat(new HashSet<>(seen)).hasSameSizeAs(seen);
            assertThat(asked.size()).isLessThanOrEqualTo(3 * (items + 1));
        });
    }
}
