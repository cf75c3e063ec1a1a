package io.github.predictionone.classifier;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import io.github.predictionone.internal.text.Cidr;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * A rule that lets addresses call a classifier or denies them. The manual does not say whether rules with a low or a
 * high priority apply first.
 */
public final class AccessRule {

    @JsonValue
    private final Values values;

    @JsonCreator(mode = JsonCreator.Mode.DELEGATING)
    private AccessRule(Values values) {
        this.values = values;
    }

    private record Values(String source, RuleOrder order, int priority) {

        Values {
            Objects.requireNonNull(source, "source");
            if (source.isBlank()) {
                throw new IllegalArgumentException("source of a rule must not be blank");
            }
            Objects.requireNonNull(order, "order");
        }
    }

    /**
     * Creates a rule as the service wrote it. Any source that is not blank is accepted, so that a rule of the service
     * can be read and sent back. To create new rules, use {@link #allow} and {@link #deny}, which check the source.
     *
     * @param source the addresses, in any form
     * @param order whether the rule allows or denies the addresses
     * @param priority the rule's place among the rules
     * @return the rule
     * @throws NullPointerException if the source or the order is null
     * @throws IllegalArgumentException if the source is blank
     */
    public static AccessRule of(String source, RuleOrder order, int priority) {
        return new AccessRule(new Values(source, order, priority));
    }

    /**
     * Creates a rule that allows addresses.
     *
     * @param source a network such as {@code 192.0.2.0/24} or {@code 2001:db8::/32}, or an address such as
     *     {@code 192.0.2.7}; {@code 0.0.0.0/0} and {@code ::/0} match every address
     * @param priority the rule's place among the rules
     * @return the rule
     * @throws NullPointerException if an argument is null
     * @throws IllegalArgumentException if the source is neither, or has bits set after its prefix; the message says
     *     what to write instead
     */
    public static AccessRule allow(String source, int priority) {
        return of(Cidr.check(Objects.requireNonNull(source, "source")), RuleOrder.ALLOW, priority);
    }

    /**
     * Creates a rule that denies addresses.
     *
     * @param source as for {@link #allow}
     * @param priority the rule's place among the rules
     * @return the rule
     * @throws NullPointerException if an argument is null
     * @throws IllegalArgumentException if the source is neither, or has bits set after its prefix; the message says
     *     what to write instead
     */
    public static AccessRule deny(String source, int priority) {
        return of(Cidr.check(Objects.requireNonNull(source, "source")), RuleOrder.DENY, priority);
    }

    /**
     * Returns the addresses that the rule applies to.
     *
     * @return a network in CIDR notation or a single address, IPv4 or IPv6; or the text that the service wrote
     */
    public String source() {
        return values.source;
    }

    /**
     * Returns whether the rule allows or denies these addresses.
     *
     * @return allow or deny
     */
    public RuleOrder order() {
        return values.order;
    }

    /**
     * Returns the rule's place among the rules.
     *
     * @return any number
     */
    public int priority() {
        return values.priority;
    }

    /**
     * Returns a copy with another priority.
     *
     * @param priority the rule's place among the rules
     * @return a new rule
     */
    public AccessRule withPriority(int priority) {
        return of(values.source, values.order, priority);
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof AccessRule rule && values.equals(rule.values);
    }

    @Override
    public int hashCode() {
        return values.hashCode();
    }

    @Override
    public String toString() {
        return values.toString().replaceFirst("Values", "AccessRule");
    }
}
