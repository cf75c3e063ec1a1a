package io.github.predictionone.training;

import static io.github.predictionone.training.HandmadeZip.deflated;
import static io.github.predictionone.training.HandmadeZip.stored;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import io.github.predictionone.TransferException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Label;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.AlphaChars;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import net.jqwik.api.constraints.StringLength;
import net.jqwik.api.lifecycle.AfterProperty;
import net.jqwik.api.lifecycle.BeforeProperty;

class ResultArchivePropertyTest {

    private Path directory;

    @BeforeProperty
    void create() throws IOException {
        directory = Files.createTempDirectory("archive");
    }

    @AfterProperty
    void delete() throws IOException {
        clear();
        Files.delete(directory);
    }

    @Property(tries = 2_000)
    @Label("5.8 whatever bytes of an archive are changed, it is extracted whole or refused without a trace")
    void damaged(
            @ForAll @IntRange(max = 10_000) int place, @ForAll byte change, @ForAll boolean wide, @ForAll boolean twice)
            throws IOException {
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
    }

    @Property(tries = 200)
    @Label("5.5 whatever java.util.zip writes is read as it was written")
    void roundTrip(
            @ForAll @Size(max = 8)
                    Map<@AlphaChars @StringLength(min = 1, max = 5) String, @Size(max = 2_000) byte[]> files)
            throws IOException {
        Map<String, byte[]> written = new LinkedHashMap<>();
        files.forEach((name, bytes) -> written.put(written.size() + name, bytes));
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
    }

    private void clear() throws IOException {
        try (var left = Files.walk(directory)) {
            left.sorted(Comparator.reverseOrder())
                    .filter(path -> !path.equals(directory))
                    .forEach(path -> assertThat(path.toFile().delete()).isTrue());
        }
    }
}
