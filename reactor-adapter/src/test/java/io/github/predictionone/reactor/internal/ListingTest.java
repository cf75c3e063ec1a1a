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

    /** What is there at this moment. */
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
    @DisplayName("1.6 the pages follow one another to the end, anew for each subscriber")
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
    @DisplayName("1.6 no page is asked for that can't have anything")
    void noMore(int count) {
        add(0, count);
        assertThat(list(this::present).collectList().block()).isEqualTo(range(0, count));
        assertThat(asked).hasSize(Math.max(1, (count + PAGE - 1) / PAGE));
    }

    @Test
    @DisplayName("1.6 a page is asked for when more is demanded than has come, and not ahead")
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
        // An operator that takes ahead is the subscriber's own.
        assertThat(list(this::present).limitRate(5).take(30).collectList().block())
                .hasSize(30);
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 7, 30, 64, 65, 1_000})
    @DisplayName("1.6 however the demand comes, each page is asked for once")
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
    @DisplayName("1.6 cancelling cancels the request under way")
    void cancelled() {
        TestPublisher<Page<Integer>> request = TestPublisher.create();
        Listing.<Integer>of(offset -> request.mono(), item -> item).subscribe().dispose();
        request.assertWasCancelled();
    }

    @Test
    @DisplayName("2.1 a page that fails ends the list with its error, after what came before")
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
    @DisplayName("what is removed meanwhile hides nothing of what stays")
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
    @DisplayName("what is added in front comes twice from the service, and once to the subscriber")
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
    @DisplayName("a list that shrinks below the place that was reached is gone back in")
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
    @DisplayName("a total that lies, or is missing, changes nothing")
    void lyingTotal(long total) {
        add(0, 65);
        assertThat(list(offset -> page(present(offset).items(), total))
                        .collectList()
                        .block())
                .isEqualTo(range(0, 65));
        assertThat(asked.size()).isBetween(3, 4);
    }

    @Test
    @DisplayName("a service that gives fewer than were asked for is asked on as long as it has more")
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
    @DisplayName("a page that repeats for ever is taken once, and soon the list is over")
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
    @DisplayName("a total that goes up and down for ever doesn't make the list endless")
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
    @DisplayName("whatever a service answers, each item comes once, and the list ends")
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
