package io.schism.histories.edn;

import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/** Keywords, symbols and what else is one token of letters, as they stand in the text. */
final class EdnTokens {
    private static final byte[] NIL = "nil".getBytes(StandardCharsets.US_ASCII);

    private final ByteSource source;
    private final EdnStrings strings;
    private final TokenCache<Keyword> keywords = new TokenCache<>(Keyword::of);

    EdnTokens(ByteSource source, EdnStrings strings) {
        this.source = source;
        this.strings = strings;
    }

    /** The keyword at the position. */
    Keyword keyword() {
        int line = source.line();
        int column = source.column();
        source.position++;
        source.mark();
        boolean ascii = source.skipToken();
        int from = source.marked();
        try {
            return ascii
                    ? keywords.get(source.bytes, from, source.position)
                    : Keyword.of(strings.decode(from, source.position, line, column));
        } catch (IllegalArgumentException e) {
            throw new EdnException(line, column, "after ':' a keyword's name was expected");
        } finally {
            source.release();
        }
    }

    /** The symbol at the position; or true, false or nil. */
    @Nullable
    Object symbolOrConstant() {
        if (source.skipToken(NIL)) {
            return null;
        }
        int line = source.line();
        int column = source.column();
        String token = token();
        return switch (token) {
            case "true" -> true;
            case "false" -> false;
            default -> symbol(token, line, column);
        };
    }

    private static Symbol symbol(String token, int line, int column) {
        try {
            return new Symbol(token);
        } catch (IllegalArgumentException e) {
            throw new EdnException(line, column, String.valueOf(e.getMessage()));
        }
    }

    /** The {@code ##Inf}, {@code ##-Inf} or {@code ##NaN} at the position. */
    Double symbolic() {
        int line = source.line();
        int column = source.column();
        String token = token();
        return switch (token) {
            case "##Inf" -> Double.POSITIVE_INFINITY;
            case "##-Inf" -> Double.NEGATIVE_INFINITY;
            case "##NaN" -> Double.NaN;
            default -> throw new EdnException(line, column, "not a number: " + token);
        };
    }

    /** The token at the position, which is read. */
    private String token() {
        int line = source.line();
        int column = source.column();
        source.mark();
        source.skipToken();
        String token = strings.decode(source.marked(), source.position, line, column);
        source.release();
        return token;
    }

    /** The tag at the position, without its {@code #}. */
    String tag() {
        int line = source.line();
        int column = source.column();
        source.position++;
        String tag = token();
        if (tag.isEmpty() || !Character.isLetter(tag.codePointAt(0))) {
            throw new EdnException(line, column, "after '#' a tag, a set or '_' was expected");
        }
        return tag;
    }
}
