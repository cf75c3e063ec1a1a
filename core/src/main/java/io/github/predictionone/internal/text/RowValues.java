package io.github.predictionone.internal.text;

import java.io.IOException;
import java.io.StringReader;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.NumericNode;

/** Converts objects and lines of CSV to the values of a row. No message contains a value. */
public final class RowValues {

    private RowValues() {}

    /** Returns the values of a map, record or bean, as text by column. */
    public static Map<String, String> of(Object source) {
        JsonNode properties = JsonWriter.properties(source);
        if (!properties.isObject()) {
            throw new IllegalArgumentException("a row must be a map, a record or a bean, not a "
                    + source.getClass().getName());
        }
        Map<String, String> values = new LinkedHashMap<>();
        properties
                .properties()
                .forEach(property -> values.put(property.getKey(), text(property.getKey(), property.getValue())));
        return values;
    }

    private static String text(String column, JsonNode value) {
        if (value.isNull() || value.isMissingNode()) {
            return "";
        }
        if (value instanceof NumericNode number && number.isNaN()) {
            throw new IllegalArgumentException("column '" + column + "' of a row: the number is not finite");
        }
        if (!value.isValueNode()) {
            throw new IllegalArgumentException(
                    "column '" + column + "' of a row: a list or an object does not fit into one field");
        }
        return value.isBigDecimal() ? value.decimalValue().toPlainString() : value.asString();
    }

    /** Returns the values of a line of CSV that follows a header line. */
    public static Map<String, String> ofCsv(String header, String line) {
        OneRow row = new OneRow();
        try {
            BoundedCsv.read(new StringReader(header + "\n" + line), ',', row);
        } catch (IOException e) {
            throw new IllegalArgumentException("not a row of CSV: " + e.getMessage(), e);
        }
        if (row.values.isEmpty()) {
            throw new IllegalArgumentException("not a row of CSV: there is no line after the header");
        }
        return row.values;
    }

    private static final class OneRow implements BoundedCsv.RowReader {

        private List<String> columns = List.of();
        private final Map<String, String> values = new LinkedHashMap<>();

        @Override
        public void header(List<String> names) {
            columns = names;
        }

        @Override
        public boolean row(List<String> fields) {
            if (!values.isEmpty()) {
                throw new IllegalArgumentException("not a row of CSV: there is more than one line after the header");
            }
            for (int i = 0; i < fields.size(); i++) {
                values.put(columns.get(i), fields.get(i));
            }
            return true;
        }
    }
}
