package io.github.predictionone.reactor.internal.download;

import io.github.predictionone.reactor.ResultContent;
import io.github.predictionone.reactor.internal.part.SizeLimits;
import io.github.predictionone.reactor.internal.storage.Attempts;
import io.github.predictionone.reactor.internal.storage.StorageAnswer;
import io.github.predictionone.reactor.internal.storage.StoredObject;
import io.github.predictionone.reactor.internal.storage.Validator;
import java.nio.ByteBuffer;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Flux;

/** A result in the storage whose head has been read. Each subscription to its bytes is a separate download. */
final class StorageResultContent implements ResultContent {

    private final StoredObject object;
    private final Supplier<Attempts> attempts;
    private final SizeLimits limits;
    private final UnaryOperator<Flux<ByteBuffer>> guard;
    private final StorageAnswer head;
    private final @Nullable Validator validator;

    StorageResultContent(
            StoredObject object,
            Supplier<Attempts> attempts,
            SizeLimits limits,
            UnaryOperator<Flux<ByteBuffer>> guard,
            StorageAnswer head) {
        this.object = object;
        this.attempts = attempts;
        this.limits = limits;
        this.guard = guard;
        this.head = head;
        String etag = head.etag();
        boolean ranges = head.partial() && head.start() == 0 && head.total() >= 0;
        this.validator = ranges && etag != null ? new Validator(etag, head.total()) : null;
    }

    @Override
    public OptionalLong length() {
        return head.total() < 0 ? OptionalLong.empty() : OptionalLong.of(head.total());
    }

    @Override
    public Optional<String> etag() {
        return Optional.ofNullable(head.etag());
    }

    @Override
    public boolean hasRanges() {
        return validator != null;
    }

    @Override
    public Flux<ByteBuffer> bytes() {
        return guard.apply(
                Flux.defer(() -> new StreamDownload(object, attempts.get(), limits, this::requireUnchanged).buffers()));
    }

    @Override
    public Flux<ByteBuffer> bytes(long from, long to) {
        Validator same = validator;
        if (same == null) {
            throw new IllegalStateException(object.doing()
                    + ": byte ranges need a storage that supports them and sends a length and a strong entity tag");
        }
        if (from < 0 || to < from || to > same.total()) {
            throw new IllegalArgumentException(
                    object.doing() + ": " + from + " to " + to + " is not a byte range of " + same.total() + " bytes");
        }
        return from == to
                ? Flux.empty()
                : guard.apply(Flux.defer(() -> new RangeStream(object, attempts.get(), same, from, to).buffers()));
    }

    /** Throws if the archive no longer has the length and entity tag that were read first. */
    private void requireUnchanged(StorageAnswer answer) {
        String etag = head.etag();
        if ((head.total() >= 0 && answer.total() != head.total()) || (etag != null && !etag.equals(answer.etag()))) {
            throw ResponseChecks.changed(object.doing());
        }
    }
}
