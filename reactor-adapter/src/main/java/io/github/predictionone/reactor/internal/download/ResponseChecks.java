package io.github.predictionone.reactor.internal.download;

import io.github.predictionone.Retryability;
import io.github.predictionone.TransferException;
import io.github.predictionone.TransportException;
import io.github.predictionone.reactor.internal.part.ByteRange;
import io.github.predictionone.reactor.internal.storage.StorageAnswer;
import io.github.predictionone.reactor.internal.storage.Validator;
import io.netty.handler.codec.http.HttpHeaderNames;
import org.jspecify.annotations.Nullable;

/** Checks that an answer of the storage has the requested bytes, and creates the exceptions for other answers. */
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
                doing + ": the storage returned a different byte range or a different object",
                null,
                Retryability.IF_IDEMPOTENT);
    }

    /** Returns the failure for an object that has changed since its length and entity tag were read. */
    static TransferException changed(String doing) {
        return new TransferException(
                doing + ": the archive has changed since its length and entity tag were read",
                null,
                Retryability.LATER);
    }

    /** Throws if the body has a content encoding: encoded bytes are not those of the object. */
    static void requirePlain(String doing, StorageAnswer answer) {
        String encoding = answer.headers().get(HttpHeaderNames.CONTENT_ENCODING);
        if (encoding != null && !encoding.equalsIgnoreCase("identity")) {
            throw new TransferException(
                    doing + ": the answer has the content encoding " + encoding + ", which was not requested",
                    null,
                    Retryability.NEVER);
        }
    }

    /** Throws if fewer or more bytes were received than the storage promised; a negative total is unknown. */
    static void requireLength(String doing, long received, long total) {
        if (total >= 0 && received != total) {
            throw new TransportException(
                    doing + ": the body ended at byte " + received + " of " + total, null, Retryability.IF_IDEMPOTENT);
        }
    }
}
