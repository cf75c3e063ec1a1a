package io.github.predictionone.benchmarks.transfer;

import io.netty.buffer.ByteBuf;
import io.netty.handler.codec.http.HttpHeaderNames;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import reactor.netty.http.client.HttpClient;

/** The minimum: writes each buffer on the event loop, which waits for the disk. */
final class BareReactorNetty implements Peer {

    private final HttpClient client = HttpClient.create();
    private final String storage;

    BareReactorNetty(URI storage) {
        this.storage = storage.toString();
    }

    @Override
    public void download(Path target) throws IOException {
        try (FileChannel file = FileChannel.open(target, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE)) {
            client.get()
                    .uri(storage)
                    .responseContent()
                    .doOnNext(buffer -> write(buffer, file))
                    .blockLast();
        }
    }

    private static void write(ByteBuf buffer, FileChannel file) {
        try {
            ByteBuffer bytes = buffer.nioBuffer();
            while (bytes.hasRemaining()) {
                file.write(bytes);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void upload(Path file) throws IOException {
        long length = Files.size(file);
        client.put()
                .uri(storage)
                .send((request, out) -> {
                    request.header(HttpHeaderNames.CONTENT_LENGTH, Long.toString(length));
                    return out.sendFile(file);
                })
                .response()
                .block();
    }
}
