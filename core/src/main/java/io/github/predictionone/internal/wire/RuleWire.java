package io.github.predictionone.internal.wire;

import com.fasterxml.jackson.annotation.JsonProperty;
import io.github.predictionone.ProtocolException;
import io.github.predictionone.classifier.AccessRule;
import io.github.predictionone.classifier.RuleOrder;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** A rule in requests and answers. */
public record RuleWire(
        @JsonProperty("source") @Nullable String source,
        @JsonProperty("order") @Nullable String order,
        @JsonProperty("priority") @Nullable Integer priority) {

    static List<RuleWire> of(List<AccessRule> rules) {
        return rules.stream()
                .map(rule -> new RuleWire(rule.source(), rule.order().word(), rule.priority()))
                .toList();
    }

    AccessRule toValue() {
        if (source == null || source.isBlank()) {
            throw new ProtocolException("a rule in the answer has no source", null);
        }
        return AccessRule.of(source, orderValue(), ClassifierWire.promised(priority, "priority of a rule"));
    }

    private RuleOrder orderValue() {
        String word = ClassifierWire.promised(order, "order of a rule").strip().toLowerCase(Locale.ROOT);
        for (RuleOrder value : RuleOrder.values()) {
            if (value.word().equals(word)) {
                return value;
            }
        }
        throw new ProtocolException("the order of a rule in the answer is neither allow nor deny", null);
    }
}
