package io.github.predictionone.emulator;

import io.github.predictionone.emulator.storage.SignedUrls;
import java.util.List;

/** Rows 8 and 9 of the API: data sets. */
final class DataSetRoutes {

    private final Keys keys;
    private final DataSets dataSets;
    private final SignedUrls urls;

    DataSetRoutes(Keys keys, DataSets dataSets, SignedUrls urls) {
        this.keys = keys;
        this.dataSets = dataSets;
        this.urls = urls;
    }

    List<Route> routes() {
        return List.of(Route.get("/data-sets", this::list), Route.delete("/data-sets/{data_set_id}", this::delete));
    }

    private Object list(Call call) {
        keys.requireApiKey(call.key(), "train");
        return Page.of(call).answer("data_sets", dataSets.all(), dataSet -> dataSet.shown(urls));
    }

    private void delete(Call call) {
        keys.requireApiKey(call.key(), "train");
        dataSets.delete(call.id("data_set_id"));
    }
}
