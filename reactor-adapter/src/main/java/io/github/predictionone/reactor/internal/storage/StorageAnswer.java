package io.github.predictionone.reactor.internal.storage;

import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpHeaders;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The head of a successful answer to a download.
 *
 * @param partial whether the status is 206
 * @param start the offset of the first byte, or -1 if a 206 does not state it
 * @param end the offset after the last byte, or -1 if the storage does not state it
 * @param total the length of the whole object, or -1 if the storage does not state it
 * @param etag the strong entity tag, or null
 * @param headers all headers of the answer
 */
public record StorageAnswer(
        boolean partial,
        long start,
        long end,
        long total,
        @Nullable String etag,
        HttpHeaders headers) {

    private static final Pattern CONTENT_RANGE = Pattern.compile("bytes (\\d{1,18})-(\\d{1,18})/(\\d{1,18}|\\*)");

    /** Parses a head. A 206 without a usable range starts at -1, which no request matches. */
    static StorageAnswer of(int status, HttpHeaders headers) {
        String etag = headers.get(HttpHeaderNames.ETAG);
        String strong = etag == null || !etag.startsWith("\"") ? null : etag;
        if (status != 206) {
            String length = headers.get(HttpHeaderNames.CONTENT_LENGTH);
            long total = length == null ? -1 : Long.parseLong(length);
            return new StorageAnswer(false, 0, total, total, strong, headers);
        }
        Matcher range = CONTENT_RANGE.matcher(String.valueOf(headers.get(HttpHeaderNames.CONTENT_RANGE)));
        if (!range.matches()) {
            return new StorageAnswer(true, -1, -1, -1, strong, headers);
        }
        long total = range.group(3).equals("*") ? -1 : Long.parseLong(range.group(3));
        return new StorageAnswer(
                true, Long.parseLong(range.group(1)), Long.parseLong(range.group(2)) + 1, total, strong, headers);
    }
}
