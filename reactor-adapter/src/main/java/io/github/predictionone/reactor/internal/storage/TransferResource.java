package io.github.predictionone.reactor.internal.storage;

import com.google.errorprone.annotations.concurrent.GuardedBy;
import io.github.predictionone.reactor.internal.support.FileWork;
import io.github.predictionone.reactor.internal.support.JvmError;
import java.util.concurrent.Callable;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Mono;

/** A resource of one transfer. It is closed when the transfer ends, even if cancelled while the resource is opening. */
public final class TransferResource<C extends AutoCloseable> {

    private final Callable<C> open;

    @GuardedBy("this")
    private @Nullable C opened;

    @GuardedBy("this")
    private boolean closed;

    private TransferResource(Callable<C> open) {
        this.open = open;
    }

    /** Runs a transfer with a resource, which is opened and closed on file threads. */
    public static <C extends AutoCloseable, T> Mono<T> using(String doing, Callable<C> open, Function<C, Mono<T>> use) {
        return Mono.usingWhen(
                Mono.fromSupplier(() -> new TransferResource<>(open)),
                resource -> FileWork.mono(resource::openUnlessClosed)
                        .onErrorMap(failure -> Attempts.localFailure(doing, failure))
                        .flatMap(opened -> JvmError.wrapErrors(() -> use.apply(opened)))
                        .onErrorMap(JvmError.class, failure -> Attempts.localFailure(doing, failure)),
                TransferResource::close);
    }

    private @Nullable C openUnlessClosed() throws Exception {
        if (isClosed()) {
            return null;
        }
        C resource = open.call();
        if (keepUnlessClosed(resource)) {
            return resource;
        }
        resource.close();
        return null;
    }

    private synchronized boolean isClosed() {
        return closed;
    }

    /** Returns false if the transfer has ended in the meantime, since it does not wait for a slow disk. */
    private synchronized boolean keepUnlessClosed(C resource) {
        if (!closed) {
            opened = resource;
        }
        return !closed;
    }

    private Mono<Void> close() {
        C toClose = markClosed();
        return toClose == null
                ? Mono.empty()
                : FileWork.<Void>mono(() -> {
                            toClose.close();
                            return null;
                        })
                        // A failure to close must not hide how the transfer ended.
                        .onErrorComplete();
    }

    private synchronized @Nullable C markClosed() {
        closed = true;
        return opened;
    }
}
