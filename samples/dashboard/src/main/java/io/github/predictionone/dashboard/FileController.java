package io.github.predictionone.dashboard;

import org.springframework.http.server.reactive.ServerHttpRequest;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;
import reactor.core.publisher.Mono;

/** Takes the files that trainings are to be made of. */
@RestController
final class FileController {

    private final UploadedFiles files;

    FileController(UploadedFiles files) {
        this.files = files;
    }

    /** Only with a type that no form of another site can send: a browser asks first, and is told no. */
    @PostMapping(
            path = "/api/files",
            consumes = {"text/csv", "text/tab-separated-values"})
    Mono<UploadedFile> receive(@RequestParam String name, ServerHttpRequest request) {
        // Not as a @RequestBody, of which an empty one would count as missing.
        return files.receive(name, request.getBody());
    }
}
