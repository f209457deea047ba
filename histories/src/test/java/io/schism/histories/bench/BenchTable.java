package io.schism.histories.bench;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Locale;

/** A table that reads well on a terminal and is Markdown. */
final class BenchTable {
    private final List<List<String>> lines = new ArrayList<>();

    BenchTable(String... titles) {
        lines.add(List.of(titles));
    }

    void add(String... cells) {
        lines.add(List.of(cells));
    }

    boolean isEmpty() {
        return lines.size() == 1;
    }

    @Override
    public String toString() {
        int[] widths = new int[lines.get(0).size()];
        for (List<String> line : lines) {
            for (int column = 0; column < widths.length; column++) {
                widths[column] = Math.max(widths[column], line.get(column).length());
            }
        }
        StringBuilder text = new StringBuilder();
        for (int line = 0; line < lines.size(); line++) {
            append(text, lines.get(line), widths, " ");
            if (line == 0) {
                append(text, List.of(), widths, "-");
            }
        }
        return text.toString();
    }

    private static void append(StringBuilder text, List<String> cells, int[] widths, String fill) {
        text.append('|');
        for (int column = 0; column < widths.length; column++) {
            String cell = cells.isEmpty() ? "" : cells.get(column);
            text.append(fill)
                    .append(cell)
                    .append(fill.repeat(widths[column] - cell.length() + 1))
                    .append('|');
        }
        text.append('\n');
    }

    static double median(Collection<Double> values) {
        List<Double> sorted = values.stream().sorted().toList();
        int half = sorted.size() / 2;
        return sorted.size() % 2 == 1 ? sorted.get(half) : (sorted.get(half - 1) + sorted.get(half)) / 2;
    }

    /** Three significant digits, and no more than a person reads. */
    static String number(double value) {
        return String.format(Locale.ROOT, value < 1 ? "%.2f" : value < 100 ? "%.1f" : "%.0f", value);
    }
}
