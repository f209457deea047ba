package io.schism.histories.edn;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * Bytes with their place in lines and columns, from a stream or an array. The token at hand always lies in one piece in
 * {@link #bytes}, from the mark to the position, however the stream is cut.
 */
final class ByteSource {
    static final int END = -1;

    private static final int WINDOW = 1 << 16;
    private static final int LONGEST_TOKEN = 1 << 26;

    private final @Nullable InputStream stream;

    /** The window; what lies from {@link #position} to {@link #limit} is unread. */
    byte[] bytes;

    int position;
    int limit;

    private int mark = -1;
    private int line = 1;

    /** Where the current line would begin in the window, less its bytes that are no character of their own. */
    private int lineStart;

    ByteSource(InputStream stream) {
        this.stream = stream;
        this.bytes = new byte[WINDOW];
    }

    /** Nothing as yet: {@link #over} gives it bytes. */
    ByteSource() {
        this.stream = null;
        this.bytes = new byte[0];
    }

    /** Starts anew with a part of one line: {@code from} to {@code to}, of a line that begins at {@code lineBegin}. */
    void over(byte[] part, int from, int to, int lineNumber, int lineBegin) {
        bytes = part;
        position = from;
        limit = to;
        mark = -1;
        line = lineNumber;
        lineStart = lineBegin;
    }

    /** The next byte, unsigned and still unread; {@link #END} at the end. */
    int peek() {
        return position < limit || fill() ? bytes[position] & 0xff : END;
    }

    /** The byte after the next one; {@link #END} where there is none. */
    int peekSecond() {
        while (limit - position < 2) {
            if (!fill()) {
                return END;
            }
        }
        return bytes[position + 1] & 0xff;
    }

    /** Sees that so many bytes lie in the window from the position on, if the text has as many. */
    void lookAhead(int count) {
        while (limit - position < count && fill()) {}
    }

    /** Moves the position to the end of the token; true if it is all ASCII. */
    boolean skipToken() {
        boolean ascii = true;
        do {
            for (int i = position; i < limit; i++) {
                int c = bytes[i] & 0xff;
                if (Syntax.endsToken(c)) {
                    position = i;
                    return ascii;
                }
                if (c >= 0x80) {
                    ascii = false;
                    if (c < 0xc0) {
                        continued();
                    }
                }
            }
            position = limit;
        } while (fill());
        return ascii;
    }

    /** Moves behind those bytes if the token that is next is made of them, and of no others. */
    boolean skipToken(byte[] expected) {
        lookAhead(expected.length + 1);
        int end = position + expected.length;
        if (end > limit
                || (end < limit && !Syntax.endsToken(bytes[end] & 0xff))
                || !Arrays.equals(bytes, position, end, expected, 0, expected.length)) {
            return false;
        }
        position = end;
        return true;
    }

    /** From here on everything stays in the window until {@link #release}. */
    void mark() {
        mark = position;
    }

    /** Where the mark is now: it moves with the window. */
    int marked() {
        return mark;
    }

    void release() {
        mark = -1;
    }

    /** A line break lies just before the position. */
    void lineBroken() {
        line++;
        lineStart = position;
    }

    /** A byte was read that continues a character of several bytes and is no column of its own. */
    void continued() {
        lineStart++;
    }

    int line() {
        return line;
    }

    int column() {
        return position - lineStart + 1;
    }

    /** Reads on behind the limit; false at the end. What is kept moves to the front of the window. */
    boolean fill() {
        if (stream == null) {
            return false;
        }
        int keep = mark >= 0 ? mark : position;
        if (keep > 0) {
            System.arraycopy(bytes, keep, bytes, 0, limit - keep);
            position -= keep;
            limit -= keep;
            lineStart -= keep;
            mark = mark >= 0 ? 0 : mark;
        }
        if (limit == bytes.length) {
            if (bytes.length >= LONGEST_TOKEN) {
                throw new EdnException(line, column(), "one token is longer than " + LONGEST_TOKEN + " bytes");
            }
            bytes = Arrays.copyOf(bytes, 2 * bytes.length);
        }
        try {
            int count = stream.read(bytes, limit, bytes.length - limit);
            limit += Math.max(count, 0);
            return count > 0;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
