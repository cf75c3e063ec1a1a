package io.github.predictionone.emulator.learning;

import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.logging.Level;
import java.util.logging.Logger;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/** One training, from the uploaded data to its outcome. */
public record TrainingJob(
        TrainingSettings settings,
        String extension,
        DataTable table,
        @Nullable Path evaluation,
        @Nullable Path columnInfo) {

    // Tribuo logs every tree. The JDK drops the level of a logger without strong references: hence this field.
    private static final Logger TRIBUO = Logger.getLogger("org.tribuo");

    static {
        TRIBUO.setLevel(Level.WARNING);
    }

    private static final int MIN_ROWS = 100;
    private static final int MAX_COLUMNS = 999;
    private static final int FOLDS_BY_DATA = 3;
    private static final int ROWS_FOR_HOLD_OUT = 500;

    /** Trains; throws a {@code TrainingFailure} if the data does not allow a model. */
    public Outcome run() {
        if (settings.timeSeries()) {
            throw new TrainingFailure("The emulator does not train time series.");
        }
        checkSize(table);
        int target = table.indexOf(settings.target());
        DataTable rows = table.where(target);
        List<ColumnKind> kinds = kinds(table);
        return switch (settings.type()) {
            case "regression" -> evaluate(new Trainer<>(new RegressionLearner(), kinds, target), rows, target);
            default -> evaluate(new Trainer<>(classification(rows, target), kinds, target), rows, target);
        };
    }

    private static void checkSize(DataTable table) {
        if (table.rows().size() < MIN_ROWS) {
            throw new TrainingFailure("The data has " + table.rows().size() + " rows; " + MIN_ROWS + " are needed.");
        }
        if (table.names().size() < 2 || table.names().size() > MAX_COLUMNS) {
            throw new TrainingFailure(
                    "The data has " + table.names().size() + " columns; 2 to " + MAX_COLUMNS + " are needed.");
        }
    }

    private List<ColumnKind> kinds(DataTable table) {
        if (columnInfo == null) {
            return IntStream.range(0, table.names().size())
                    .mapToObj(column ->
                            ColumnKind.of(table.present(column).limit(1000).toList()))
                    .toList();
        }
        DataTable info = DataTable.read(columnInfo, "csv");
        if (!info.names().equals(List.of("column_name", "column_type"))
                || !info.column(0).equals(table.names())) {
            throw new TrainingFailure("The column information does not fit the data.");
        }
        return info.column(1).stream()
                .map(word -> ColumnKind.named(word.toLowerCase(Locale.ROOT)))
                .toList();
    }

    private ClassificationLearner classification(DataTable rows, int target) {
        List<String> classes = rows.column(target).stream().distinct().sorted().toList();
        String positive = settings.positive();
        if (classes.size() < 2) {
            throw new TrainingFailure("The target has a single value.");
        }
        if (positive != null && classes.size() > 2) {
            throw new TrainingFailure("The target has " + classes.size() + " values, not two.");
        }
        if (positive != null && !classes.contains(positive)) {
            throw new TrainingFailure("The target never has the positive value " + positive + ".");
        }
        return new ClassificationLearner(classes, positive);
    }

    private Outcome evaluate(Trainer<?> trainer, DataTable rows, int target) {
        if (evaluation != null) {
            DataTable others = DataTable.read(evaluation, extension);
            if (!others.names().equals(rows.names())) {
                throw new TrainingFailure("The evaluation data has other columns than the training data.");
            }
            return trainer.evaluate(new Split(rows, others.where(target)));
        }
        return switch (settings.folds()) {
            case 1 -> trainer.holdOut(rows);
            case -1 -> trainer.crossValidate(rows, FOLDS_BY_DATA);
            case 0 ->
                rows.rows().size() >= ROWS_FOR_HOLD_OUT
                        ? trainer.holdOut(rows)
                        : trainer.crossValidate(rows, FOLDS_BY_DATA);
            default ->
                trainer.crossValidate(
                        rows, Math.min(settings.folds(), rows.rows().size()));
        };
    }
}
