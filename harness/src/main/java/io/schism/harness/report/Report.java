package io.schism.harness.report;

import java.nio.file.Path;
import java.util.List;
import java.util.stream.IntStream;

/**
 * The files of a report: {@code report.html} for a person, {@code report.md} with {@code timeline.svg} for a pull
 * request, {@code junit.xml} for CI.
 */
public record Report(Path html, Path markdown, Path picture, Path junit) {
    /** Writes the report of a run into its folder; each file is there whole or as it was before. */
    public static Report write(ReportInput input) {
        Facts facts = Facts.of(input);
        Path folder = input.runFolder();
        // The result for CI first: whatever went wrong in drawing must not hide it.
        Path junit = Aside.write(folder.resolve("junit.xml"), JunitReport.of(facts));
        Path markdown = Aside.write(folder.resolve("report.md"), MarkdownReport.of(facts));
        Path picture = Aside.write(folder.resolve("timeline.svg"), TimelineSvg.of(facts));
        Path html = Aside.write(folder.resolve("report.html"), Page.html(facts));
        return new Report(html, markdown, picture, junit);
    }

    /** Writes one self-contained page over two runs. */
    public static Path compare(ReportInput left, ReportInput right, Path file) {
        return Aside.write(file.toAbsolutePath(), comparison(left, right).html());
    }

    /** The same page as text. */
    public static WebPage comparison(ReportInput left, ReportInput right) {
        return ComparePage.of(Facts.of(left), Facts.of(right));
    }

    /** The figures that a reader looks for first, a list of label and value each. */
    public static List<List<String>> figures(ReportInput input) {
        return Tile.of(Facts.of(input)).stream()
                .map(tile -> List.of(tile.label(), tile.value()))
                .toList();
    }

    /** The figures of two runs side by side, a list of label, left and right a row. */
    public static List<List<String>> figures(ReportInput left, ReportInput right) {
        List<List<String>> ours = figures(left);
        List<List<String>> theirs = figures(right);
        return IntStream.range(0, ours.size())
                .mapToObj(i -> List.of(
                        ours.get(i).get(0), ours.get(i).get(1), theirs.get(i).get(1)))
                .toList();
    }
}
