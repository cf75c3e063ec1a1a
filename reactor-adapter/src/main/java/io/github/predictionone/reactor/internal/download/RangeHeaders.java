package io.github.predictionone.reactor.internal.download;

import io.github.predictionone.reactor.internal.part.ByteRange;
import io.github.predictionone.reactor.internal.storage.Validator;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpHeaders;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** The headers of a range request that is good for one version of an object alone (RFC 9110, 13 and 14). */
final class RangeHeaders {

    private RangeHeaders() {}

    /** From an offset to the end; all of it from byte 0, or without a validator. */
    static Consumer<HttpHeaders> from(long offset, @Nullable Validator validator) {
        return offset > 0 && validator != null ? range(offset + "-", validator) : headers -> {};
    }

    static Consumer<HttpHeaders> of(ByteRange range, Validator validator) {
        return range(range.start() + "-" + (range.end() - 1), validator);
    }

    private static Consumer<HttpHeaders> range(String range, Validator validator) {
        return headers -> headers.set(HttpHeaderNames.RANGE, "bytes=" + range)
                // Some storages ignore one of these, some the other.
                .set(HttpHeaderNames.IF_MATCH, validator.etag())
                .set(HttpHeaderNames.IF_RANGE, validator.etag());
    }
}
