package io.github.predictionone.emulator;

import io.github.predictionone.emulator.learning.DataTable;
import io.github.predictionone.emulator.storage.ObjectStore;
import io.github.predictionone.emulator.storage.ObjectStore.Stored;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Clock;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.atomic.AtomicInteger;

/** All data sets, the newest first. */
final class DataSets {

    private final Map<Integer, DataSet> dataSets = new ConcurrentSkipListMap<>(Comparator.reverseOrder());
    private final AtomicInteger ids = new AtomicInteger(5000);
    private final ObjectStore objects;
    private final Clock clock;

    DataSets(ObjectStore objects, Clock clock) {
        this.objects = objects;
        this.clock = clock;
    }

    DataSet add(String name, String extension, String path, DataTable table) {
        Stored stored = objects.get(path);
        DataSet dataSet = new DataSet(
                ids.incrementAndGet(),
                name,
                extension,
                table.names().size(),
                table.rows().size(),
                stored == null ? 0 : stored.size(),
                path,
                clock.instant());
        dataSets.put(dataSet.id(), dataSet);
        return dataSet;
    }

    /** Adds a CSV file that no training has read. */
    DataSet add(String name, Path csv) {
        String path = "/uploads/" + csv.getFileName();
        try {
            objects.put(path, csv);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return add(name, "csv", path, DataTable.read(csv, "csv"));
    }

    List<DataSet> all() {
        return List.copyOf(dataSets.values());
    }

    /** Deletes a data set and its object in the storage. */
    void delete(int id) {
        DataSet dataSet = dataSets.remove(id);
        if (dataSet == null) {
            throw Refusal.badRequest("This data set may be deleted.");
        }
        objects.remove(dataSet.path());
    }
}
