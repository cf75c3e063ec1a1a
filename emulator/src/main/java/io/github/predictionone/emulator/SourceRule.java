package io.github.predictionone.emulator;

import io.netty.handler.ipfilter.IpFilterRuleType;
import io.netty.handler.ipfilter.IpSubnetFilterRule;
import io.netty.util.NetUtil;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * Whether a network may use a classifier.
 *
 * @param source an IP address, or a network in CIDR notation
 * @param allow whether it may
 * @param priority rules apply in ascending order; of equal ones, the first in the list applies first
 */
record SourceRule(String source, boolean allow, int priority, IpSubnetFilterRule subnet) {

    /** Returns the rules sorted by priority; throws a {@code Refusal} if the JSON is not a list of rules. */
    static List<SourceRule> read(JsonNode rules) {
        if (!rules.isArray()) {
            throw Refusal.badRequest("rules must be a list.");
        }
        List<SourceRule> list = new ArrayList<>();
        rules.forEach(rule -> list.add(one(rule)));
        list.sort(Comparator.comparingInt(SourceRule::priority));
        return List.copyOf(list);
    }

    private static SourceRule one(JsonNode rule) {
        String source = Call.text(rule, "source");
        String order = Call.text(rule, "order");
        if (!order.equals("allow") && !order.equals("deny")) {
            throw Refusal.badRequest("order must be allow or deny.");
        }
        if (!rule.path("priority").isInt()) {
            throw Refusal.badRequest("priority must be a whole number.");
        }
        boolean allow = order.equals("allow");
        return new SourceRule(source, allow, rule.path("priority").asInt(), subnet(source, allow));
    }

    private static IpSubnetFilterRule subnet(String source, boolean allow) {
        String[] parts = source.split("/", -1);
        // Not InetAddress.getByName, which would look up a host name.
        byte[] address = NetUtil.createByteArrayFromIpAddressString(parts[0]);
        try {
            if (address != null && parts.length <= 2) {
                int prefix = parts.length == 1 ? 8 * address.length : Integer.parseInt(parts[1]);
                return new IpSubnetFilterRule(
                        InetAddress.getByAddress(address),
                        prefix,
                        allow ? IpFilterRuleType.ACCEPT : IpFilterRuleType.REJECT);
            }
        } catch (UnknownHostException | IllegalArgumentException e) {
            // The prefix is not a number, or is longer than the address.
        }
        throw Refusal.badRequest("source must be an IP address or a network in CIDR notation.");
    }

    /** Returns what the first matching rule says; if there are rules and none matches, returns false. */
    static boolean letIn(List<SourceRule> rules, @Nullable InetSocketAddress caller) {
        if (rules.isEmpty()) {
            return true;
        }
        return caller != null
                && rules.stream()
                        .filter(rule -> rule.subnet.matches(caller))
                        .findFirst()
                        .map(SourceRule::allow)
                        .orElse(false);
    }

    Map<String, Object> shown() {
        return Map.of("source", source, "order", allow ? "allow" : "deny", "priority", priority);
    }
}
