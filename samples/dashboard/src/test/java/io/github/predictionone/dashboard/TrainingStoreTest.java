package io.github.predictionone.dashboard;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.util.unit.DataSize;
import tools.jackson.databind.json.JsonMapper;

class TrainingStoreTest {

    @TempDir
    private Path directory;

    private TrainingStore store;
    private final Training first = Trainings.finished("a/b ../日本語", 100, 30);
    private final Training second = Trainings.started("second", 200);

    @BeforeEach
    void start() throws IOException {
        store = store();
    }

    @Test
    @DisplayName("a restart restores the trainings in their order")
    void survives() throws IOException {
        store.add(first);
        store.add(second);
        store.update(second.id(), training -> training.with(Trainings.changed(training, "training", Trainings.START)));

        assertThat(store().all()).isEqualTo(store.all()).hasSize(2).first().isEqualTo(first);
    }

    @Test
    @DisplayName("the list is the previous one after a crash in the middle of a write")
    void crash() throws IOException {
        store.add(first);
        byte[] before = Files.readAllBytes(file());
        store.add(second);
        byte[] after = Files.readAllBytes(file());

        // A crash before the move leaves the old file and a part of the new one.
        Files.write(file(), before);
        Files.write(directory.resolve("trainings.json.next"), List.of("{\"trainings\":[{\"id\":"));
        TrainingStore restarted = store();
        assertThat(restarted.all()).containsExactly(first);

        restarted.add(second);
        assertThat(file()).hasBinaryContent(after);
    }

    @Test
    @DisplayName("a reader never sees an incomplete write")
    void atomic() {
        Thread writer = new Thread(() ->
                IntStream.range(0, 200).forEach(i -> store.add(Trainings.started("training-" + i, i))));
        writer.start();
        int seen = 0;
        while (seen < 200) {
            int now = read();
            assertThat(now).isBetween(seen, 200);
            seen = now;
        }
    }

    @Test
    @DisplayName("a file that cannot be read is renamed, and a new list begins")
    void unreadable() throws IOException {
        Files.writeString(file(), "{\"trainings\":[{\"id\"");

        TrainingStore restarted = store();

        assertThat(restarted.all()).isEmpty();
        assertThat(directory.resolve("trainings.json.unreadable")).hasContent("{\"trainings\":[{\"id\"");
        restarted.add(first);
        assertThat(store().all()).containsExactly(first);
    }

    @Test
    @DisplayName("an event that arrives late does not restore a removed training")
    void removed() throws IOException {
        store.add(first);
        store.remove(first.id());
        store.update(first.id(), Training::unknown);

        assertThat(store.find(first.id())).isEmpty();
        assertThat(store().all()).isEmpty();
    }

    private int read() {
        try {
            return store().all().size();
        } catch (IOException failure) {
            throw new AssertionError(failure);
        }
    }

    private Path file() {
        return directory.resolve("trainings.json");
    }

    private TrainingStore store() throws IOException {
        DashboardProperties properties = new DashboardProperties(
                directory,
                DataSize.ofMegabytes(1),
                Duration.ofHours(1),
                new DashboardProperties.Guess(Duration.ofSeconds(1), Duration.ofSeconds(1)));
        return new TrainingStore(properties, new JsonMapper());
    }
}
