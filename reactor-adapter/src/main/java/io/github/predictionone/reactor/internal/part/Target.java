package io.github.predictionone.reactor.internal.part;

import io.github.predictionone.Retryability;
import io.github.predictionone.TransferException;
import io.github.predictionone.reactor.internal.part.TargetLock.Holder;
import io.github.predictionone.reactor.internal.storage.TransferResource;
import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Objects;
import java.util.function.Function;
import reactor.core.publisher.Mono;

/** The target file of one download. */
public record Target(SizeLimits limits, Path file, boolean replaceExisting) {

    private static final Duration MAX_CLOSE_TIME = Duration.ofSeconds(30);

    /**
     * Runs a download with exclusive use of the partial file. Waits first if a cancelled download is still closing it.
     */
    public <T> Mono<T> with(Function<PartFile, Mono<T>> download) {
        return Mono.defer(() -> {
            Holder holder = new Holder();
            return with(holder, download).doOnCancel(holder::leaves);
        });
    }

    private <T> Mono<T> with(Holder holder, Function<PartFile, Mono<T>> download) {
        return TransferResource.using(limits.doing(), () -> open(holder), download)
                .onErrorResume(
                        TargetLock.Leaving.class,
                        before -> before.released()
                                .timeout(MAX_CLOSE_TIME, Mono.error(this::inUse))
                                .then(Mono.defer(() -> with(holder, download))));
    }

    public PartFile open(Holder holder) throws IOException {
        Path absolute = file.toAbsolutePath();
        Path part = absolute.resolveSibling(absolute.getFileName() + ".part");
        TargetLock lock = TargetLock.claim(part.resolveSibling(part.getFileName() + ".lock"), holder);
        if (lock == null) {
            throw inUse();
        }
        boolean opened = false;
        try {
            requireFree();
            Path directory = Objects.requireNonNullElse(absolute.getParent(), absolute);
            if (!Files.isDirectory(directory)) {
                throw new NoSuchFileException(directory.toString());
            }
            if (!lock.acquire()) {
                throw inUse();
            }
            PartFile whole = PartFile.open(new Target(limits, absolute, replaceExisting), part, holder, lock);
            opened = true;
            return whole;
        } finally {
            if (!opened) {
                lock.close();
            }
        }
    }

    private TransferException inUse() {
        return new TransferException(
                limits.doing() + ": another download to the same target is under way", null, Retryability.LATER);
    }

    /** Throws if the file exists and must not be replaced. */
    public void requireFree() throws IOException {
        if (Files.isDirectory(file) || (Files.exists(file, LinkOption.NOFOLLOW_LINKS) && !replaceExisting)) {
            throw new FileAlreadyExistsException(file.toString());
        }
    }
}
