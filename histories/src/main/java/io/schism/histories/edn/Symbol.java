package io.schism.histories.edn;

/** An EDN symbol: {@code foo}, {@code ns/foo}. It stands for nothing here and is never evaluated. */
public record Symbol(String name) {
    public Symbol {
        if (!isSymbol(name)) {
            throw new IllegalArgumentException("not a symbol's name: \"" + name + "\"");
        }
    }

    /** Whether it is read back as a symbol, and not as a number, a keyword, a tag or a constant. */
    private static boolean isSymbol(String name) {
        if (!Syntax.isName(name) || name.startsWith("#") || Numbers.startsLikeNumber(name)) {
            return false;
        }
        return !name.equals("nil") && !name.equals("true") && !name.equals("false");
    }

    @Override
    public String toString() {
        return name;
    }
}
