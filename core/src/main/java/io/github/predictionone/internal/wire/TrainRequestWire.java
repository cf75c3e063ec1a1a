package io.github.predictionone.internal.wire;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import io.github.predictionone.training.ForecastUnit;
import io.github.predictionone.training.TimeSeries;
import io.github.predictionone.training.TrainRequest;
import io.github.predictionone.training.TrainingConfig;
import io.github.predictionone.training.TrainingType;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The body of {@code POST /models}. Settings with the service's default value are omitted. */
public record TrainRequestWire(
        @JsonProperty("external_process_id") String externalProcessId,
        @JsonProperty("name") String name,
        @JsonProperty("config") Config config) {

    /** The manual's table of {@code config}, with its names. */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    public record Config(
            @JsonProperty("tc") String tc,
            @JsonProperty("tt") String tt,
            @JsonProperty("tv") @Nullable String tv,
            @JsonProperty("cv") @Nullable Integer cv,
            @JsonProperty("im") @Nullable Boolean im,
            @JsonProperty("tsm") @Nullable Boolean tsm,
            @JsonProperty("tsu") @Nullable String tsu,
            @JsonProperty("tsc") @Nullable String tsc,
            @JsonProperty("tsi") @Nullable Integer tsi,
            @JsonProperty("tsf") @Nullable Integer tsf,
            @JsonProperty("tst") @Nullable Integer tst,
            @JsonProperty("tss") @Nullable String tss,
            @JsonProperty("tsin") @Nullable Boolean tsin,
            @JsonProperty("tsine") @Nullable List<String> tsine) {

        /** Returns the configuration of a model; empty if it is a kind of training that this client does not know. */
        Optional<TrainingConfig> known() {
            try {
                return Optional.of(toValue());
            } catch (IllegalArgumentException | NullPointerException e) {
                return Optional.empty();
            }
        }

        private TrainingConfig toValue() {
            TrainingType type = TrainingType.valueOf(tt.toUpperCase(Locale.ROOT));
            boolean series = Boolean.TRUE.equals(tsm);
            if (tv != null && type != TrainingType.BINARY_CLASSIFICATION) {
                throw new IllegalArgumentException("a positive value requires two classes");
            }
            if (series && type != TrainingType.REGRESSION) {
                throw new IllegalArgumentException("a time series requires a regression");
            }
            TrainingConfig kind = switch (type) {
                case BINARY_CLASSIFICATION -> TrainingConfig.binaryClassification(tc, Objects.requireNonNull(tv));
                case MULTI_CLASSIFICATION -> TrainingConfig.multiClassification(tc);
                case REGRESSION -> series ? series() : TrainingConfig.regression(tc);
            };
            return kind.withCrossValidation(cv == null ? 0 : cv).withImbalanceCorrection(Boolean.TRUE.equals(im));
        }

        private TrainingConfig series() {
            TrainingConfig series = TrainingConfig.timeSeries(
                            tc, Objects.requireNonNull(tsc), tsf == null ? 0 : tsf, tst == null ? 0 : tst)
                    .withInterval(tsi == null ? 0 : tsi)
                    .withKnownColumns(Boolean.TRUE.equals(tsin))
                    .withKnownColumnExceptions(tsine == null ? List.of() : tsine);
            TrainingConfig counted = tsu == null ? series : series.withTimeUnit(unit(tsu));
            return tss == null ? counted : counted.withSeriesColumn(tss);
        }

        private static ForecastUnit unit(String word) {
            return Arrays.stream(ForecastUnit.values())
                    .filter(unit -> unit.word().equalsIgnoreCase(word))
                    .findFirst()
                    .orElseThrow(() -> new IllegalArgumentException("unknown unit"));
        }
    }

    /**
     * Converts a request to its wire form.
     *
     * @param request the request
     * @return the wire form
     */
    public static TrainRequestWire of(TrainRequest request) {
        return new TrainRequestWire(request.id().value(), request.name(), config(request.config()));
    }

    private static Config config(TrainingConfig config) {
        Optional<TimeSeries> series = config.timeSeries();
        return new Config(
                config.target(),
                config.type().word(),
                config.positiveValue().orElse(null),
                Optional.of(config.crossValidation()).filter(n -> n != 0).orElse(null),
                Optional.of(config.imbalanceCorrection()).filter(on -> on).orElse(null),
                series.map(present -> true).orElse(null),
                series.flatMap(TimeSeries::unit).map(ForecastUnit::word).orElse(null),
                series.map(TimeSeries::timeColumn).orElse(null),
                series.map(TimeSeries::interval).filter(n -> n != 0).orElse(null),
                series.map(TimeSeries::forecastStart).orElse(null),
                series.map(TimeSeries::forecastEnd).orElse(null),
                series.flatMap(TimeSeries::seriesColumn).orElse(null),
                series.map(TimeSeries::knownColumns).filter(on -> on).orElse(null),
                series.map(TimeSeries::knownColumnExceptions)
                        .filter(columns -> !columns.isEmpty())
                        .orElse(null));
    }
}
