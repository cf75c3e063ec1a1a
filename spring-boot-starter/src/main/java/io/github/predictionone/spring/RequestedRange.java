package io.github.predictionone.spring;

import io.github.predictionone.reactor.ResultContent;
import java.util.List;
import java.util.Optional;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpRange;

/** The byte range of a request (RFC 9110, section 14): {@code from} is inclusive, {@code to} is exclusive. */
record RequestedRange(long from, long to) {

    /**
     * Returns empty if the response is the whole archive: for no range, for several, and for one that cannot be parsed.
     */
    static Optional<RequestedRange> of(HttpHeaders request, ResultContent content) {
        String range = request.getFirst(HttpHeaders.RANGE);
        String condition = request.getFirst(HttpHeaders.IF_RANGE);
        boolean same =
                condition == null || content.etag().filter(condition::equals).isPresent();
        if (range == null || !same || !content.hasRanges()) {
            return Optional.empty();
        }
        try {
            List<HttpRange> ranges = HttpRange.parseRanges(range);
            return ranges.size() == 1 ? Optional.of(of(ranges.get(0), content)) : Optional.empty();
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    private static RequestedRange of(HttpRange range, ResultContent content) {
        long length = content.length().orElseThrow();
        return new RequestedRange(range.getRangeStart(length), range.getRangeEnd(length) + 1);
    }
}
