package io.github.predictionone.quickstart;

import io.github.predictionone.classifier.AccessRule;
import java.util.ArrayList;
import java.util.List;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** Who may call a classifier. */
final class RuleOptions {

    @Option(
            names = "--rule",
            paramLabel = "allow:NETWORK|deny:NETWORK",
            description =
                    "Who may call it, by address, such as allow:192.0.2.0/24. The priorities are 1, 2, 3 … in the "
                            + "order of the rules.")
    private List<String> rules = new ArrayList<>();

    @Spec(Spec.Target.MIXEE)
    private CommandSpec command;

    List<AccessRule> rules() {
        List<AccessRule> read = new ArrayList<>();
        for (String rule : rules) {
            read.add(rule(rule, read.size() + 1));
        }
        return read;
    }

    private AccessRule rule(String text, int priority) {
        if (text.startsWith("allow:")) {
            return AccessRule.allow(text.substring("allow:".length()), priority);
        }
        if (text.startsWith("deny:")) {
            return AccessRule.deny(text.substring("deny:".length()), priority);
        }
        throw new ParameterException(command.commandLine(), "--rule is allow:NETWORK or deny:NETWORK, not " + text);
    }
}
