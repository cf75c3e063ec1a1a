package io.github.predictionone.dashboard;

import org.springframework.http.server.reactive.ServerHttpRequest;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;
import reactor.core.publisher.Mono;

/** Receives the files for trainings. */
@RestController
final class FileController {

    private final UploadedFiles files;

    FileController(UploadedFiles files) {
        this.files = files;
    }

    /**
     * Receives a file. A form of another site can't send these content types, and a script of another site fails
     * because the browser's preflight request is refused.
     */
    @PostMapping(
            path = "/api/files",
            consumes = {"text/csv", "text/tab-separated-values"})
    Mono<UploadedFile> receive(@RequestParam String name, ServerHttpRequest request) {
        // Not a @RequestBody, because an empty body would count as missing.
        return files.receive(name, request.getBody());
    }
}
