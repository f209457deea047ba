package io.schism.harness.cli;

/** What the terminal can do: progress bars only on one, colour only there and without {@code NO_COLOR}. */
final class Terminal {
    private Terminal() {}

    /** Whether standard error is a terminal; the launcher knows. */
    static boolean isInteractive() {
        return "1".equals(System.getenv("SCHISM_TERMINAL"));
    }

    /** Whether both outputs are a terminal, as the launcher says, and nobody refused colour. */
    static boolean hasColour() {
        String refused = System.getenv("NO_COLOR");
        return "1".equals(System.getenv("SCHISM_COLOUR")) && (refused == null || refused.isEmpty());
    }

    static String red(String text) {
        return colour("31;1", text);
    }

    static String green(String text) {
        return colour("32;1", text);
    }

    static String yellow(String text) {
        return colour("33;1", text);
    }

    private static String colour(String code, String text) {
        return hasColour() ? "\u001b[" + code + "m" + text + "\u001b[0m" : text;
    }
}
