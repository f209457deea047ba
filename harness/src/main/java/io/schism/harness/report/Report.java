package io.schism.harness.report;

import java.nio.file.Path;

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
}
