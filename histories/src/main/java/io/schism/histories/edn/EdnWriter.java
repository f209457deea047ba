package io.schism.histories.edn;

import java.io.IOException;
import java.io.OutputStream;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Writes EDN as UTF-8 into a buffer of its own. A value never contains a line break: inside strings they are escaped.
 *
 * <p>What {@link EdnReader} gives is written; so are Integer, Short, Byte and Float, any CharSequence and any Iterable.
 * Anything else, and what nests deeper than {@link EdnReader#DEEPEST}, is an {@link IllegalArgumentException}, after which
 * the buffer is as before the call. Not for several threads.
 */
public final class EdnWriter {
    private static final byte[] NIL = {'n', 'i', 'l'};
    private static final int LONGEST_LONG = 20;
    private static final byte[] HEX = "0123456789abcdef".getBytes(StandardCharsets.US_ASCII);

    private byte[] bytes = new byte[1 << 10];
    private int size;
    private int depth;

    /** That value as EDN. */
    public static String toString(@Nullable Object value) {
        return new EdnWriter().value(value).toString();
    }

    /** Appends a value. */
    public EdnWriter value(@Nullable Object value) {
        int before = size;
        try {
            write(value);
            return this;
        } catch (IllegalArgumentException e) {
            size = before;
            depth = 0;
            throw e;
        }
    }

    /** Appends an integer. */
    public EdnWriter number(long number) {
        ensure(LONGEST_LONG);
        if (number == Long.MIN_VALUE) {
            return ascii(Long.toString(number));
        }
        long rest = Math.abs(number);
        int digits = 1;
        for (long power = rest; power >= 10; power /= 10) {
            digits++;
        }
        if (number < 0) {
            bytes[size++] = '-';
        }
        for (int i = size + digits - 1; i >= size; i--) {
            bytes[i] = (byte) ('0' + rest % 10);
            rest /= 10;
        }
        size += digits;
        return this;
    }

    /** Appends text that is EDN already: brackets, blanks, {@code ":index "}; ASCII only. */
    public EdnWriter ascii(String text) {
        int length = text.length();
        ensure(length);
        for (int i = 0; i < length; i++) {
            bytes[size++] = (byte) text.charAt(i);
        }
        return this;
    }

    /** How many bytes are in the buffer. */
    public int size() {
        return size;
    }

    /** Takes back what was appended since the buffer had that size. */
    public void truncate(int earlierSize) {
        if (earlierSize < 0 || earlierSize > size) {
            throw new IllegalArgumentException("the buffer has " + size + " bytes, not " + earlierSize);
        }
        size = earlierSize;
    }

    /** Writes the buffer out and empties it. */
    public void drainTo(OutputStream stream) throws IOException {
        stream.write(bytes, 0, size);
        size = 0;
    }

    /** What is in the buffer. */
    @Override
    public String toString() {
        return new String(bytes, 0, size, StandardCharsets.UTF_8);
    }

    private void write(@Nullable Object value) {
        if (value == null) {
            raw(NIL);
        } else if (value instanceof Keyword keyword) {
            raw(keyword.written());
        } else if (value instanceof Long
                || value instanceof Integer
                || value instanceof Short
                || value instanceof Byte) {
            number(((Number) value).longValue());
        } else if (value instanceof CharSequence text) {
            string(text);
        } else if (value instanceof Boolean) {
            ascii(value.toString());
        } else if (value instanceof Number number) {
            ascii(written(number));
        } else if (value instanceof Character character) {
            character(character);
        } else if (value instanceof Symbol symbol) {
            raw(symbol.name().getBytes(StandardCharsets.UTF_8));
        } else {
            collection(value);
        }
    }

    private void collection(Object value) {
        if (++depth > EdnReader.DEEPEST) {
            throw new IllegalArgumentException("values nest deeper than " + EdnReader.DEEPEST);
        }
        if (value instanceof Map<?, ?> map) {
            map(map);
        } else if (value instanceof Set<?> set) {
            elements("#{", set, '}');
        } else if (value instanceof Iterable<?> list) {
            elements("[", list, ']');
        } else if (value instanceof Tagged tagged) {
            raw(("#" + tagged.tag() + " ").getBytes(StandardCharsets.UTF_8));
            write(tagged.value());
        } else {
            throw new IllegalArgumentException(
                    "not a value of EDN: a " + value.getClass().getName());
        }
        depth--;
    }

    private void map(Map<?, ?> map) {
        raw('{');
        boolean first = true;
        for (Map.Entry<?, ?> entry : map.entrySet()) {
            if (!first) {
                raw(' ');
            }
            first = false;
            write(entry.getKey());
            raw(' ');
            write(entry.getValue());
        }
        raw('}');
    }

    private void elements(String open, Iterable<?> elements, char close) {
        ascii(open);
        boolean first = true;
        for (Object element : elements) {
            if (!first) {
                raw(' ');
            }
            first = false;
            write(element);
        }
        raw(close);
    }

    private static String written(Number number) {
        if (number instanceof Double || number instanceof Float) {
            double value = number.doubleValue();
            return Double.isFinite(value)
                    ? Double.toString(value)
                    : Double.isNaN(value) ? "##NaN" : value > 0 ? "##Inf" : "##-Inf";
        }
        if (number instanceof BigInteger) {
            return number + "N";
        }
        if (number instanceof BigDecimal) {
            return number + "M";
        }
        throw new IllegalArgumentException(
                "not a value of EDN: a " + number.getClass().getName());
    }

    private void string(CharSequence text) {
        raw('"');
        int length = text.length();
        ensure(length);
        for (int i = 0; i < length; i++) {
            char c = text.charAt(i);
            if (c >= ' ' && c < 0x7f && c != '"' && c != '\\') {
                raw(c);
            } else if (c < 0x80) {
                escaped(c);
            } else if (!Character.isSurrogate(c)) {
                raw(String.valueOf(c).getBytes(StandardCharsets.UTF_8));
            } else if (Character.isHighSurrogate(c) && Syntax.isPair(text, i)) {
                raw(Character.toString(Character.toCodePoint(c, text.charAt(++i)))
                        .getBytes(StandardCharsets.UTF_8));
            } else {
                unicode(c);
            }
        }
        raw('"');
    }

    private void escaped(char c) {
        switch (c) {
            case '"' -> ascii("\\\"");
            case '\\' -> ascii("\\\\");
            case '\n' -> ascii("\\n");
            case '\r' -> ascii("\\r");
            case '\t' -> ascii("\\t");
            default -> unicode(c);
        }
    }

    private void character(char c) {
        if (c > ' ' && c < 0x7f) {
            raw('\\');
            raw(c);
        } else {
            unicode(c);
        }
    }

    private void unicode(char c) {
        ascii("\\u");
        for (int shift = 12; shift >= 0; shift -= 4) {
            raw((char) HEX[c >> shift & 0xf]);
        }
    }

    private void raw(char c) {
        ensure(1);
        bytes[size++] = (byte) c;
    }

    private void raw(byte[] part) {
        ensure(part.length);
        System.arraycopy(part, 0, bytes, size, part.length);
        size += part.length;
    }

    private void ensure(int more) {
        if (bytes.length - size < more) {
            bytes = Arrays.copyOf(bytes, Math.max(2 * bytes.length, size + more));
        }
    }
}
