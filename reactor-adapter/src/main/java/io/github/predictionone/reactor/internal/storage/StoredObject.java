package io.github.predictionone.reactor.internal.storage;

import io.github.predictionone.internal.wire.PresignedUrl;
import io.github.predictionone.reactor.internal.support.Time;
import io.netty.buffer.ByteBuf;
import io.netty.handler.codec.http.HttpHeaders;
import java.util.function.BiFunction;
import java.util.function.Consumer;
import org.reactivestreams.Publisher;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** An object in the storage. Its presigned URL may change; the object stays the same. */
public final class StoredObject {

    private final String doing;
    private final Storage storage;
    private final ResultUrl url;

    private StoredObject(String doing, Storage storage, ResultUrl url) {
        this.doing = doing;
        this.storage = storage;
        this.url = url;
    }

    /** Returns the object for one download, which ends if a call for a URL fails. */
    public static StoredObject forDownload(String doing, Storage storage, Mono<PresignedUrl> freshUrl) {
        return new StoredObject(doing, storage, ResultUrl.forDownload(freshUrl));
    }

    /** Returns the object for several readers. A failed call for a URL affects only the readers that wait for it. */
    public static StoredObject forReaders(String doing, Storage storage, Mono<PresignedUrl> freshUrl) {
        return new StoredObject(doing, storage, ResultUrl.forReaders(freshUrl));
    }

    /** Returns the name of the operation for messages. */
    public String doing() {
        return doing;
    }

    public Time time() {
        return storage.time();
    }

    /** Completes when there is a URL. Fails with the error of the call that requests it. */
    public Mono<Void> located() {
        return url.get()
                .onErrorMap(ResultUrl.CallFailed.class, ResultUrl.CallFailed::reason)
                .then();
    }

    /** Gets a part of the object, to find out what the storage supports. A URL that is refused is still used again. */
    public <T> Flux<T> probe(
            Consumer<HttpHeaders> headers, BiFunction<StorageAnswer, Flux<ByteBuf>, Publisher<T>> reader) {
        return url.get().flatMapMany(link -> storage.get(doing, link, headers, reader));
    }

    /** Gets the object, or a part of it, as {@link Storage#get} does. A URL that is refused is not used again. */
    public <T> Flux<T> get(
            Consumer<HttpHeaders> headers, BiFunction<StorageAnswer, Flux<ByteBuf>, Publisher<T>> reader) {
        return url.get()
                .flatMapMany(link ->
                        storage.get(doing, link, headers, reader).doOnError(failure -> url.failed(link, failure)));
    }

    /** Starts a transfer of the object when its turn among all transfers has come. */
    public <T> Flux<T> limited(Flux<T> transfer) {
        return storage.limiter().limit(doing, transfer);
    }
}
