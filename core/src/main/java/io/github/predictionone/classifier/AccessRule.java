package io.github.predictionone.classifier;

import io.github.predictionone.internal.text.Cidr;
import java.util.Objects;

/**
 * Who may call a classifier, by address. Whether a low or a high priority goes first is the service's to know: the manual
 * does not say.
 *
 * @param source the addresses: a network in CIDR notation or a single address, IPv4 or IPv6
 * @param order whether they are let in
 * @param priority the rule's place among the rules
 */
public record AccessRule(String source, RuleOrder order, int priority) {

    /**
     * A rule as the service wrote it: any source but a blank one is taken, so that it can be read and sent back. New rules
     * are made by {@link #allow} and {@link #deny}, which check it.
     *
     * @param source as for the record
     * @param order as for the record
     * @param priority as for the record
     * @throws NullPointerException if the source or the order is null
     * @throws IllegalArgumentException if the source is blank
     */
    public AccessRule {
        if (source.isBlank()) {
            throw new IllegalArgumentException("source of a rule must not be blank");
        }
        Objects.requireNonNull(order, "order");
    }

    /**
     * Lets in.
     *
     * @param source a network such as {@code 192.0.2.0/24} or {@code 2001:db8::/32}, or an address such as
     *     {@code 192.0.2.7}; {@code 0.0.0.0/0} and {@code ::/0} are everybody
     * @param priority the rule's place among the rules
     * @return the rule
     * @throws IllegalArgumentException if the source is neither, or has bits beyond its prefix; the message says what
     *     would be right
     */
    public static AccessRule allow(String source, int priority) {
        return new AccessRule(Cidr.check(source), RuleOrder.ALLOW, priority);
    }

    /**
     * Keeps out.
     *
     * @param source as for {@link #allow}
     * @param priority the rule's place among the rules
     * @return the rule
     * @throws IllegalArgumentException if the source is neither, or has bits beyond its prefix; the message says what
     *     would be right
     */
    public static AccessRule deny(String source, int priority) {
        return new AccessRule(Cidr.check(source), RuleOrder.DENY, priority);
    }
}
