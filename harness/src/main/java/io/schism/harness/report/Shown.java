package io.schism.harness.report;

import io.schism.histories.edn.Keyword;
import java.util.Collection;
import java.util.Iterator;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * How values look to a reader, before any markup: bounded in length (which is why it is not the EDN writer's), and with whatever would be invisible or would
 * reorder its surroundings made visible.
 */
final class Shown {
    /** A value longer than this is cut, with a note of its full length; the history keeps the whole. */
    static final int LONGEST = 600;

    private static final int MOST_ITEMS = 12;

    private Shown() {}

    /** Text as shown: cut where too long, control and direction characters as escapes that can be seen. */
    static String text(String raw) {
        return text(raw, LONGEST);
    }

    /** A name for a lane or a heading. */
    static String name(String raw) {
        return text(raw, 60);
    }

    static String text(String raw, int longest) {
        if (raw.length() <= longest && isPlain(raw)) {
            return raw;
        }
        int end = Math.min(raw.length(), longest);
        if (end < raw.length() && Character.isHighSurrogate(raw.charAt(end - 1))) {
            end--;
        }
        StringBuilder shown = new StringBuilder(end + 32);
        for (int i = 0; i < end; ) {
            int c = raw.codePointAt(i);
            i += Character.charCount(c);
            append(shown, c);
        }
        if (end < raw.length()) {
            shown.append(String.format(Locale.ROOT, "… (%,d characters)", raw.length()));
        }
        return shown.toString();
    }

    private static boolean isPlain(String raw) {
        for (int i = 0; i < raw.length(); i++) {
            if (raw.charAt(i) < ' ' || raw.charAt(i) > '~') {
                return false;
            }
        }
        return true;
    }

    private static void append(StringBuilder shown, int c) {
        int type = Character.getType(c);
        boolean invisible = type == Character.CONTROL
                || type == Character.FORMAT
                || type == Character.SURROGATE
                || type == Character.LINE_SEPARATOR
                || type == Character.PARAGRAPH_SEPARATOR
                || (c & 0xFFFE) == 0xFFFE;
        if (!invisible) {
            shown.appendCodePoint(c);
        } else if (c == '\n' || c == '\t' || c == '\r') {
            shown.append(c == '\n' ? "\\n" : c == '\t' ? "\\t" : "\\r");
        } else {
            shown.append(String.format(Locale.ROOT, "\\u%04x", c));
        }
    }

    /** An EDN or plain value in EDN's notation, bounded. */
    static String value(@Nullable Object value) {
        StringBuilder shown = new StringBuilder();
        value(shown, value);
        return text(shown.toString());
    }

    private static void value(StringBuilder shown, @Nullable Object value) {
        if (shown.length() > LONGEST) {
            return;
        }
        if (value == null) {
            shown.append("nil");
        } else if (value instanceof String string) {
            shown.append('"').append(text(string)).append('"');
        } else if (value instanceof Map<?, ?> map) {
            entries(shown, map);
        } else if (value instanceof Collection<?> collection) {
            items(shown, collection);
        } else if (value instanceof Keyword keyword) {
            shown.append(text(keyword.toString()));
        } else {
            shown.append(value);
        }
    }

    private static void items(StringBuilder shown, Collection<?> items) {
        shown.append('[');
        int left = MOST_ITEMS;
        for (Iterator<?> i = items.iterator(); i.hasNext() && shown.length() <= LONGEST && left > 0; left--) {
            value(shown, i.next());
            shown.append(i.hasNext() ? " " : "");
        }
        shown.append(items.size() > MOST_ITEMS ? "… " + items.size() + " in all]" : "]");
    }

    private static void entries(StringBuilder shown, Map<?, ?> map) {
        shown.append('{');
        String between = "";
        for (Map.Entry<?, ?> entry : map.entrySet()) {
            shown.append(between);
            value(shown, entry.getKey());
            shown.append(' ');
            value(shown, entry.getValue());
            between = ", ";
        }
        shown.append('}');
    }

    /** Nanoseconds as seconds: {@code 29.04 s}. */
    static String seconds(long nanos) {
        return String.format(Locale.ROOT, nanos < 100_000_000_000L ? "%.2f s" : "%,.1f s", nanos / 1e9);
    }

    /** Milliseconds as a reader likes them: {@code 340 ms}, {@code 34.2 s}. */
    static String millis(double millis) {
        return millis < 1000
                ? String.format(Locale.ROOT, millis == Math.rint(millis) ? "%.0f ms" : "%.1f ms", millis)
                : String.format(Locale.ROOT, "%,.1f s", millis / 1000);
    }

    static String count(long count) {
        return String.format(Locale.ROOT, "%,d", count);
    }

    /** {@code 1 write}, {@code 2 writes}. */
    static String count(long count, String noun) {
        return count(count) + " " + noun + (count == 1 ? "" : "s");
    }
}
