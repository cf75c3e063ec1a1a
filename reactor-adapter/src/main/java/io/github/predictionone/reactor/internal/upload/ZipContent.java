package io.github.predictionone.reactor.internal.upload;

import io.github.predictionone.Retryability;
import io.github.predictionone.TransferException;
import io.github.predictionone.internal.zip.StoredZip;
import io.github.predictionone.reactor.internal.storage.Attempts;
import io.github.predictionone.reactor.internal.support.FileWork;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.atomic.AtomicBoolean;
import reactor.core.publisher.Mono;

/** Files in a zip archive that is created while it is sent. */
record ZipContent(Path file, StoredZip zip) implements UploadContent {

    /** Reads each file once for its checksum, which precedes the file. May take long, so a cancellation stops it. */
    static Mono<ZipContent> of(Path main, Map<String, Path> files) {
        return Mono.defer(() -> {
            AtomicBoolean cancelled = new AtomicBoolean();
            return FileWork.mono(() -> new ZipContent(main, StoredZip.of(files, cancelled::get)))
                    .doOnCancel(() -> cancelled.set(true));
        });
    }

    @Override
    public long length() {
        return zip.length();
    }

    @Override
    public Mono<Void> unchanged(String doing) {
        return FileWork.mono(zip::changed)
                .onErrorMap(failure -> Attempts.localFailure(doing, failure))
                .flatMap(changed -> changed.isEmpty()
                        ? Mono.empty()
                        : Mono.error(new TransferException(
                                doing + ": " + changed.get() + " has changed during the upload",
                                null,
                                Retryability.NEVER)));
    }

    @Override
    public Opened open() throws IOException {
        return new ReadAheadContent(new ZipByteSource(zip));
    }
}
