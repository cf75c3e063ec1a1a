package io.github.predictionone.reactor.internal;

import io.github.predictionone.reactor.Instrumentation;
import io.github.resilience4j.circuitbreaker.CircuitBreaker;
import io.netty.handler.codec.http.DefaultHttpHeaders;
import io.netty.handler.codec.http.HttpHeaders;
import java.util.Map;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.IntSupplier;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import reactor.core.Disposable;
import reactor.core.Disposables;
import reactor.util.context.Context;
import reactor.util.context.ContextView;

/** Protects calls from failures of the application's instrumentation; logs the first failure. */
final class GuardedInstrumentation implements Instrumentation {

    private static final Logger LOG = LoggerFactory.getLogger("io.github.predictionone.reactor.instrumentation");
    private static final Call NO_CALL = new Call() {};
    private static final Operation NO_OPERATION = new Operation() {};
    private static final Transfer NO_TRANSFER = new Transfer() {};

    private final Instrumentation own;
    private final AtomicBoolean warned = new AtomicBoolean();

    GuardedInstrumentation(Instrumentation own) {
        this.own = own;
    }

    private <T> T guarded(Supplier<@Nullable T> work, T otherwise) {
        try {
            T result = work.get();
            if (result != null) {
                return result;
            }
            warnOnce("returned null", null);
        } catch (Throwable e) {
            warnOnce("threw " + e.getClass().getName(), e);
        }
        return otherwise;
    }

    private void guarded(Runnable work) {
        try {
            work.run();
        } catch (Throwable e) {
            warnOnce("threw " + e.getClass().getName(), e);
        }
    }

    private void warnOnce(String what, @Nullable Throwable failure) {
        if (warned.compareAndSet(false, true)) {
            LOG.atWarn()
                    .setCause(failure)
                    .log(
                            "instrumentation {} {}; calls continue, and its further failures are not logged",
                            own.getClass().getName(),
                            what);
        }
    }

    @Override
    public Disposable clientBuilt(@Nullable CircuitBreaker circuitBreaker, IntSupplier pollers, IntSupplier blocked) {
        Disposable until = guarded(() -> own.clientBuilt(circuitBreaker, pollers, blocked), Disposables.disposed());
        return () -> guarded(until::dispose);
    }

    @Override
    public Call callStarted(ApiCall call, ContextView context) {
        return new GuardedCall(guarded(() -> own.callStarted(call, context), NO_CALL));
    }

    @Override
    public Operation permitWaitStarted(Lane lane, ContextView context) {
        return ending(guarded(() -> own.permitWaitStarted(lane, context), NO_OPERATION));
    }

    @Override
    public Operation pollStarted(ContextView context) {
        return ending(guarded(() -> own.pollStarted(context), NO_OPERATION));
    }

    @Override
    public Operation watchStarted(ContextView context) {
        return ending(guarded(() -> own.watchStarted(context), NO_OPERATION));
    }

    @Override
    public void watchRefused() {
        guarded(own::watchRefused);
    }

    @Override
    public Transfer transferStarted(Direction direction, ContextView context) {
        return new GuardedTransfer(guarded(() -> own.transferStarted(direction, context), NO_TRANSFER));
    }

    /** Returns a copy; throws if a name or a value is not valid in a request. */
    private static Map<String, String> sendable(Map<String, String> headers) {
        Map<String, String> copy = Map.copyOf(headers);
        HttpHeaders checked = new DefaultHttpHeaders();
        copy.forEach(checked::add);
        return copy;
    }

    private Operation ending(Operation operation) {
        return new Operation() {
            @Override
            public void ended(Outcome outcome, @Nullable Throwable failure) {
                guarded(() -> operation.ended(outcome, failure));
            }
        };
    }

    private final class GuardedCall implements Call {

        private final Call call;

        GuardedCall(Call call) {
            this.call = call;
        }

        @Override
        public Map<String, String> headers() {
            return guarded(() -> sendable(call.headers()), Map.of());
        }

        @Override
        public Context contextOf(Context context) {
            return guarded(() -> context.putAll(call.contextOf(context).readOnly()), context);
        }

        @Override
        public void attempted() {
            guarded(call::attempted);
        }

        @Override
        public void answered(int status) {
            guarded(() -> call.answered(status));
        }

        @Override
        public void ended(Outcome outcome, @Nullable Throwable failure) {
            guarded(() -> call.ended(outcome, failure));
        }
    }

    private final class GuardedTransfer implements Transfer {

        private final Transfer transfer;

        GuardedTransfer(Transfer transfer) {
            this.transfer = transfer;
        }

        @Override
        public void transferred(long bytes) {
            guarded(() -> transfer.transferred(bytes));
        }

        @Override
        public void ended(Outcome outcome, @Nullable Throwable failure) {
            guarded(() -> transfer.ended(outcome, failure));
        }
    }
}
