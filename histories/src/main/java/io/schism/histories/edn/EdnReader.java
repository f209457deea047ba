package io.schism.histories.edn;

import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Collections;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Reads EDN, one value after the other, from a stream that is never held as a whole.
 *
 * <p>Values: {@code nil} is null; Boolean, Long, BigInteger (only where a Long does not hold it), Double, BigDecimal,
 * String, Character, {@link Keyword}, {@link Symbol}; a vector or list is a List, a set a Set, a map a Map, each immutable
 * and in the order of the text; any tagged literal is a {@link Tagged}. Nothing is ever evaluated, and nothing in the text
 * can exhaust the stack.
 *
 * <p>{@link #next}, {@link #open}, {@link #close} and {@link #tag} walk through large collections piece by piece. After
 * an {@link EdnException} the reader is of no further use. Not for several threads.
 */
public final class EdnReader {
    /** What {@link #next} returns at the end of the text. */
    public static final int END = ByteSource.END;

    /** How deep collections, tags and discards may nest. */
    public static final int DEEPEST = 256;

    private final ByteSource source;
    private final SharedValues shared = new SharedValues();
    private final EdnStrings strings;
    private final EdnNumbers numbers;
    private final EdnTokens tokens;

    /** The elements of the collections that are being read, innermost last. */
    private @Nullable Object[] elements = new Object[64];

    private int count;
    private int depth;

    public EdnReader(InputStream stream) {
        this(new ByteSource(stream));
    }

    private EdnReader(ByteSource source) {
        this.source = source;
        this.strings = new EdnStrings(source);
        this.numbers = new EdnNumbers(source, strings, shared);
        this.tokens = new EdnTokens(source, strings);
    }

    /** A reader of lines: {@link #over} gives it one after the other. */
    public EdnReader() {
        this(new ByteSource());
    }

    /**
     * Starts anew with a part of one line, {@code bytes[from]} to {@code bytes[to - 1]}; the line has that number and
     * begins at {@code bytes[lineBegin]}. For a reader made without a stream.
     */
    public void over(byte[] bytes, int from, int to, int line, int lineBegin) {
        source.over(bytes, from, to, line, lineBegin);
        count = 0;
        depth = 0;
    }

    /**
     * The one value in that text.
     *
     * @throws EdnException if it is no EDN, or not exactly one value
     */
    public static @Nullable Object parse(String text) {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        EdnReader reader = new EdnReader();
        reader.over(bytes, 0, bytes.length, 1, 0);
        Object value = reader.read();
        if (reader.next() != END) {
            throw reader.error("one value was expected, and more follows");
        }
        return value;
    }

    /** The line of the next byte, from 1. Call {@link #next} first to stand at the next value. */
    public int line() {
        return source.line();
    }

    /** The column of the next byte, in characters from 1. */
    public int column() {
        return source.column();
    }

    /** Skips all that is left, EDN or not; the number of the last line. */
    public int lastLine() {
        for (int c = source.peek(); c != END; c = source.peek()) {
            source.position++;
            if (c == '\n') {
                source.lineBroken();
            }
        }
        return source.line();
    }

    /** Skips blanks, comments and discarded values; the first byte of what follows, still unread, or {@link #END}. */
    public int next() {
        while (true) {
            int c = source.peek();
            if (!Syntax.mayBeSkipped(c)) {
                return c;
            }
            if (c == '\n') {
                source.position++;
                source.lineBroken();
            } else if (c == ';') {
                skipComment();
            } else if (c != '#') {
                source.position++;
            } else if (source.peekSecond() == '_') {
                source.position += 2;
                descend();
                read();
                depth--;
            } else {
                return c;
            }
        }
    }

    /** Steps into the collection if this bracket is next. A set or a tag is not opened by its {@code #}. */
    public boolean open(char bracket) {
        if (next() != bracket) {
            return false;
        }
        source.position++;
        return true;
    }

    /**
     * Steps out of the collection if this bracket is next.
     *
     * @throws EdnException at the end of the text
     */
    public boolean close(char bracket) {
        int c = next();
        if (c == END) {
            throw error("the text ends where '" + bracket + "' is missing");
        }
        if (c != bracket) {
            return false;
        }
        source.position++;
        return true;
    }

    /** Reads the tag if one is next; null otherwise. The tagged value follows. */
    public @Nullable String tag() {
        if (next() != '#' || source.peekSecond() == '{' || source.peekSecond() == '#') {
            return null;
        }
        return tokens.tag();
    }

    /**
     * Reads the next value.
     *
     * @throws EdnException if there is none, or it is no EDN
     * @throws UncheckedIOException if the stream fails
     */
    public @Nullable Object read() {
        int c = next();
        return switch (c) {
            case ':' -> tokens.keyword();
            case '"' -> strings.string();
            case '[' -> list(']');
            case '(' -> list(')');
            case '{' -> map();
            case '#' -> hash();
            case '\\' -> strings.character();
            case '0', '1', '2', '3', '4', '5', '6', '7', '8', '9' -> numbers.number();
            case '-', '+' -> {
                int second = source.peekSecond();
                yield second >= '0' && second <= '9' ? numbers.number() : tokens.symbolOrConstant();
            }
            case END -> throw error("a value was expected, and the text ends");
            default -> {
                if (Syntax.endsToken(c)) {
                    throw error("unexpected " + shown(c));
                }
                yield tokens.symbolOrConstant();
            }
        };
    }

    /** Reads that keyword if it is next; nothing otherwise. Faster than to read whatever is next. */
    public boolean read(Keyword expected) {
        return next() == ':' && expected.isAscii() && source.skipToken(expected.written());
    }

    /** Reads the next value if it is an integer of the usual size, which {@link #integer} then gives; nothing otherwise. */
    public boolean readInteger() {
        next();
        return numbers.readInteger();
    }

    /** What {@link #readInteger} read. */
    public long integer() {
        return numbers.integer();
    }

    private Object hash() {
        int second = source.peekSecond();
        if (second == '{') {
            return set();
        }
        if (second == '#') {
            return tokens.symbolic();
        }
        String tag = Objects.requireNonNull(tag());
        descend();
        Object value = read();
        depth--;
        return new Tagged(tag, value);
    }

    private List<@Nullable Object> list(char bracket) {
        int from = collect(bracket, "the list");
        List<@Nullable Object> list = shared.vector(elements, from, count);
        count = from;
        return list;
    }

    private Set<@Nullable Object> set() {
        int line = line();
        int column = column();
        source.position++;
        int from = collect('}', "the set");
        Set<@Nullable Object> set = new LinkedHashSet<>();
        for (int i = from; i < count; i++) {
            if (!set.add(elements[i])) {
                throw new EdnException(line, column, "the set has " + EdnWriter.toString(elements[i]) + " twice");
            }
        }
        count = from;
        return Collections.unmodifiableSet(set);
    }

    private Object map() {
        int line = line();
        int column = column();
        int from = collect('}', "the map");
        if ((count - from) % 2 != 0) {
            throw new EdnException(
                    line, column, "the map's last key, " + EdnWriter.toString(elements[count - 1]) + ", has no value");
        }
        try {
            Object map = ArrayMap.of(elements, from, count);
            count = from;
            return map;
        } catch (IllegalArgumentException e) {
            throw new EdnException(line, column, "in the map " + e.getMessage());
        }
    }

    /** Reads up to the closing bracket; the elements are from the place returned up to {@link #count}. */
    private int collect(char bracket, String what) {
        int line = line();
        int column = column();
        source.position++;
        descend();
        int from = count;
        int c;
        while ((c = next()) != bracket) {
            if (c == END) {
                throw error("the text ends inside " + what + " that begins at line " + line + ", column " + column);
            }
            Object element = read();
            if (count == elements.length) {
                elements = Arrays.copyOf(elements, 2 * count);
            }
            elements[count++] = element;
        }
        source.position++;
        depth--;
        return from;
    }

    private void skipComment() {
        int c;
        while ((c = source.peek()) != '\n' && c != END) {
            source.position++;
            if (c >= 0x80 && c < 0xc0) {
                source.continued();
            }
        }
    }

    private void descend() {
        if (++depth > DEEPEST) {
            throw error("values nest deeper than " + DEEPEST);
        }
    }

    private EdnException error(String problem) {
        return new EdnException(line(), column(), problem);
    }

    private static String shown(int c) {
        return c < ' ' || c == 0x7f ? String.format("control character 0x%02x", c) : "'" + (char) c + "'";
    }
}
