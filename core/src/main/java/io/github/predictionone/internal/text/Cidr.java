package io.github.predictionone.internal.text;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Arrays;
import java.util.regex.Pattern;

/** Networks as RFC 4632 and RFC 4291 write them, and single addresses. */
public final class Cidr {

    // A leading zero means octal to some, and decimal to others.
    private static final Pattern V4 =
            Pattern.compile("(?:(?:25[0-5]|2[0-4]\\d|1\\d\\d|[1-9]?\\d)\\.){3}(?:25[0-5]|2[0-4]\\d|1\\d\\d|[1-9]?\\d)");
    private static final Pattern V6 = Pattern.compile("[0-9a-fA-F]*+:[0-9a-fA-F:.]*+");
    private static final Pattern LENGTH = Pattern.compile("0|[1-9]\\d{0,2}");

    private static final int MAX_LENGTH = 100;

    private Cidr() {}

    /** Returns the network or address as it was written, without space around it; or throws what the caller should see. */
    public static String check(String text) {
        String source = text.strip();
        if (source.length() > MAX_LENGTH) {
            throw refused(source.substring(0, MAX_LENGTH) + "…", "is no IPv4 or IPv6 address or network");
        }
        int slash = source.indexOf('/');
        byte[] address = address(slash < 0 ? source : source.substring(0, slash), source);
        if (slash >= 0) {
            requireNetwork(address, source.substring(slash + 1), source);
        }
        return source;
    }

    private static byte[] address(String text, String source) {
        if (!V4.matcher(text).matches() && !V6.matcher(text).matches()) {
            throw refused(source, "is no IPv4 or IPv6 address or network");
        }
        try {
            // A literal, by the patterns: no name is looked up.
            byte[] address = InetAddress.getByName(text).getAddress();
            if (address.length == 4 && text.indexOf(':') >= 0) {
                throw refused(source, "is an IPv4 address in IPv6 notation: write it as IPv4");
            }
            return address;
        } catch (UnknownHostException e) {
            throw refused(source, "is no IPv6 address or network");
        }
    }

    private static void requireNetwork(byte[] address, String prefix, String source) {
        int bits = 8 * address.length;
        if (!LENGTH.matcher(prefix).matches() || Integer.parseInt(prefix) > bits) {
            throw refused(source, "needs a prefix length from 0 to " + bits + " behind the slash");
        }
        byte[] network = address.clone();
        int length = Integer.parseInt(prefix);
        for (int bit = length; bit < bits; bit++) {
            network[bit / 8] &= (byte) ~(0x80 >> bit % 8);
        }
        if (!Arrays.equals(network, address)) {
            throw refused(source, "has bits beyond its prefix: is " + name(network) + "/" + length + " meant?");
        }
    }

    private static String name(byte[] address) {
        try {
            return InetAddress.getByAddress(address).getHostAddress();
        } catch (UnknownHostException e) {
            throw new IllegalStateException("four and sixteen bytes are addresses", e);
        }
    }

    private static IllegalArgumentException refused(String source, String why) {
        return new IllegalArgumentException("source of a rule: \"" + source + "\" " + why);
    }
}
