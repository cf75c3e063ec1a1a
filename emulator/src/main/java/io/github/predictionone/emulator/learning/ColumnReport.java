package io.github.predictionone.emulator.learning;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.DoubleSummaryStatistics;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.function.Function;
import java.util.stream.Collectors;

/** Computes the answer of Train Data Set Info from the uploaded data. */
public final class ColumnReport {

    private static final int SHOWN_ROWS = 10;
    private static final int SHOWN_VALUES = 20;

    private ColumnReport() {}

    public static Map<String, Object> of(DataTable table) {
        List<Object> columns = new ArrayList<>();
        List<Object> useless = new ArrayList<>();
        for (int index = 0; index < table.names().size(); index++) {
            List<String> values = table.present(index).toList();
            useless.add(values.stream().distinct().count() < 2 ? table.names().get(index) : null);
            columns.add(column(table, index, values));
        }
        Map<String, Object> report = new LinkedHashMap<>();
        report.put("raw_column_names", table.names());
        report.put(
                "raw_training_data",
                table.rows().stream()
                        .limit(SHOWN_ROWS)
                        .map(row -> Map.of("row_data", String.join(",", row)))
                        .toList());
        report.put("useless_column_list", useless);
        report.put("trainingdata_row_count", table.rows().size());
        report.put("training_data_columns", columns);
        return report;
    }

    private static Map<String, Object> column(DataTable table, int index, List<String> values) {
        ColumnKind kind = ColumnKind.of(values);
        Map<String, Object> column = new LinkedHashMap<>();
        column.put("column_id", index);
        column.put("name", table.names().get(index));
        column.put("initial_data_type", kind.number());
        column.put("available_data_types", available(kind));
        column.put("unique_count", values.stream().distinct().count());
        column.put("data_count", values.size());
        column.put("missing_count", table.rows().size() - values.size());
        column.put("cor_score", null);
        column.put("classify_value", counts(values));
        column.put("numerical_value", numbers(kind, values));
        column.put("range_pick_info", null);
        return column;
    }

    private static List<Integer> available(ColumnKind kind) {
        return switch (kind) {
            case INTEGER -> List.of(ColumnKind.INTEGER.number(), ColumnKind.FLOAT.number(), ColumnKind.STRING.number());
            case FLOAT -> List.of(ColumnKind.FLOAT.number(), ColumnKind.STRING.number());
            case DATE -> List.of(ColumnKind.DATE.number(), ColumnKind.STRING.number());
            default -> List.of(ColumnKind.STRING.number(), ColumnKind.TEXT.number());
        };
    }

    private static List<Object> counts(List<String> values) {
        return values.stream()
                .collect(Collectors.groupingBy(Function.identity(), Collectors.counting()))
                .entrySet()
                .stream()
                .sorted(Map.Entry.<String, Long>comparingByValue().reversed().thenComparing(Map.Entry.comparingByKey()))
                .limit(SHOWN_VALUES)
                .<Object>map(count -> Map.of("name", count.getKey(), "value", count.getValue()))
                .toList();
    }

    private static List<Object> numbers(ColumnKind kind, List<String> values) {
        if (values.isEmpty() || (kind != ColumnKind.INTEGER && kind != ColumnKind.FLOAT)) {
            return List.of();
        }
        double[] sorted = values.stream()
                .map(ColumnKind::number)
                .filter(OptionalDouble::isPresent)
                .mapToDouble(OptionalDouble::getAsDouble)
                .sorted()
                .toArray();
        DoubleSummaryStatistics summary = Arrays.stream(sorted).summaryStatistics();
        return List.of(Map.of(
                "max_value", summary.getMax(),
                "min_value", summary.getMin(),
                "avg_value", summary.getAverage(),
                "median_value", sorted[sorted.length / 2]));
    }
}
