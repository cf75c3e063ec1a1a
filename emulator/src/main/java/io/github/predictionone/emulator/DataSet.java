package io.github.predictionone.emulator;

import io.github.predictionone.emulator.storage.SignedUrls;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Data in the list of data sets.
 *
 * @param id its {@code data_set_id}
 * @param name what the training on it is called
 * @param extension {@code csv} or {@code tsv}
 * @param columns how many columns
 * @param rows how many rows, without the header
 * @param size in bytes
 * @param path where it lies in the storage
 * @param created when it came
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
