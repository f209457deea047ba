package io.schism.histories.edn;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;

/** Strings and characters, with their escapes. */
final class EdnStrings {
    private final ByteSource source;
    private final TokenCache<String> cache = new TokenCache<>(text -> text);

    EdnStrings(ByteSource source) {
        this.source = source;
    }

    /** The string whose opening quote is next. */
    String string() {
        int line = source.line();
        int column = source.column();
        source.position++;
        source.mark();
        boolean ascii = true;
        boolean escaped = false;
        for (int c = source.peek(); c != '"'; c = source.peek()) {
            if (c == ByteSource.END) {
                throw new EdnException(
                        source.line(),
                        source.column(),
                        "the text ends inside the string that begins at line " + line + ", column " + column);
            }
            source.position++;
            if (c == '\\') {
                escaped = true;
                if (source.peek() == '"' || source.peek() == '\\') {
                    source.position++;
                }
            } else if (c == '\n') {
                source.lineBroken();
            } else if (c >= 0x80) {
                ascii = false;
                if (c < 0xc0) {
                    source.continued();
                }
            }
        }
        int from = source.marked();
        int to = source.position++;
        source.release();
        if (ascii && !escaped) {
            return cache.get(source.bytes, from, to);
        }
        String text = decode(from, to, line, column);
        return escaped ? unescape(text, line, column) : text;
    }

    /** The character whose backslash is next: {@code \a}, {@code \newline}, <code>&#92;u00e9</code>. */
    Character character() {
        int line = source.line();
        int column = source.column();
        source.position++;
        source.mark();
        int c = source.peek();
        if (c == ByteSource.END || c <= ' ') {
            throw new EdnException(line, column, "after '\\' a character was expected");
        }
        do {
            source.position++;
            if (c >= 0x80 && c < 0xc0) {
                source.continued();
            }
            c = source.peek();
        } while (c != ByteSource.END && !Syntax.endsToken(c));
        String name = decode(source.marked(), source.position, line, column);
        source.release();
        return switch (name) {
            case "newline" -> '\n';
            case "return" -> '\r';
            case "space" -> ' ';
            case "tab" -> '\t';
            case "backspace" -> '\b';
            case "formfeed" -> '\f';
            default -> {
                if (name.length() == 1) {
                    yield name.charAt(0);
                }
                int code = name.length() == 5 && name.charAt(0) == 'u' ? hex(name, 1) : -1;
                if (code < 0) {
                    throw new EdnException(line, column, "not a character: \\" + name);
                }
                yield (char) code;
            }
        };
    }

    /** Those bytes of the window as text; {@code line} and {@code column} say where they began. */
    String decode(int from, int to, int line, int column) {
        try {
            return StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(source.bytes, from, to - from))
                    .toString();
        } catch (CharacterCodingException e) {
            throw new EdnException(line, column, "the text is not UTF-8");
        }
    }

    private static String unescape(String text, int line, int column) {
        StringBuilder plain = new StringBuilder(text.length());
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c != '\\') {
                plain.append(c);
                continue;
            }
            char escape = i + 1 < text.length() ? text.charAt(i + 1) : '\\';
            int code =
                    switch (escape) {
                        case '"', '\\' -> escape;
                        case 'n' -> '\n';
                        case 't' -> '\t';
                        case 'r' -> '\r';
                        case 'b' -> '\b';
                        case 'f' -> '\f';
                        case 'u' -> hex(text, i + 2);
                        default -> -1;
                    };
            if (code < 0) {
                throw escapeError(text, i, line, column);
            }
            plain.append((char) code);
            i += escape == 'u' ? 5 : 1;
        }
        return plain.toString();
    }

    private static EdnException escapeError(String text, int at, int line, int column) {
        int end = Math.min(text.length(), at + 2);
        String before = text.substring(0, at);
        int breaks = (int) before.chars().filter(c -> c == '\n').count();
        int ahead = before.codePointCount(before.lastIndexOf('\n') + 1, at);
        return new EdnException(
                line + breaks,
                breaks == 0 ? column + 1 + ahead : 1 + ahead,
                "unknown escape in a string: " + text.substring(at, end));
    }

    /** The four hexadecimal digits at that place as a number; -1 if they are not there. */
    private static int hex(String text, int at) {
        if (at + 4 > text.length()) {
            return -1;
        }
        int code = 0;
        for (int i = at; i < at + 4; i++) {
            int digit = Character.digit(text.charAt(i), 16);
            if (digit < 0 || text.charAt(i) > 'f') {
                return -1;
            }
            code = 16 * code + digit;
        }
        return code;
    }
}
