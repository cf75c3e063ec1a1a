package io.github.predictionone.reactor.internal.storage;

import io.github.predictionone.internal.wire.PresignedUrl;
import io.github.predictionone.reactor.internal.support.Time;
import java.time.Duration;
import java.util.function.Function;
import reactor.core.publisher.Mono;
import reactor.netty.http.client.HttpClient;

/** A storage whose transfers have the default bound, and wait long. */
public final class TestStorage {

    private TestStorage() {}

    public static Storage of(Function<PresignedUrl, Mono<HttpClient>> clients, Duration idleTimeout, Time time) {
        return new Storage(
                clients,
                idleTimeout,
                time,
                new TransferLimiter(TransferLimiter.DEFAULT_MAX_TRANSFERS, Duration.ofHours(1), time));
    }
}
