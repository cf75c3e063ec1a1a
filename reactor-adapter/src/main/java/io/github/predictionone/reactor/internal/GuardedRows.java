package io.github.predictionone.reactor.internal;

import io.github.predictionone.InvalidRowException;
import org.jspecify.annotations.Nullable;
import org.reactivestreams.Publisher;
import org.reactivestreams.Subscription;
import reactor.core.CoreSubscriber;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Operators;

/** Turns a JVM error that the application's publisher of rows throws in the requesting thread into an error signal. */
final class GuardedRows extends Flux<Object> {

    private final Publisher<?> rows;

    GuardedRows(Publisher<?> rows) {
        this.rows = rows;
    }

    @Override
    public void subscribe(CoreSubscriber<? super Object> actual) {
        Guard guard = new Guard(actual);
        try {
            rows.subscribe(guard);
        } catch (Error e) {
            guard.broken(e);
        }
    }

    private static final class Guard implements CoreSubscriber<Object>, Subscription {

        private final CoreSubscriber<? super Object> actual;
        private @Nullable Subscription upstream;

        Guard(CoreSubscriber<? super Object> actual) {
            this.actual = actual;
        }

        @Override
        public void onSubscribe(Subscription subscription) {
            upstream = subscription;
            actual.onSubscribe(this);
        }

        @Override
        public void request(long n) {
            try {
                upstream().request(n);
            } catch (Error e) {
                upstream().cancel();
                broken(e);
            }
        }

        @Override
        public void cancel() {
            upstream().cancel();
        }

        @Override
        public void onNext(Object row) {
            actual.onNext(row);
        }

        @Override
        public void onError(Throwable failure) {
            actual.onError(failure);
        }

        @Override
        public void onComplete() {
            actual.onComplete();
        }

        void broken(Error error) {
            Throwable failure = new InvalidRowException("reading the rows failed: " + error, error);
            if (upstream == null) {
                Operators.error(actual, failure);
            } else {
                actual.onError(failure);
            }
        }

        private Subscription upstream() {
            if (upstream == null) {
                throw new IllegalStateException("Not subscribed yet.");
            }
            return upstream;
        }
    }
}
