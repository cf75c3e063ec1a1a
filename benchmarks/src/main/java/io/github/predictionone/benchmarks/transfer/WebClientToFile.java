package io.github.predictionone.benchmarks.transfer;

import java.net.URI;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import org.springframework.core.io.FileSystemResource;
import org.springframework.core.io.buffer.DataBuffer;
import org.springframework.core.io.buffer.DataBufferUtils;
import org.springframework.web.reactive.function.client.WebClient;

/** Spring's WebClient, used as its documentation shows. */
final class WebClientToFile implements Peer {

    private final WebClient client = WebClient.create();
    private final URI storage;

    WebClientToFile(URI storage) {
        this.storage = storage;
    }

    @Override
    public void download(Path target) {
        DataBufferUtils.write(
                        client.get().uri(storage).retrieve().bodyToFlux(DataBuffer.class),
                        target,
                        StandardOpenOption.CREATE_NEW)
                .block();
    }

    @Override
    public void upload(Path file) {
        client.put()
                .uri(storage)
                .bodyValue(new FileSystemResource(file))
                .retrieve()
                .toBodilessEntity()
                .block();
    }
}
