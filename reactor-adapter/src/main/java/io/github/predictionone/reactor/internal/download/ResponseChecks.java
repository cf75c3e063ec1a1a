package io.github.predictionone.reactor.internal.download;

import io.github.predictionone.Retryability;
import io.github.predictionone.TransferException;
import io.github.predictionone.TransportException;
import io.github.predictionone.reactor.internal.part.ByteRange;
import io.github.predictionone.reactor.internal.storage.StorageAnswer;
import io.github.predictionone.reactor.internal.storage.Validator;
import io.netty.handler.codec.http.HttpHeaderNames;
import org.jspecify.annotations.Nullable;

/** Checks that an answer of the storage has the bytes that were requested, and makes the exceptions for one that has others. */
final class ResponseChecks {

    private ResponseChecks() {}

    static boolean isRange(StorageAnswer answer, ByteRange range, Validator validator) {
        return continues(answer, range.start(), validator) && answer.end() == range.end();
    }

    static boolean continues(StorageAnswer answer, long offset, @Nullable Validator validator) {
        return answer.partial() && answer.start() == offset && validator != null && validator.matches(answer);
    }

    static TransportException mismatch(String doing) {
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
