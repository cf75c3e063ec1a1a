package io.github.predictionone.reactor.internal.storage;

import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpHeaders;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The head of a good answer to a download.
 *
 * @param partial whether it is a 206
 * @param start the offset of its first byte
 * @param end the offset behind its last byte, or -1 where the storage does not tell
 * @param total the length of the whole, or -1 where the storage does not tell
 * @param etag the strong validator, or null
 * @param headers all of it
 */
public record StorageAnswer(
        boolean partial,
        long start,
        long end,
        long total,
        @Nullable String etag,
        HttpHeaders headers) {

    private static final Pattern CONTENT_RANGE = Pattern.compile("bytes (\\d{1,18})-(\\d{1,18})/(\\d{1,18}|\\*)");

    /** Reads a head; a 206 without a usable range starts at -1, which nobody asks for. */
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
