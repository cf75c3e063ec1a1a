package io.github.predictionone.reactor.internal.transfer;

import java.io.IOException;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Mono;
import reactor.core.publisher.MonoSink;
import reactor.core.scheduler.Schedulers;

/** The part of one download: whenever that is cancelled, even while the part is being opened, it is closed. */
final class Opening {

    private @Nullable PartFile part;
    private boolean closed;

    /** No callable: a cancellation would interrupt that in the middle of its file work. */
    Mono<PartFile> open(Room room, Path target, boolean replaceExisting) {
        return Mono.create(
                sink -> Schedulers.boundedElastic().schedule(() -> open(sink, room, target, replaceExisting)));
    }

    private void open(MonoSink<PartFile> sink, Room room, Path target, boolean replaceExisting) {
        try {
            sink.success(openUnlessClosed(room, target, replaceExisting));
        } catch (IOException e) {
            sink.error(Attempts.disk(room.doing(), e));
        } catch (RuntimeException e) {
            sink.error(e);
        }
    }

    private synchronized @Nullable PartFile openUnlessClosed(Room room, Path target, boolean replaceExisting)
            throws IOException {
        if (!closed) {
            part = PartFile.open(room, target, replaceExisting);
        }
        return part;
    }

    Mono<Void> close() {
        return Mono.<Void>fromCallable(() -> {
                    closeNow();
                    return null;
                })
                // What can't be tidied up must not hide how the download ended.
                .onErrorComplete(IOException.class)
                .subscribeOn(Schedulers.boundedElastic());
    }

    private synchronized void closeNow() throws IOException {
        closed = true;
        if (part != null) {
            part.close();
        }
    }
}
