package io.github.predictionone.quickstart;

import io.github.predictionone.classifier.AccessRule;
import java.util.ArrayList;
import java.util.List;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** The access rules of a classifier. */
final class RuleOptions {

    @Option(
            names = "--rule",
            paramLabel = "allow:NETWORK|deny:NETWORK",
            description = "Allow or deny calls of the classifier from a network, such as allow:192.0.2.0/24. Can be "
                    + "repeated; the rules get the priorities 1, 2, 3 … in their order.")
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
        throw new ParameterException(
                command.commandLine(), "--rule must be allow:NETWORK or deny:NETWORK, not " + text);
    }
}
