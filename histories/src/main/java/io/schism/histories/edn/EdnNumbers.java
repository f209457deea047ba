package io.schism.histories.edn;

/** Numbers as they stand in the text. */
final class EdnNumbers {
    /** Every integer of so many digits is a long. */
    private static final int SURELY_LONG = 18;

    /** That many digits, a sign, and the byte that ends the token. */
    private static final int LONGEST = SURELY_LONG + 2;

    private final ByteSource source;
    private final EdnStrings strings;
    private final SharedValues shared;
    private long integer;

    EdnNumbers(ByteSource source, EdnStrings strings, SharedValues shared) {
        this.source = source;
        this.strings = strings;
        this.shared = shared;
    }

    /** The number that is next: its first digit, or its sign. */
    Number number() {
        if (readInteger()) {
            return shared.number(integer);
        }
        int line = source.line();
        int column = source.column();
        source.mark();
        source.skipToken();
        try {
            return Numbers.parse(strings.decode(source.marked(), source.position, line, column));
        } catch (IllegalArgumentException e) {
            throw new EdnException(line, column, String.valueOf(e.getMessage()));
        } finally {
            source.release();
        }
    }

    /** Reads the token that is next if it is a plain integer that surely is a long; otherwise nothing. */
    boolean readInteger() {
        source.lookAhead(LONGEST);
        byte[] bytes = source.bytes;
        int limit = source.limit;
        int from = source.position;
        boolean negative = from < limit && bytes[from] == '-';
        from += negative ? 1 : 0;
        long value = 0;
        int i = from;
        for (int digit; i < limit && (digit = bytes[i] - '0') >= 0 && digit <= 9; i++) {
            value = 10 * value + digit;
        }
        int digits = i - from;
        boolean whole = i == limit || Syntax.endsToken(bytes[i] & 0xff);
        if (!whole || digits == 0 || digits > SURELY_LONG || (digits > 1 && bytes[from] == '0')) {
            return false;
        }
        source.position = i;
        integer = negative ? -value : value;
        return true;
    }

    /** What {@link #readInteger} read. */
    long integer() {
        return integer;
    }
}
