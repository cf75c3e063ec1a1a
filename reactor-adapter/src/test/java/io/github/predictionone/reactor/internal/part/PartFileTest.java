package io.github.predictionone.reactor.internal.part;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIOException;

import io.github.predictionone.reactor.internal.storage.StorageAnswer;
import io.netty.handler.codec.http.DefaultHttpHeaders;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PartFileTest {

    private static final SizeLimits ENOUGH = new SizeLimits("download", Long.MAX_VALUE);
    private static final StorageAnswer WHOLE =
            new StorageAnswer(false, 0, 100, 100, "\"one\"", new DefaultHttpHeaders());

    @TempDir
    private Path directory;

    @Test
    @DisplayName("5.3 a cancelled download that ends late does not touch the partial file of the next one")
    void late() throws IOException {
        Path target = directory.resolve("result.zip");
        PartFile cancelled = new Target(ENOUGH, target, false).open(new TargetLock.Holder());
        cancelled.restart(WHOLE);
        cancelled.close();
        try (PartFile next = new Target(ENOUGH, target, false).open(new TargetLock.Holder())) {
            next.restart(WHOLE);
            next.write(0, ByteBuffer.wrap("PK\3\4 and so on".getBytes(StandardCharsets.US_ASCII)));
            Path note = directory.resolve("result.zip.part.validator");
            String noted = Files.readString(note);

            cancelled.reset();
            cancelled.restart(new StorageAnswer(false, 0, 9, 9, "\"other\"", new DefaultHttpHeaders()));
            assertThat(cancelled.missing(10)).isEmpty();

            assertThat(note).hasContent(noted);
            assertThat(next.prefixLength()).isEqualTo(14);
        }
        assertThat(directory.resolve("result.zip.part")).hasSize(14);
    }

    @Test
    @DisplayName(
            "5.3 a download that is cancelled just after publishing leaves a partial file for the next one to resume")
    void cancelledAfterPublishing() throws IOException {
        Path target = directory.resolve("result.zip");
        TargetLock.Holder holder = new TargetLock.Holder();
        PartFile cancelled = new Target(ENOUGH, target, false).open(holder);
        cancelled.restart(WHOLE);
        cancelled.write(0, ByteBuffer.wrap("PK\3\4 and so on".getBytes(StandardCharsets.US_ASCII)));
        cancelled.publish(file -> {});
        holder.leaves();
        cancelled.close();
        assertThat(target).doesNotExist();
        try (PartFile next = new Target(ENOUGH, target, false).open(new TargetLock.Holder())) {
            assertThat(next.prefixLength()).isEqualTo(14);
            next.publish(file -> {});
        }
        assertThat(directory.toFile().list()).containsExactly("result.zip");
    }

    @Test
    @DisplayName("5.3 a target that has replaced another file stays even if its download is cancelled")
    void cancelledAfterReplacing() throws IOException {
        Path target = Files.writeString(directory.resolve("result.zip"), "before");
        TargetLock.Holder holder = new TargetLock.Holder();
        PartFile cancelled = new Target(ENOUGH, target, true).open(holder);
        cancelled.restart(WHOLE);
        cancelled.write(0, ByteBuffer.wrap("PK\3\4".getBytes(StandardCharsets.US_ASCII)));
        cancelled.publish(file -> {});
        holder.leaves();
        cancelled.close();
        assertThat(target).hasContent("PK\3\4");
        assertThat(directory.toFile().list()).containsExactly("result.zip");
    }

    @Test
    @DisplayName("5.3 a download that is cancelled before its last step does not publish the target")
    void cancelledBeforePublishing() throws IOException {
        Path target = directory.resolve("result.zip");
        TargetLock.Holder holder = new TargetLock.Holder();
        try (PartFile cancelled = new Target(ENOUGH, target, false).open(holder)) {
            cancelled.restart(WHOLE);
            cancelled.write(0, ByteBuffer.wrap("PK\3\4".getBytes(StandardCharsets.US_ASCII)));
            assertThatIOException()
                    .isThrownBy(() -> cancelled.publish(file -> holder.leaves()))
                    .withMessage("download: cancelled");
        }
        assertThat(target).doesNotExist();
    }
}
