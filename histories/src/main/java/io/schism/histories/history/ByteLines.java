package io.schism.histories.history;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Arrays;

/** A stream, line by line, without a copy of any. */
final class ByteLines {
    private static final int LONGEST_LINE = 1 << 28;

    private final InputStream stream;
    private byte[] bytes = new byte[1 << 16];
    private int limit;
    private int from;
    private int to;
    private int next;
    private int number;
    private boolean terminated;

    ByteLines(InputStream stream) {
        this.stream = stream;
    }

    /** Steps to the next line; false at the end. */
    boolean next() {
        from = next;
        int i = from;
        while (true) {
            for (; i < limit; i++) {
                if (bytes[i] == '\n') {
                    to = i;
                    next = i + 1;
                    terminated = true;
                    number++;
                    return true;
                }
            }
            int ahead = i - from;
            if (!fill()) {
                to = limit;
                next = limit;
                terminated = false;
                number++;
                return to > from;
            }
            i = from + ahead;
        }
    }

    /** The window; the line lies from {@link #from} to {@link #to}. Valid until the next step. */
    byte[] bytes() {
        return bytes;
    }

    int from() {
        return from;
    }

    int to() {
        return to;
    }

    /** The line's number, from 1. */
    int number() {
        return number;
    }

    /** Whether the line has a line end; only the last one may have none. */
    boolean isTerminated() {
        return terminated;
    }

    boolean isBlank() {
        for (int i = from; i < to; i++) {
            if (bytes[i] != ' ' && bytes[i] != '\t' && bytes[i] != '\r') {
                return false;
            }
        }
        return true;
    }

    private boolean fill() {
        if (from > 0) {
            System.arraycopy(bytes, from, bytes, 0, limit - from);
            limit -= from;
            from = 0;
        }
        if (limit == LONGEST_LINE) {
            throw new BrokenLine(number + 1, 1, "the line is longer than " + LONGEST_LINE + " bytes");
        }
        if (limit == bytes.length) {
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
