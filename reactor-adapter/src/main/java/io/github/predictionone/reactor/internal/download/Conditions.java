package io.github.predictionone.reactor.internal.download;

import io.github.predictionone.Retryability;
import io.github.predictionone.TransferException;
import io.github.predictionone.TransportException;
import io.github.predictionone.reactor.internal.part.ByteRange;
import io.github.predictionone.reactor.internal.storage.StorageAnswer;
import io.github.predictionone.reactor.internal.storage.Validator;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpHeaders;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** What is asked of the storage to continue at an offset, and what its answer has to be. */
final class Conditions {

    private Conditions() {}

    /** From an offset to the end; all of it from byte 0, or without a validator. */
    static Consumer<HttpHeaders> from(long offset, @Nullable Validator validator) {
        return offset > 0 && validator != null ? range(offset + "-", validator) : headers -> {};
    }

    static Consumer<HttpHeaders> piece(ByteRange piece, Validator validator) {
        return range(piece.start() + "-" + (piece.end() - 1), validator);
    }

    private static Consumer<HttpHeaders> range(String range, Validator validator) {
        return headers -> headers.set(HttpHeaderNames.RANGE, "bytes=" + range)
                // Some storages ignore one of these, some the other.
                .set(HttpHeaderNames.IF_MATCH, validator.etag())
                .set(HttpHeaderNames.IF_RANGE, validator.etag());
    }

    static boolean isRange(StorageAnswer answer, ByteRange piece, Validator validator) {
        return continues(answer, piece.start(), validator) && answer.end() == piece.end();
    }

    static boolean continues(StorageAnswer answer, long offset, @Nullable Validator validator) {
        return answer.partial() && answer.start() == offset && validator != null && validator.matches(answer);
    }

    static TransportException another(String doing) {
        return new TransportException(
                doing + ": the storage answers with another range, or another object",
                null,
                Retryability.IF_IDEMPOTENT);
    }

    /** Another object than the one that was described. */
    static TransferException changed(String doing) {
        return new TransferException(
                doing + ": the archive has changed since the storage was asked about it", null, Retryability.LATER);
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
