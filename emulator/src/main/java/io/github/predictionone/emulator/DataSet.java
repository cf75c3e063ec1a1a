package io.github.predictionone.emulator;

import io.github.predictionone.emulator.storage.SignedUrls;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * An entry in the list of data sets.
 *
 * @param id its {@code data_set_id}
 * @param name the name of the training that reads it
 * @param extension {@code csv} or {@code tsv}
 * @param columns the number of columns
 * @param rows the number of rows, without the header
 * @param size in bytes
 * @param path its path in the storage
 * @param created when it was added
 */
record DataSet(int id, String name, String extension, int columns, int rows, long size, String path, Instant created) {

    Map<String, Object> shown(SignedUrls urls) {
        Map<String, Object> item = new LinkedHashMap<>();
        item.put("data_set_id", id);
        item.put("owner_user_id", Models.OWNER);
        item.put("name", name);
        item.put("extension", extension);
        item.put("column_count", columns);
        item.put("data_count", rows);
        item.put("data_size", size);
        item.put("download_url", urls.sign("GET", path));
        item.put("updated_date", Datetime.text(created));
        item.put("created_date", Datetime.text(created));
        return item;
    }
}
