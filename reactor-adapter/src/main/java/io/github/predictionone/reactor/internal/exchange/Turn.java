package io.github.predictionone.reactor.internal.exchange;

import io.github.predictionone.reactor.internal.support.TransportFailures;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Mono;

/** The right to send one request: a connection, a permit, and the circuit breaker's permission. */
final class Turn {

    private final Circuit.Permission permission;
    private final Runnable onEnd;
    private final AtomicBoolean begun = new AtomicBoolean();
    private final AtomicBoolean ended = new AtomicBoolean();

    Turn(Circuit.Permission permission, Runnable onEnd) {
        this.permission = permission;
        this.onEnd = onEnd;
    }

    /** Returns the call for which the turn is used. The turn ends with the call, before the subscriber is notified. */
    <T> Mono<Answer<T>> around(Mono<Answer<T>> call) {
        if (!begun.compareAndSet(false, true)) {
            return Mono.empty();
        }
        return call.doOnSuccess(answer -> end(() -> answered(answer)))
                .doOnError(failure -> end(() -> failed(failure)))
                .doOnCancel(() -> end(permission::released));
    }

    private void answered(@Nullable Answer<?> answer) {
        if (answer == null) {
            permission.released();
        } else {
            permission.answered(answer);
        }
    }

    private void failed(Throwable failure) {
        if (TransportFailures.speaksOfService(failure)) {
            permission.failed(failure);
        } else {
            permission.released();
        }
    }

    /** Ends a turn that was granted to a cancelled request. */
    void abandon() {
        if (begun.compareAndSet(false, true)) {
            end(permission::released);
        }
    }

    private void end(Runnable recording) {
        if (ended.compareAndSet(false, true)) {
            try {
                recording.run();
            } finally {
                onEnd.run();
            }
        }
    }
}
