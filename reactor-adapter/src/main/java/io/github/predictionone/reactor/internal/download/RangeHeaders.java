package io.github.predictionone.reactor.internal.download;

import io.github.predictionone.reactor.internal.part.ByteRange;
import io.github.predictionone.reactor.internal.storage.Validator;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpHeaders;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** The headers of a range request that is valid for one version of an object only (RFC 9110, sections 13 and 14). */
final class RangeHeaders {

    private RangeHeaders() {}

    /**
     * Requests the bytes from an offset to the end, or the whole object if the offset is 0 or there is no validator.
     */
    static Consumer<HttpHeaders> from(long offset, @Nullable Validator validator) {
        return offset > 0 && validator != null ? range(offset + "-", validator) : headers -> {};
    }

    static Consumer<HttpHeaders> of(ByteRange range, Validator validator) {
        return range(range.start() + "-" + (range.end() - 1), validator);
    }

    private static Consumer<HttpHeaders> range(String range, Validator validator) {
        return headers -> headers.set(HttpHeaderNames.RANGE, "bytes=" + range)
                // Both, because some storages ignore the one and some the other.
                .set(HttpHeaderNames.IF_MATCH, validator.etag())
                .set(HttpHeaderNames.IF_RANGE, validator.etag());
    }
}
