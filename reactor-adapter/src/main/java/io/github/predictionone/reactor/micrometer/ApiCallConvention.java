package io.github.predictionone.reactor.micrometer;

import io.github.predictionone.ApiException;
import io.github.predictionone.reactor.Instrumentation.Outcome;
import io.micrometer.common.KeyValue;
import io.micrometer.common.KeyValues;
import io.micrometer.observation.GlobalObservationConvention;
import io.micrometer.observation.Observation;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * The default names and values of a call's observation: those of Spring's {@code http.client.requests}, without the
 * URL. They apply unless the application's registry has another convention for {@link ApiCallContext}. See
 * {@link MicrometerInstrumentation}.
 */
public class ApiCallConvention implements GlobalObservationConvention<ApiCallContext> {

    private static final KeyValue NO_EXCEPTION = KeyValue.of("exception", "none");
    private static final KeyValue NO_STATUS = KeyValue.of("status", "CLIENT_ERROR");

    /** Creates the convention, which has no settings. */
    public ApiCallConvention() {}

    @Override
    public boolean supportsContext(Observation.Context context) {
        return context instanceof ApiCallContext;
    }

    @Override
    public String getName() {
        return "http.client.requests";
    }

    @Override
    public String getContextualName(ApiCallContext context) {
        return "http " + context.call().method().toLowerCase(Locale.ROOT);
    }

    @Override
    public KeyValues getLowCardinalityKeyValues(ApiCallContext context) {
        Integer status = context.getResponse();
        Throwable failure = context.getError();
        return KeyValues.of(
                KeyValue.of("client.name", context.clientName()),
                KeyValue.of("method", context.call().method()),
                KeyValue.of("uri", context.call().path()),
                status == null ? NO_STATUS : KeyValue.of("status", status.toString()),
                KeyValue.of("outcome", outcome(context, failure)),
                failure == null
                        ? NO_EXCEPTION
                        : KeyValue.of("exception", failure.getClass().getSimpleName()));
    }

    /**
     * Derives the outcome from the status that a response stands for. If a 2xx response contains an error, that is the
     * status of the error.
     */
    private static String outcome(ApiCallContext context, @Nullable Throwable failure) {
        if (context.outcome() == Outcome.SUCCESS) {
            return "SUCCESS";
        }
        if (failure instanceof ApiException answer && answer.httpStatus() >= 400) {
            return answer.httpStatus() < 500 ? "CLIENT_ERROR" : "SERVER_ERROR";
        }
        return "UNKNOWN";
    }
}
