package io.github.predictionone.spring;

import io.github.predictionone.reactor.ResultContent;
import java.util.List;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpRange;

/** Which bytes a request asks for (RFC 9110, 14): from a first one up to one that is no longer among them. */
record RequestedRange(long from, long to) {

    /** No range, several, or none that can be understood: the whole is the answer. */
    static final RequestedRange NONE = new RequestedRange(0, Long.MAX_VALUE);

    static RequestedRange of(HttpHeaders request, ResultContent content) {
        String range = request.getFirst(HttpHeaders.RANGE);
        String condition = request.getFirst(HttpHeaders.IF_RANGE);
        boolean same =
                condition == null || content.etag().filter(condition::equals).isPresent();
        if (range == null || !same) {
            return NONE;
        }
        try {
            List<HttpRange> ranges = HttpRange.parseRanges(range);
            long length = content.length().orElseThrow();
            return ranges.size() == 1
                    ? new RequestedRange(
                            ranges.get(0).getRangeStart(length), ranges.get(0).getRangeEnd(length) + 1)
                    : NONE;
        } catch (IllegalArgumentException e) {
            return NONE;
        }
    }
}
