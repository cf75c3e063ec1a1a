package io.github.predictionone.reactor.internal.storage;

import io.github.predictionone.reactor.internal.support.Time;
import io.netty.buffer.ByteBuf;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;
import org.reactivestreams.Subscription;
import reactor.core.CoreSubscriber;
import reactor.core.Disposable;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Operators;

/** Ends a body that delivers almost nothing for too long, despite demand. A slow reader has no time limit. */
final class IdleLimit extends Flux<ByteBuf> {

    private final Flux<ByteBuf> body;
    private final Duration limit;
    private final Time time;

    IdleLimit(Flux<ByteBuf> body, Duration limit, Time time) {
        this.body = body;
        this.limit = limit;
        this.time = time;
    }

    @Override
    public void subscribe(CoreSubscriber<? super ByteBuf> actual) {
        body.subscribe(new Watchdog(Operators.serialize(actual)));
    }

    private final class Watchdog implements CoreSubscriber<ByteBuf>, Subscription {

        private final CoreSubscriber<? super ByteBuf> actual;
        private final ReaderWait waiting = new ReaderWait();
        private final AtomicBoolean ended = new AtomicBoolean();
        private @Nullable Subscription upstream;
        private volatile @Nullable Disposable timer;

        Watchdog(CoreSubscriber<? super ByteBuf> actual) {
            this.actual = actual;
        }

        @Override
        public void onSubscribe(Subscription subscription) {
            upstream = subscription;
            scheduleCheck(Time.nanos(limit));
            actual.onSubscribe(this);
        }

        @Override
        public void request(long n) {
            waiting.requested(n, time.nanos());
            upstream().request(n);
        }

        @Override
        public void onNext(ByteBuf buffer) {
            waiting.received(buffer.readableBytes(), time.nanos());
            actual.onNext(buffer);
        }

        @Override
        public void onError(Throwable failure) {
            if (end()) {
                actual.onError(failure);
            }
        }

        @Override
        public void onComplete() {
            if (end()) {
                actual.onComplete();
            }
        }

        @Override
        public void cancel() {
            end();
            upstream().cancel();
        }

        private void scheduleCheck(long nanos) {
            timer = time.scheduler().schedule(this::check, nanos, TimeUnit.NANOSECONDS);
            if (ended.get()) {
                stopTimer();
            }
        }

        /** Ends the body, or schedules the next check, which is cheaper than a timer that is reset by every buffer. */
        private void check() {
            long waited = waiting.waitedNanos(time.nanos());
            if (waited < Time.nanos(limit)) {
                scheduleCheck(Time.nanos(limit) - waited);
            } else if (end()) {
                upstream().cancel();
                actual.onError(new TimeoutException("less than " + ReaderWait.MIN_BYTES + " bytes within " + limit));
            }
        }

        private boolean end() {
            boolean first = ended.compareAndSet(false, true);
            stopTimer();
            return first;
        }

        private void stopTimer() {
            Disposable last = timer;
            if (last != null) {
                last.dispose();
            }
        }

        private Subscription upstream() {
            if (upstream == null) {
                throw new IllegalStateException("not subscribed yet");
            }
            return upstream;
        }
    }
}
