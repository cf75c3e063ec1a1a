package io.github.predictionone.training;

import static io.github.predictionone.testsupport.HandmadeZip.deflated;
import static io.github.predictionone.testsupport.HandmadeZip.stored;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import io.github.predictionone.TransferException;
import io.github.predictionone.testsupport.HandmadeZip;
import io.github.predictionone.testsupport.Property;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

class ResultArchivePropertyTest {

    private static final String LETTERS = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz";

    private Path directory;

    @BeforeEach
    void create() throws IOException {
        directory = Files.createTempDirectory("archive");
    }

    @AfterEach
    void delete() throws IOException {
        clear();
        Files.delete(directory);
    }

    @Test
    @DisplayName("5.8 an archive with changed bytes is either extracted completely or refused without leaving a file")
    void damaged() {
        Property.check(2_000, draw -> {
            int place = draw.integer(0, 10_000);
            byte change = draw.anyByte();
            boolean wide = draw.flag();
            boolean twice = draw.flag();
            HandmadeZip.Entry nested = stored("d/a.csv", "a,b\n1,2\n");
            HandmadeZip zip = new HandmadeZip().with(wide ? nested.wide() : nested, deflated("b", new byte[300]));
            byte[] bytes = (wide ? zip.zip64() : zip).bytes();
            bytes[place % bytes.length] ^= change;
            bytes[place * 31 % bytes.length] ^= twice ? change : 0;
            Path target = directory.resolve("out");
            try {
                ResultArchive.of(Files.write(directory.resolve("zip"), bytes)).extractTo(target);
                assertThat(target).isDirectory();
            } catch (TransferException refused) {
                assertThat(target).doesNotExist();
            }
            assertThat(directory.toFile().list()).isSubsetOf("zip", "out");
            clear();
        });
    }

    @Test
    @DisplayName("5.5 every archive written by java.util.zip is read back unchanged")
    void roundTrip() {
        Property.check(200, draw -> {
            Map<String, byte[]> written = new LinkedHashMap<>();
            for (int left = draw.size(0, 8); left > 0; left--) {
                written.put(written.size() + draw.word(LETTERS, 5), draw.bytes(2_000));
            }
            Path zip = directory.resolve("zip");
            try (ZipOutputStream output = new ZipOutputStream(Files.newOutputStream(zip))) {
                for (Map.Entry<String, byte[]> file : written.entrySet()) {
                    output.putNextEntry(new ZipEntry(file.getKey()));
                    output.write(file.getValue());
                }
            }
            ResultArchive archive = ResultArchive.of(zip);
            assertThatCode(archive::verify).doesNotThrowAnyException();
            assertThat(archive.entries()).containsExactlyElementsOf(written.keySet());
            archive.extractTo(directory.resolve("out"));
            written.forEach((name, bytes) ->
                    assertThat(directory.resolve("out").resolve(name)).hasBinaryContent(bytes));
            clear();
        });
    }

    private void clear() throws IOException {
        try (var left = Files.walk(directory)) {
            left.sorted(Comparator.reverseOrder())
                    .filter(path -> !path.equals(directory))
                    .forEach(path -> assertThat(path.toFile().delete()).isTrue());
        }
    }
}
