package io.github.predictionone.reactor.internal;

import io.github.predictionone.internal.wire.ListRequests;
import io.github.predictionone.internal.wire.Page;
import java.util.HashSet;
import java.util.OptionalLong;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Function;
import java.util.function.LongFunction;
import reactor.core.Disposable;
import reactor.core.Disposables;
import reactor.core.publisher.Flux;
import reactor.core.publisher.FluxSink;
import reactor.core.publisher.Mono;
import reactor.core.publisher.Operators;

/**
 * A list that the service sends in pages. The next page is requested when demand exceeds the items received so far. The
 * total that the service reports is used but not relied upon: it may change at any time, and it may be wrong.
 */
final class Listing<T> {

    private static final int MAX_WITHOUT_NEWS = 3;

    private final LongFunction<Mono<Page<T>>> pages;
    private final Function<T, Object> id;
    private final FluxSink<T> sink;
    private final Disposable.Swap call = Disposables.swap();
    private final AtomicLong demanded = new AtomicLong();
    private final AtomicInteger wip = new AtomicInteger();

    // Only one thread at a time uses the fields below: the one that requests a page, or the one that receives it.
    private final Set<Object> seen = new HashSet<>();
    private volatile boolean requesting;
    private long offset;
    private OptionalLong lastTotal = OptionalLong.empty();
    private int withoutNews;

    private Listing(LongFunction<Mono<Page<T>>> pages, Function<T, Object> id, FluxSink<T> sink) {
        this.pages = pages;
        this.id = id;
        this.sink = sink;
    }

    /** Emits the items of all pages, each once; {@code pages} requests the page that begins at an offset. */
    static <T> Flux<T> of(LongFunction<Mono<Page<T>>> pages, Function<T, Object> id) {
        return Flux.create(sink -> {
            Listing<T> listing = new Listing<>(pages, id, sink);
            sink.onDispose(listing.call);
            sink.onRequest(listing::demanded);
        });
    }

    private void demanded(long more) {
        demanded.accumulateAndGet(more, Operators::addCap);
        requestIfWanted();
    }

    /**
     * A loop rather than a recursion: a page that is available immediately arrives before {@code subscribe} returns.
     */
    private void requestIfWanted() {
        if (wip.getAndIncrement() != 0) {
            return;
        }
        do {
            if (!requesting && !call.isDisposed() && seen.size() < demanded.get()) {
                requesting = true;
                call.update(
                        pages.apply(offset).contextWrite(sink.contextView()).subscribe(this::answered, sink::error));
            }
        } while (wip.decrementAndGet() != 0);
    }

    private void answered(Page<T> page) {
        int before = seen.size();
        for (T item : page.items()) {
            if (seen.add(id.apply(item))) {
                sink.next(item);
            }
        }
        withoutNews = seen.size() > before ? 0 : withoutNews + 1;
        long removed = removedSince(page);
        lastTotal = page.total();
        if (withoutNews < MAX_WITHOUT_NEWS && removed > 0 && offset > 0) {
            // The items after the removed ones have moved up, possibly from this page to the one before.
            offset = Math.max(0, offset - removed);
        } else if (withoutNews == MAX_WITHOUT_NEWS || isLast(page)) {
            // "requesting" stays true, so that no further page is requested.
            sink.complete();
            return;
        } else {
            offset += page.count();
        }
        requesting = false;
        requestIfWanted();
    }

    private long removedSince(Page<T> page) {
        return page.total().isPresent() ? lastTotal.orElse(0) - page.total().getAsLong() : 0;
    }

    private boolean isLast(Page<T> page) {
        long end = offset + page.count();
        long total = page.total().orElse(end);
        if (page.count() == 0 || (page.total().isPresent() && total == end)) {
            return true;
        }
        long maxCount = page.limit().isPresent() && page.limit().getAsLong() > 0
                ? Math.min(page.limit().getAsLong(), ListRequests.PAGE_SIZE)
                : ListRequests.PAGE_SIZE;
        // A total that is less than the number of items received so far is wrong; only the short page counts then.
        return page.count() < maxCount && total <= end;
    }
}
