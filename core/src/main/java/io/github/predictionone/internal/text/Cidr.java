package io.github.predictionone.internal.text;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Arrays;
import java.util.regex.Pattern;

/** Checks networks in the notation of RFC 4632 and RFC 4291, and single addresses. */
public final class Cidr {

    // Leading zeros are refused: some parsers read them as octal, others as decimal.
    private static final Pattern V4 =
            Pattern.compile("(?:(?:25[0-5]|2[0-4]\\d|1\\d\\d|[1-9]?\\d)\\.){3}(?:25[0-5]|2[0-4]\\d|1\\d\\d|[1-9]?\\d)");
    private static final Pattern V6 = Pattern.compile("[0-9a-fA-F]*+:[0-9a-fA-F:.]*+");
    private static final Pattern LENGTH = Pattern.compile("0|[1-9]\\d{0,2}");

    private static final int MAX_LENGTH = 100;

    private Cidr() {}

    /**
     * Returns the network or address as written, without surrounding space; or throws an exception for the caller to
     * see.
     */
    public static String check(String text) {
        String source = text.strip();
        if (source.length() > MAX_LENGTH) {
            throw refused(source.substring(0, MAX_LENGTH) + "…", "is not an IPv4 or IPv6 address or network");
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
            throw refused(source, "is not an IPv4 or IPv6 address or network");
        }
        try {
            // The patterns have accepted a literal address, so no name is looked up.
            byte[] address = InetAddress.getByName(text).getAddress();
            if (address.length == 4 && text.indexOf(':') >= 0) {
                throw refused(source, "is an IPv4 address in IPv6 notation: write it as IPv4");
            }
            return address;
        } catch (UnknownHostException e) {
            throw refused(source, "is not an IPv6 address or network");
        }
    }

    private static void requireNetwork(byte[] address, String prefix, String source) {
        int bits = 8 * address.length;
        if (!LENGTH.matcher(prefix).matches() || Integer.parseInt(prefix) > bits) {
            throw refused(source, "needs a prefix length from 0 to " + bits + " after the slash");
        }
        byte[] network = address.clone();
        int length = Integer.parseInt(prefix);
        for (int bit = length; bit < bits; bit++) {
            network[bit / 8] &= (byte) ~(0x80 >> bit % 8);
        }
        if (!Arrays.equals(network, address)) {
            throw refused(source, "has bits set after its prefix: did you mean " + name(network) + "/" + length + "?");
        }
    }

    private static String name(byte[] address) {
        try {
            return InetAddress.getByAddress(address).getHostAddress();
        } catch (UnknownHostException e) {
            throw new IllegalStateException("an array of 4 or 16 bytes is an address", e);
        }
    }

    private static IllegalArgumentException refused(String source, String why) {
        return new IllegalArgumentException("source of a rule: \"" + source + "\" " + why);
    }
}
