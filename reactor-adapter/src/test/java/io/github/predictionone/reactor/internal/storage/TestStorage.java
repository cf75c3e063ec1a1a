package io.github.predictionone.reactor.internal.storage;

import io.github.predictionone.internal.wire.PresignedUrl;
import io.github.predictionone.reactor.internal.support.Time;
import java.time.Duration;
import java.util.function.Function;
import reactor.core.publisher.Mono;
import reactor.netty.http.client.HttpClient;

/** Creates storage with the default number of transfers and a long wait for a turn. */
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
