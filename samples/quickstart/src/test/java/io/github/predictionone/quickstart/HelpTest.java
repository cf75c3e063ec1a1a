package io.github.predictionone.quickstart;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import picocli.CommandLine;

class HelpTest {

    static Stream<CommandLine> commands() {
        return leaves(Quickstart.commandLine(Map.of()))
                .filter(command -> !command.getCommandName().equals("generate-completion"));
    }

    private static Stream<CommandLine> leaves(CommandLine command) {
        return command.getSubcommands().isEmpty()
                ? Stream.of(command)
                : command.getSubcommands().values().stream().flatMap(HelpTest::leaves);
    }

    @ParameterizedTest
    @MethodSource("commands")
    @DisplayName("the help of every command has an example and the options --help and --debug")
    void examples(CommandLine command) {
        assertThat(command.getUsageMessage()).contains("Example", "--help", "--debug");
    }

    @Test
    @DisplayName("the general help lists the exit codes and the environment variables")
    void exitCodes() {
        CommandRun help = CommandRun.of(Map.of(), "--help");
        assertThat(help.exitCode()).isZero();
        assertThat(help.out())
                .containsPattern("(?m)^ *" + Failure.CLASSIFIER + " +classifier")
                .containsPattern("(?m)^ *" + Failure.NOT_FOUND + " +no such model")
                .containsPattern("(?m)^ *" + Failure.ROWS + " +done, but rows failed")
                .contains("PREDICTION_ONE_SECRET_KEY");
    }

    @Test
    @DisplayName("generate-completion prints a script that completes commands and options")
    void completion() {
        CommandRun script = CommandRun.of(Map.of(), "generate-completion");
        assertThat(script.exitCode()).isZero();
        assertThat(script.out()).contains("complete -F _complete_quickstart", "--keep-going", "lifecycle");
    }
}
