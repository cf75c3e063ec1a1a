package io.github.predictionone.reactor.internal.exchange;

import io.github.predictionone.ApiKey;
import io.github.predictionone.internal.wire.ApiRequest;
import io.github.predictionone.reactor.internal.netty.HttpAnswer;
import io.github.predictionone.reactor.internal.netty.HttpSender;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Schedulers;

/** The network below the chain. It answers from a script and repeats the last line. */
final class ScriptedNetwork implements HttpSender {

    private final Queue<Function<ApiRequest<?>, Mono<HttpAnswer>>> script = new ConcurrentLinkedQueue<>();
    private final List<Long> sentAt = new ArrayList<>();
    private final List<String> keys = new ArrayList<>();
    private Function<ApiRequest<?>, Mono<HttpAnswer>> last =
            request -> Mono.error(new IllegalStateException("The script is empty."));

    ScriptedNetwork then(Function<ApiRequest<?>, Mono<HttpAnswer>> line) {
        script.add(line);
        return this;
    }

    ScriptedNetwork answer(int status, String body) {
        return answer(status, body, null);
    }

    ScriptedNetwork answer(int status, String body, @Nullable String retryAfter) {
        return then(request -> Mono.just(new HttpAnswer(status, retryAfter, body.getBytes(StandardCharsets.UTF_8))));
    }

    ScriptedNetwork fail(Throwable failure) {
        return then(request -> Mono.error(failure));
    }

    @Override
    public Mono<HttpAnswer> send(ApiRequest<?> request) {
        return Mono.defer(() -> {
            synchronized (this) {
                sentAt.add(Schedulers.parallel().now(TimeUnit.MILLISECONDS));
                ApiKey key = request.chooseKey();
                keys.add(key == null ? "none" : key.value());
                Function<ApiRequest<?>, Mono<HttpAnswer>> next = script.poll();
                last = next == null ? last : next;
            }
            return last.apply(request);
        });
    }

    synchronized int sent() {
        return sentAt.size();
    }

    synchronized List<Long> sentAt() {
        return List.copyOf(sentAt);
    }

    synchronized List<String> keys() {
        return List.copyOf(keys);
    }
}
