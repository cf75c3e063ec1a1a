package io.github.predictionone.reactor.internal.storage;

import io.github.predictionone.reactor.internal.support.FileWork;
import io.github.predictionone.reactor.internal.support.JvmError;
import java.util.concurrent.Callable;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Mono;

/** What is opened for one transfer: whenever that ends, even by a cancellation while it is being opened, it is closed. */
public final class Opening<C extends AutoCloseable> {

    private final Callable<C> open;
    private @Nullable C opened;
    private boolean closed;

    private Opening(Callable<C> open) {
        this.open = open;
    }

    /** Opens and closes where blocking is allowed. */
    public static <C extends AutoCloseable, T> Mono<T> using(String doing, Callable<C> open, Function<C, Mono<T>> use) {
        return Mono.usingWhen(
                Mono.fromSupplier(() -> new Opening<>(open)),
                opening -> FileWork.mono(opening::openUnlessClosed)
                        .onErrorMap(failure -> Attempts.local(doing, failure))
                        .flatMap(opened -> JvmError.carried(() -> use.apply(opened)))
                        .onErrorMap(JvmError.class, failure -> Attempts.local(doing, failure)),
                Opening::close);
    }

    private @Nullable C openUnlessClosed() throws Exception {
        if (isClosed()) {
            return null;
        }
        C made = open.call();
        if (keep(made)) {
            return made;
        }
        made.close();
        return null;
    }

    private synchronized boolean isClosed() {
        return closed;
    }

    /** False if it has been closed in the meantime: the disk may take its time, and nothing waits for it. */
    private synchronized boolean keep(C made) {
        if (!closed) {
            opened = made;
        }
        return !closed;
    }

    private Mono<Void> close() {
        C toClose = end();
        return toClose == null
                ? Mono.empty()
                : FileWork.<Void>mono(() -> {
                            toClose.close();
                            return null;
                        })
                        // What can't be tidied up must not hide how the transfer ended.
                        .onErrorComplete();
    }

    private synchronized @Nullable C end() {
        closed = true;
        return opened;
    }
}
