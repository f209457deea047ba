package io.schism.histories.verdict;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Verdicts as a block of plain text for a terminal: at most {@value #MOST_LINES} lines of at most {@value #MOST_COLUMNS} columns. */
public final class VerdictText {
    static final int MOST_LINES = 25;
    static final int MOST_COLUMNS = 160;

    private static final String INDENT = "                ";

    private VerdictText() {}

    /** The verdict of all together, then one after another with its figures, and as much evidence as there is room for. */
    public static String of(List<Verdict> verdicts) {
        List<List<String>> blocks = new ArrayList<>();
        int room = MOST_LINES - 2;
        for (Verdict verdict : verdicts) {
            List<String> block = block(verdict);
            room -= block.size();
            if (room < 0) {
                break;
            }
            blocks.add(block);
        }
        addEvidence(verdicts, blocks, room);
        List<String> lines = new ArrayList<>();
        lines.add(Verdict.together(verdicts).word().toUpperCase(Locale.ROOT));
        blocks.forEach(lines::addAll);
        if (blocks.size() < verdicts.size()) {
            lines.add("and " + (verdicts.size() - blocks.size()) + " more");
        }
        return lines.stream().map(VerdictText::clipped).collect(Collectors.joining("\n", "", "\n"));
    }

    private static List<String> block(Verdict verdict) {
        List<String> block = new ArrayList<>();
        block.add(String.format(
                Locale.ROOT,
                "%-6s %-8s %s",
                verdict.checker(),
                verdict.validity().word(),
                verdict.reason()));
        String figures = verdict.figures().entrySet().stream()
                .filter(figure ->
                        figure.getValue() instanceof Number && !figure.getKey().endsWith("-ns"))
                .map(VerdictText::figure)
                .collect(Collectors.joining(", "));
        if (!figures.isEmpty()) {
            block.add(INDENT + figures);
        }
        return block;
    }

    private static String figure(Map.Entry<String, @Nullable Object> figure) {
        String value = figure.getValue() instanceof Double fraction
                ? String.format(Locale.ROOT, "%.1f", fraction)
                : String.valueOf(figure.getValue());
        return figure.getKey() + " " + value;
    }

    /** The first evidence of each invalid verdict, then the second of each, while there is room. */
    private static void addEvidence(List<Verdict> verdicts, List<List<String>> blocks, int room) {
        int left = room;
        boolean more = true;
        for (int place = 0; more; place++) {
            more = false;
            for (int i = 0; i < blocks.size() && left > 0; i++) {
                Verdict verdict = verdicts.get(i);
                if (verdict.validity() == Validity.INVALID
                        && place < verdict.evidence().size()) {
                    blocks.get(i)
                            .add(INDENT + "- " + verdict.evidence().get(place).text());
                    left--;
                    more = true;
                }
            }
        }
    }

    private static String clipped(String line) {
        String flat = line.replace('\n', ' ');
        return flat.length() <= MOST_COLUMNS ? flat : flat.substring(0, MOST_COLUMNS - 3) + "...";
    }
}
