package io.github.predictionone.dashboard;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Instant;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import org.springframework.core.io.buffer.DataBuffer;
import org.springframework.core.io.buffer.DataBufferUtils;
import org.springframework.stereotype.Component;
import org.springframework.util.FileSystemUtils;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Schedulers;

/**
 * Files on their way from a browser to the service. A file is deleted when its training has started, at the first
 * upload after its lifetime, or at the next start of the application.
 */
@Component
final class UploadedFiles {

    private final Map<String, UploadedFile> waiting = new ConcurrentHashMap<>();
    private final DashboardProperties properties;
    private final Path directory;

    UploadedFiles(DashboardProperties properties) throws IOException {
        this.properties = properties;
        directory = properties.directory().resolve("uploads").toAbsolutePath();
        // Files of an earlier run can no longer be used: their ids are lost.
        FileSystemUtils.deleteRecursively(directory);
        Files.createDirectories(directory);
    }

    /** Writes the content to the disk as it arrives, up to the maximum size, and analyses the file. */
    Mono<UploadedFile> receive(String name, Flux<DataBuffer> content) {
        return Mono.defer(() -> written(name, content)).subscribeOn(Schedulers.boundedElastic());
    }

    private Mono<UploadedFile> written(String name, Flux<DataBuffer> content) {
        deleteExpired();
        String id = UUID.randomUUID().toString();
        Path path = directory.resolve(id + extension(name));
        Mono<UploadedFile> written = DataBufferUtils.write(bounded(content), path, StandardOpenOption.CREATE_NEW)
                .then(Mono.fromCallable(() -> new UploadedFile(id, name, path, Instant.now(), CsvAnalysis.of(path)))
                        .subscribeOn(Schedulers.boundedElastic()))
                .doOnNext(file -> waiting.put(id, file));
        return Mono.usingWhen(
                Mono.just(path),
                file -> written,
                file -> Mono.empty(),
                (file, failure) -> deleted(file),
                UploadedFiles::deleted);
    }

    /** Deletes the file on another thread, because a failure or cancellation may arrive on an event loop. */
    private static Mono<Void> deleted(Path path) {
        return Mono.<Void>fromRunnable(() -> delete(path)).subscribeOn(Schedulers.boundedElastic());
    }

    /** Removes and returns a file. Only the first call with an id returns the file. */
    Optional<UploadedFile> take(String id) {
        return Optional.ofNullable(waiting.remove(id));
    }

    /** Makes a file available again after its training could not be started. */
    void putBack(UploadedFile file) {
        waiting.put(file.id(), file);
    }

    void delete(UploadedFile file) {
        delete(file.path());
    }

    private void deleteExpired() {
        Instant oldest = Instant.now().minus(properties.fileLifetime());
        waiting.values().stream()
                .filter(file -> file.at().isBefore(oldest))
                .forEach(file -> take(file.id()).ifPresent(this::delete));
    }

    private Flux<DataBuffer> bounded(Flux<DataBuffer> content) {
        long most = properties.maxFileSize().toBytes();
        AtomicLong size = new AtomicLong();
        return content.handle((buffer, sink) -> {
            if (size.addAndGet(buffer.readableByteCount()) > most) {
                DataBufferUtils.release(buffer);
                sink.error(tooLarge());
            } else {
                sink.next(buffer);
            }
        });
    }

    private BadFileException tooLarge() {
        long megabytes = properties.maxFileSize().toMegabytes();
        return new BadFileException(
                "too-large",
                "The file is larger than " + megabytes + " MB.",
                Map.of("bytes", properties.maxFileSize().toBytes()));
    }

    private static String extension(String name) {
        String lower = name.toLowerCase(Locale.ROOT);
        if (lower.endsWith(".csv")) {
            return ".csv";
        }
        if (lower.endsWith(".tsv")) {
            return ".tsv";
        }
        throw new BadFileException("wrong-extension", "The name of the file must end in .csv or .tsv.", Map.of());
    }

    private static void delete(Path path) {
        try {
            Files.deleteIfExists(path);
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }
}
