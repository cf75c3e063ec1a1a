package io.github.predictionone.classifier;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import io.github.predictionone.internal.text.Cidr;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Who may call a classifier, by address. Whether a low or a high priority goes first is the service's to know: the manual
 * does not say.
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
     * A rule as the service wrote it: any source but a blank one is taken, so that it can be read and sent back. New rules
     * are made by {@link #allow} and {@link #deny}, which check it.
     *
     * @param source the addresses, in whatever form
     * @param order whether they are let in
     * @param priority the rule's place among the rules
     * @return the rule
     * @throws NullPointerException if the source or the order is null
     * @throws IllegalArgumentException if the source is blank
     */
    public static AccessRule of(String source, RuleOrder order, int priority) {
        return new AccessRule(new Values(source, order, priority));
    }

    /**
     * Lets in.
     *
     * @param source a network such as {@code 192.0.2.0/24} or {@code 2001:db8::/32}, or an address such as
     *     {@code 192.0.2.7}; {@code 0.0.0.0/0} and {@code ::/0} are everybody
     * @param priority the rule's place among the rules
     * @return the rule
     * @throws NullPointerException if an argument is null
     * @throws IllegalArgumentException if the source is neither, or has bits beyond its prefix; the message says what
     *     would be right
     */
    public static AccessRule allow(String source, int priority) {
        return of(Cidr.check(Objects.requireNonNull(source, "source")), RuleOrder.ALLOW, priority);
    }

    /**
     * Keeps out.
     *
     * @param source as for {@link #allow}
     * @param priority the rule's place among the rules
     * @return the rule
     * @throws NullPointerException if an argument is null
     * @throws IllegalArgumentException if the source is neither, or has bits beyond its prefix; the message says what
     *     would be right
     */
    public static AccessRule deny(String source, int priority) {
        return of(Cidr.check(Objects.requireNonNull(source, "source")), RuleOrder.DENY, priority);
    }

    /**
     * The addresses that the rule is about.
     *
     * @return a network in CIDR notation or a single address, IPv4 or IPv6; or whatever the service wrote
     */
    public String source() {
        return values.source;
    }

    /**
     * Whether these addresses are let in.
     *
     * @return what the rule orders
     */
    public RuleOrder order() {
        return values.order;
    }

    /**
     * The rule's place among the rules.
     *
     * @return any number
     */
    public int priority() {
        return values.priority;
    }

    /**
     * The same in another place.
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
