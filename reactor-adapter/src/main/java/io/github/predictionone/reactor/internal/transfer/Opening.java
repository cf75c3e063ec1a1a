package io.github.predictionone.reactor.internal.transfer;

import java.io.IOException;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Mono;

/** The part of one download: whenever that is cancelled, even while the part is being opened, it is closed. */
final class Opening {

    private @Nullable PartFile part;
    private boolean closed;

    Mono<PartFile> open(Room room, Path target, boolean replaceExisting) {
        return FileWork.mono(() -> openUnlessClosed(room, target, replaceExisting))
                .onErrorMap(IOException.class, failure -> Attempts.disk(room.doing(), failure));
    }

    private synchronized @Nullable PartFile openUnlessClosed(Room room, Path target, boolean replaceExisting)
            throws IOException {
        if (!closed) {
            part = PartFile.open(room, target, replaceExisting);
        }
        return part;
    }

    Mono<Void> close() {
        return FileWork.<Void>mono(() -> {
                    closeNow();
                    return null;
                })
                // What can't be tidied up must not hide how the download ended.
                .onErrorComplete(IOException.class);
    }

    private synchronized void closeNow() throws IOException {
        closed = true;
        if (part != null) {
            part.close();
        }
    }
}
