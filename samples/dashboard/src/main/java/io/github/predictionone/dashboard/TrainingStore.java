package io.github.predictionone.dashboard;

import io.github.predictionone.training.TrainingId;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.json.JsonMapper;

/**
 * Stores the trainings that were started here, because the service has no list of them. Reading never blocks. A change
 * returns once it is on the disk; it is visible to readers shortly before that.
 */
@Component
final class TrainingStore {

    private static final Logger LOG = LoggerFactory.getLogger(TrainingStore.class);

    private final JsonMapper json;
    private final AtomicFile file;
    private volatile Map<TrainingId, Training> trainings;

    TrainingStore(DashboardProperties properties, JsonMapper json) throws IOException {
        this.json = json;
        Files.createDirectories(properties.directory());
        file = new AtomicFile(properties.directory().resolve("trainings.json"));
        trainings = read();
    }

    /** The content of the file. */
    private record Content(List<Training> trainings) {}

    /** Returns the trainings in the order of their start. */
    List<Training> all() {
        return List.copyOf(trainings.values());
    }

    Optional<Training> find(TrainingId id) {
        return Optional.ofNullable(trainings.get(id));
    }

    void add(Training training) {
        change(all -> all.put(training.id(), training));
    }

    /** Updates a training. Does nothing if the training does not exist or has been removed. */
    void update(TrainingId id, UnaryOperator<Training> update) {
        change(all -> all.computeIfPresent(id, (key, training) -> update.apply(training)));
    }

    void remove(TrainingId id) {
        change(all -> all.remove(id));
    }

    private synchronized void change(Consumer<Map<TrainingId, Training>> change) {
        Map<TrainingId, Training> changed = new LinkedHashMap<>(trainings);
        change.accept(changed);
        if (changed.equals(trainings)) {
            return;
        }
        trainings = changed;
        try {
            file.write(json.writeValueAsBytes(new Content(List.copyOf(changed.values()))));
        } catch (IOException failure) {
            throw new UncheckedIOException("Cannot write the list of trainings: " + failure.getMessage(), failure);
        }
    }

    private Map<TrainingId, Training> read() throws IOException {
        Map<TrainingId, Training> all = new LinkedHashMap<>();
        Optional<byte[]> content = file.read();
        if (content.isPresent()) {
            try {
                json.readValue(content.get(), Content.class)
                        .trainings()
                        .forEach(training -> all.put(training.id(), training));
            } catch (JacksonException | NullPointerException unreadable) {
                LOG.warn(
                        "cannot read the list of trainings, moved it to {}: {}",
                        file.setAside(),
                        unreadable.getClass());
                all.clear();
            }
        }
        return all;
    }
}
