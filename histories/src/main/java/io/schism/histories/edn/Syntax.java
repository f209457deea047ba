package io.schism.histories.edn;

/** Where a token of EDN ends. */
final class Syntax {
    private static final boolean[] ENDS_TOKEN = new boolean[256];
    private static final boolean[] MAY_BE_SKIPPED = new boolean[256];

    static {
        for (char c : " ,\t\r\f\n;#".toCharArray()) {
            MAY_BE_SKIPPED[c] = true;
        }
        for (char c = 0; c <= ' '; c++) {
            ENDS_TOKEN[c] = true;
        }
        for (char c : ",()[]{}\";@^`~\\\u007f".toCharArray()) {
            ENDS_TOKEN[c] = true;
        }
    }

    private Syntax() {}

    /** Whether what begins with that byte may be no value: blanks, comments and what is discarded. Not the end. */
    static boolean mayBeSkipped(int unsignedByte) {
        return unsignedByte >= 0 && MAY_BE_SKIPPED[unsignedByte];
    }

    /** Whether that byte, as an unsigned number, ends a keyword, a symbol or a number; every non-ASCII byte is part of it. */
    static boolean endsToken(int unsignedByte) {
        return ENDS_TOKEN[unsignedByte];
    }

    /** Whether a keyword, symbol or tag of that name is read back as what it was. */
    static boolean isName(String name) {
        for (int i = 0; i < name.length(); i++) {
            char c = name.charAt(i);
            if ((c < 256 && ENDS_TOKEN[c]) || (Character.isSurrogate(c) && !isPair(name, i))) {
                return false;
            }
        }
        return !name.isEmpty() && name.charAt(0) != ':';
    }

    /** Whether the surrogate at that place has its partner beside it. */
    static boolean isPair(CharSequence text, int i) {
        char c = text.charAt(i);
        return Character.isHighSurrogate(c)
                ? i + 1 < text.length() && Character.isLowSurrogate(text.charAt(i + 1))
                : i > 0 && Character.isHighSurrogate(text.charAt(i - 1));
    }
}
