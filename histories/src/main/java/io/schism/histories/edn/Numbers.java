package io.schism.histories.edn;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.regex.Pattern;

/** Numbers as EDN writes them. */
final class Numbers {
    /** Longer ones cost more than linear time, and no history has them. */
    private static final int LONGEST = 1000;

    private static final Pattern INTEGER = Pattern.compile("[+-]?(0|[1-9][0-9]*)N?");
    /** No EDN, but what Clojure prints of an object: {@code #object[java.lang.Object 0x4a7f "..."]}. */
    private static final Pattern HEXADECIMAL = Pattern.compile("0[xX][0-9a-fA-F]+");

    private static final Pattern DECIMAL = Pattern.compile("[+-]?(0|[1-9][0-9]*)(\\.[0-9]*)?([eE][+-]?[0-9]+)?M?");

    private static final long LARGEST_EXPONENT = 1_000_000;

    private Numbers() {}

    /** A digit, or a sign and a digit. */
    static boolean startsLikeNumber(CharSequence token) {
        int digit = token.charAt(0) == '-' || token.charAt(0) == '+' ? 1 : 0;
        return token.length() > digit && token.charAt(digit) >= '0' && token.charAt(digit) <= '9';
    }

    /**
     * A Long, or a BigInteger where it is too small for it; a Double; a BigDecimal for {@code M}.
     *
     * @throws IllegalArgumentException with the problem, if it is no number
     */
    static Number parse(String token) {
        if (token.length() > LONGEST) {
            throw new IllegalArgumentException("a number of more than " + LONGEST + " digits");
        }
        if (INTEGER.matcher(token).matches()) {
            return integer(new BigInteger(token.endsWith("N") ? withoutLast(token) : token));
        }
        if (HEXADECIMAL.matcher(token).matches()) {
            return integer(new BigInteger(token.substring(2), 16));
        }
        if (!DECIMAL.matcher(token).matches()) {
            throw new IllegalArgumentException("not a number: " + token);
        }
        if (!token.endsWith("M")) {
            return Double.valueOf(token);
        }
        try {
            BigDecimal number = new BigDecimal(withoutLast(token));
            // What a BigDecimal takes differs between JDKs; such a number would fill the memory when written out
            // anyway.
            if (Math.abs((long) number.scale()) > LARGEST_EXPONENT) {
                throw new IllegalArgumentException("an exponent out of range: " + token);
            }
            return number;
        } catch (NumberFormatException e) {
            throw new IllegalArgumentException("an exponent out of range: " + token, e);
        }
    }

    private static Number integer(BigInteger integer) {
        return integer.bitLength() < Long.SIZE ? (Number) integer.longValue() : integer;
    }

    private static String withoutLast(String token) {
        return token.substring(0, token.length() - 1);
    }
}
