package io.github.predictionone.reactor.internal.support;

import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Mono;
import reactor.core.publisher.Sinks;

/**
 * Runs work on files away from the network's threads. A cancellation does not interrupt the work, because an
 * interruption would close the file.
 */
public final class FileWork {

    private FileWork() {}

    /** Returns the result of the work; empty if that is null. */
    public static <T> Mono<T> mono(Callable<? extends @Nullable T> work) {
        return Mono.<T>defer(() -> JvmError.wrapErrors(() -> {
                    // Unlike the sink of Mono.create, this one drops a failure that arrives after a cancellation.
                    Sinks.One<T> result = Sinks.one();
                    Time.onFileThread(() -> run(work, result));
                    return result.asMono();
                }))
                // The subscriber has its subscription before the work begins, so a cancellation takes effect
                // immediately.
                .delaySubscription(Mono.empty());
    }

    private static <T> void run(Callable<? extends @Nullable T> work, Sinks.One<T> result) {
        T value;
        try {
            value = JvmError.wrapErrors(work::call);
        } catch (Exception e) {
            result.tryEmitError(e);
            return;
        }
        result.tryEmitValue(value);
    }
}
