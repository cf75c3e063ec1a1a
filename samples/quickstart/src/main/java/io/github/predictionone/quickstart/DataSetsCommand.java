package io.github.predictionone.quickstart;

import io.github.predictionone.dataset.DataSet;
import io.github.predictionone.dataset.DataSetId;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

@Command(
        name = "datasets",
        mixinStandardHelpOptions = true,
        description = "List and delete data sets.",
        synopsisSubcommandLabel = "COMMAND")
final class DataSetsCommand {

    @Command(
            mixinStandardHelpOptions = true,
            description = "List the data sets.",
            footer = {"", "Examples:", "  datasets list", "  datasets list --json"})
    int list(@Mixin ServiceOptions target, @Mixin OutputOptions output) {
        try (Service service = target.real();
                Console console = output.console()) {
            for (DataSet dataSet : service.client().dataSets().list().toIterable()) {
                console.show(dataSet, text(dataSet));
            }
            return 0;
        }
    }

    private static String text(DataSet dataSet) {
        return String.join(
                "  ",
                dataSet.id().toString(),
                dataSet.name().orElse("-"),
                dataSet.extension().orElse("-"),
                number(dataSet.rowCount()) + " rows",
                number(dataSet.columnCount()) + " columns",
                number(dataSet.size()) + " bytes",
                dataSet.created().map(Object::toString).orElse("-"));
    }

    private static String number(OptionalLong number) {
        return number.isPresent() ? Long.toString(number.getAsLong()) : "-";
    }

    @Command(
            mixinStandardHelpOptions = true,
            description = "Delete data sets.",
            footer = {"", "Example:", "  datasets delete 12"})
    int delete(
            @Parameters(paramLabel = "ID", arity = "1..*", description = "The numbers of the data sets.")
                    List<Long> ids,
            @Mixin ServiceOptions target,
            @Mixin OutputOptions output) {
        try (Service service = target.real();
                Console console = output.console()) {
            for (Long id : ids) {
                service.client().dataSets().delete(DataSetId.of(id)).block();
                console.show(Map.of("deleted", id), "Deleted data set " + id + ".");
            }
            return 0;
        }
    }
}
