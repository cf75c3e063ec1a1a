package io.github.predictionone.emulator.learning;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.tribuo.Dataset;
import org.tribuo.Example;
import org.tribuo.MutableDataset;
import org.tribuo.Output;
import org.tribuo.impl.ArrayExample;
import org.tribuo.provenance.SimpleDataSourceProvenance;

/** Turns rows into examples, with the encoding learnt for each column. */
record Features<T extends Output<T>>(Learner<T> learner, int target, List<FeatureColumn> columns) {

    static <T extends Output<T>> Features<T> learn(
            Learner<T> learner, int target, List<ColumnKind> kinds, DataTable rows) {
        List<FeatureColumn> columns = new ArrayList<>();
        for (int column = 0; column < kinds.size(); column++) {
            if (column != target && kinds.get(column) != ColumnKind.IGNORE) {
                columns.add(FeatureColumn.learn(rows, column, kinds.get(column)));
            }
        }
        return new Features<>(learner, target, columns);
    }

    /** Returns examples that have the value to predict. */
    Dataset<T> dataset(DataTable rows) {
        MutableDataset<T> dataset =
                new MutableDataset<>(new SimpleDataSourceProvenance("upload", learner.outputs()), learner.outputs());
        rows.rows().forEach(row -> dataset.add(example(learner.output(row.get(target)), values(row))));
        return dataset;
    }

    /** Returns an example without the value to predict. */
    Example<T> unknown(List<String> row) {
        return example(learner.outputs().getUnknownOutput(), values(row));
    }

    /** Returns an example in which one column has its average or most frequent value. */
    Example<T> unknownWithUsual(FeatureColumn usual, List<String> row) {
        Map<String, Double> values = new HashMap<>();
        columns.forEach(column -> {
            if (column.equals(usual)) {
                column.encodeUsual(values);
            } else {
                column.encode(row.get(column.index()), values);
            }
        });
        return example(learner.outputs().getUnknownOutput(), values);
    }

    private Map<String, Double> values(List<String> row) {
        Map<String, Double> values = new HashMap<>();
        columns.forEach(column -> column.encode(row.get(column.index()), values));
        return values;
    }

    private ArrayExample<T> example(T output, Map<String, Double> values) {
        String[] names = values.keySet().toArray(String[]::new);
        double[] numbers = new double[names.length];
        for (int i = 0; i < names.length; i++) {
            numbers[i] = values.getOrDefault(names[i], 0.0);
        }
        return new ArrayExample<>(output, names, numbers);
    }
}
