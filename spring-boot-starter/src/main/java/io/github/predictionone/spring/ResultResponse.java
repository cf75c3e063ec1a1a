package io.github.predictionone.spring;

import io.github.predictionone.PredictionOneException;
import io.github.predictionone.reactor.ResultContent;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.springframework.http.CacheControl;
import org.springframework.http.ContentDisposition;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpMethod;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.http.server.reactive.ServerHttpRequest;
import reactor.core.publisher.Flux;

/** The response to a request for one archive. */
record ResultResponse(ResultContent content, String fileName) {

    // Reactor Netty requests up to 128 buffers in advance, whatever their size.
    private static final int MAX_BYTES = 1 << 14;

    private static final MediaType ZIP = MediaType.parseMediaType("application/zip");

    ResponseEntity<Flux<ByteBuffer>> to(ServerHttpRequest request) {
        if (request.getMethod().equals(HttpMethod.HEAD)) {
            return whole().build();
        }
        return RequestedRange.of(request.getHeaders(), content)
                .map(this::part)
                .orElseGet(() -> whole().body(inSmallPieces(content.bytes())));
    }

    private ResponseEntity<Flux<ByteBuffer>> part(RequestedRange range) {
        long length = content.length().orElseThrow();
        if (range.from() >= length) {
            return ResponseEntity.status(HttpStatus.REQUESTED_RANGE_NOT_SATISFIABLE)
                    .header(HttpHeaders.CONTENT_RANGE, "bytes */" + length)
                    .build();
        }
        return described(ResponseEntity.status(HttpStatus.PARTIAL_CONTENT))
                .header(HttpHeaders.CONTENT_RANGE, "bytes " + range.from() + "-" + (range.to() - 1) + "/" + length)
                .contentLength(range.to() - range.from())
                .body(inSmallPieces(content.bytes(range.from(), range.to())));
    }

    private ResponseEntity.BodyBuilder whole() {
        ResponseEntity.BodyBuilder response = described(ResponseEntity.ok());
        content.length().ifPresent(response::contentLength);
        return response;
    }

    private ResponseEntity.BodyBuilder described(ResponseEntity.BodyBuilder response) {
        content.etag().ifPresent(etag -> response.header(HttpHeaders.ETAG, etag));
        if (content.hasRanges()) {
            response.header(HttpHeaders.ACCEPT_RANGES, "bytes");
        }
        return response.contentType(ZIP)
                // The browser revalidates on each use; with an entity tag, no bytes are sent again.
                .cacheControl(CacheControl.noCache().cachePrivate())
                .header("X-Content-Type-Options", "nosniff")
                .header(HttpHeaders.CONTENT_DISPOSITION, disposition().toString());
    }

    private ContentDisposition disposition() {
        String name = fileName.replaceAll("[\\p{Cntrl}/\\\\]", "_");
        boolean ascii = StandardCharsets.US_ASCII.newEncoder().canEncode(name);
        ContentDisposition.Builder attachment = ContentDisposition.attachment();
        return (ascii ? attachment.filename(name) : attachment.filename(name, StandardCharsets.UTF_8)).build();
    }

    private static Flux<ByteBuffer> inSmallPieces(Flux<ByteBuffer> bytes) {
        return UnwrittenBody.ended(bytes.concatMapIterable(ResultResponse::pieces, 1))
                // Before the first byte, the failure becomes a response; later it closes the connection.
                .onErrorMap(PredictionOneException.class, ResultProblem::exception);
    }

    private static List<ByteBuffer> pieces(ByteBuffer bytes) {
        List<ByteBuffer> pieces = new ArrayList<>(bytes.remaining() / MAX_BYTES + 1);
        for (int at = bytes.position(); at < bytes.limit(); at += MAX_BYTES) {
            pieces.add(bytes.slice(at, Math.min(MAX_BYTES, bytes.limit() - at)));
        }
        return pieces;
    }
}
