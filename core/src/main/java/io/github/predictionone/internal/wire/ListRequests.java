package io.github.predictionone.internal.wire;

import static io.github.predictionone.internal.wire.ApiRequest.parameter;

import io.github.predictionone.ProtocolException;
import io.github.predictionone.dataset.DataSet;
import io.github.predictionone.dataset.DataSetId;
import io.github.predictionone.model.Model;
import io.github.predictionone.model.ModelId;

/** Requests that list models and data sets page by page, and that delete them. */
public final class ListRequests {

    /** The service's own default page size. */
    public static final int PAGE_SIZE = 30;

    private ListRequests() {}

    public static ApiRequest<Page<Model>> models(long offset) {
        return Requests.get(
                Endpoint.GET_MODELS,
                "",
                page(offset),
                body -> JsonReader.read(body, ModelsWire.class).toPage());
    }

    public static ApiRequest<ModelId> deleteModel(ModelId id) {
        return delete(Endpoint.DELETE_MODEL, id.toString(), id);
    }

    public static ApiRequest<Page<DataSet>> dataSets(long offset) {
        return Requests.get(
                Endpoint.GET_DATA_SETS,
                "",
                page(offset),
                body -> JsonReader.read(body, DataSetsWire.class).toPage());
    }

    public static ApiRequest<DataSetId> deleteDataSet(DataSetId id) {
        return delete(Endpoint.DELETE_DATA_SET, id.toString(), id);
    }

    private static String page(long offset) {
        return parameter("offset", Long.toString(offset)) + "&" + parameter("limit", Integer.toString(PAGE_SIZE));
    }

    static <T> ApiRequest<T> delete(Endpoint endpoint, String id, T value) {
        return new ApiRequest<>(endpoint, id, ApiRequest.path(endpoint, id), null, body -> {
            requireNoError(body);
            return value;
        });
    }

    /**
     * Rejects an answer with a code or an error. The manual promises no fields, so any other answer is accepted; a
     * message alone may report success.
     */
    private static void requireNoError(byte[] body) {
        ErrorBody said = ErrorBody.fields(body);
        if (said.code() != null || said.error() != null) {
            throw new ProtocolException("the answer contains an error", null);
        }
    }
}
