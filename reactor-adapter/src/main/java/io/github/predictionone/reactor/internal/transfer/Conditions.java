package io.github.predictionone.reactor.internal.transfer;

import io.github.predictionone.Retryability;
import io.github.predictionone.TransferException;
import io.github.predictionone.TransportException;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpHeaders;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** What is asked of the storage to continue at an offset, and what its answer has to be. */
final class Conditions {

    private Conditions() {}

    static Consumer<HttpHeaders> from(long offset, @Nullable Validator validator) {
        return headers -> {
            if (offset > 0 && validator != null) {
                headers.set(HttpHeaderNames.RANGE, "bytes=" + offset + "-")
                        // Some storages ignore one of these, some the other.
                        .set(HttpHeaderNames.IF_MATCH, validator.etag())
                        .set(HttpHeaderNames.IF_RANGE, validator.etag());
            }
        };
    }

    static boolean continues(StorageAnswer answer, long offset, @Nullable Validator validator) {
        return answer.partial() && answer.start() == offset && validator != null && validator.matches(answer);
    }

    /** Bytes that are encoded for the journey are not the object's. */
    static void requirePlain(String doing, StorageAnswer answer) {
        String encoding = answer.headers().get(HttpHeaderNames.CONTENT_ENCODING);
        if (encoding != null && !encoding.equalsIgnoreCase("identity")) {
            throw new TransferException(
                    doing + ": the answer has the content encoding " + encoding + ", which nobody asked for",
                    null,
                    Retryability.NEVER);
        }
    }

    /** Where the storage told the length, nothing may be missing or too much. */
    static void requireLength(String doing, long received, long total) {
        if (total >= 0 && received != total) {
            throw new TransportException(
                    doing + ": the body ended at byte " + received + " of " + total, null, Retryability.IF_IDEMPOTENT);
        }
    }
}
