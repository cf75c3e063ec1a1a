package io.github.predictionone.reactor.internal.transfer;

import static org.assertj.core.api.Assertions.assertThat;

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

    private static final Room ENOUGH = new Room("download", Long.MAX_VALUE);
    private static final StorageAnswer WHOLE =
            new StorageAnswer(false, 0, 100, 100, "\"one\"", new DefaultHttpHeaders());

    @TempDir
    private Path directory;

    @Test
    @DisplayName("5.3 a cancelled download that is late with its last step does not touch the next one's part")
    void late() throws IOException {
        Path target = directory.resolve("result.zip");
        PartFile cancelled = PartFile.open(ENOUGH, target, false);
        cancelled.restart(WHOLE);
        cancelled.close();
        try (PartFile next = PartFile.open(ENOUGH, target, false)) {
            next.restart(WHOLE);
            next.write(0, ByteBuffer.wrap("PK\3\4 and so on".getBytes(StandardCharsets.US_ASCII)));
            Path note = directory.resolve("result.zip.part.validator");
            String noted = Files.readString(note);

            cancelled.reset();
            cancelled.restart(new StorageAnswer(false, 0, 9, 9, "\"other\"", new DefaultHttpHeaders()));
            assertThat(cancelled.missing(10)).isEmpty();

            assertThat(note).hasContent(noted);
            assertThat(next.front()).isEqualTo(14);
        }
        assertThat(directory.resolve("result.zip.part")).hasSize(14);
    }
}
