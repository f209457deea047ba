package io.schism.harness.report;

import static org.assertj.core.api.Assertions.assertThat;

import io.schism.harness.report.ReportInput.Outcome;
import io.schism.histories.verdict.Validity;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The page and the summary, as a reader finds them. */
class ReportTest {
    @TempDir
    Path folder;

    @Test
    void three_regions_E_cut_off_with_a_primary_that_serves_on__the_page_says_who_when_and_what_was_lost()
            throws IOException {
        String page = Files.readString(Report.write(Incident.input(folder)).html());
        assertThat(page)
                .contains("</span>Split brain</h1>")
                .contains("E1 (epoch 1) and W1 (epoch 2) both acknowledged operations, from 29.78 s to 63.08 s")
                .contains("900 acknowledged writes are in no surviving primary's log")
                .contains("./schism run github-2018 --variant A --backend loopback --seed 7")
                .contains("cut E ⇹ C, W, in force from 20.06 s to 63.10 s (43.04 s)")
                .contains("line 6886")
                .contains("unpublished");
    }

    @Test
    void the_summary_of_a_split_brain_fits_a_pull_request() throws IOException {
        Report report = Report.write(Incident.input(folder));
        assertThat(Files.readAllLines(report.markdown()))
                .hasSizeLessThanOrEqualTo(MarkdownReport.MOST_LINES)
                .startsWith("## ❌ Split brain: github-2018, variant A")
                .contains("| Dual primary | 33.3 s | 34.9 s claimed |")
                .anyMatch(line -> line.startsWith("- DUAL: ") && line.contains("`history.edn` line 6886"));
    }

    @Test
    void the_page_asks_nothing_of_any_network() throws IOException {
        String page = Files.readString(Report.write(Incident.input(folder)).html());
        String withoutScripts = page.replaceAll("(?s)<script>.*?</script>", "");
        assertThat(Pattern.compile("(?i)\\bsrc\\s*=|@import|url\\((?!#)|<link(?! rel=\"icon\""
                                + " href=\"data:,\")|<iframe|<object|<base")
                        .matcher(withoutScripts)
                        .find())
                .isFalse();
        assertThat(page).contains("default-src &#39;none&#39;; script-src &#39;sha256-");
    }

    @Test
    void what_is_written_is_whole_and_leaves_nothing_beside() throws IOException {
        Report.write(Incident.input(folder));
        Report.write(Incident.input(folder));
        try (Stream<Path> files = Files.list(folder)) {
            assertThat(files.map(f -> f.getFileName().toString()))
                    .containsExactlyInAnyOrder("report.html", "report.md", "timeline.svg", "junit.xml");
        }
    }

    @Test
    void a_run_without_a_single_operation_has_a_page_that_says_so() throws IOException {
        String page = Files.readString(Report.write(Runs.empty(folder)).html());
        assertThat(page)
                .contains("Not decided")
                .contains("No checker judged this run.")
                .contains("No client operation was recorded.")
                .contains("there is nothing to draw")
                .doesNotContain("<canvas");
    }

    @Test
    void a_run_not_decided_names_the_checker_and_its_reason() throws IOException {
        Report report = Report.write(Runs.of(folder, Validity.UNKNOWN, Outcome.NOT_MET, List.of()));
        assertThat(Files.readString(report.html())).contains("Not decided").contains("DUAL: the reason of DUAL");
        assertThat(Files.readString(report.markdown()))
                .contains("❔ Not decided")
                .contains("Not as expected");
    }

    @Test
    void a_valid_run_says_no_split_brain_and_how_much_was_judged() throws IOException {
        Report report = Report.write(Runs.of(folder, Validity.VALID, Outcome.MET, List.of()));
        assertThat(Files.readString(report.html()))
                .contains("</span>No split brain</h1>")
                .contains("Every checker says valid (DUAL), over 7,217 acknowledged operations.");
    }

    @Test
    void a_harness_that_failed_is_told_before_any_verdict() throws IOException {
        Report report = Report.write(Runs.of(folder, Validity.UNKNOWN, Outcome.NONE, List.of("W1 did not start")));
        assertThat(Files.readString(report.html()))
                .contains("The harness could not do its work")
                .contains("W1 did not start");
    }

    @Test
    void five_nodes_E1_isolated_and_W1_promoted__the_head_says_why_and_what_would_have_prevented_it() {
        ReportInput incident = Incident.input(folder);
        ReportInput remedied = new ReportInput(
                incident.scenario(),
                incident.setting(),
                incident.history(),
                incident.verdicts(),
                incident.validity(),
                incident.expectation(),
                incident.comparisons(),
                incident.notReproduced(),
                incident.harnessProblems(),
                List.of(new ReportInput.Remedy("E", "no promotion <b>across</b>", List.of("x"), "./schism run")),
                folder);
        Cause cause = Cause.of(Facts.of(remedied));
        assertThat(cause.why())
                .matches("Under cut E . C, W, in force from 20\\.\\d+ s: E1 lost its ZooKeeper session at 27\\.\\d+ s,"
                        + " W1 was promoted under epoch 2 at 29\\.\\d+ s, and E1 went on acknowledging until"
                        + " 6\\d\\.\\d+ s\\.");
        assertThat(cause.prevention()).isEqualTo("variant E (no promotion <b>across</b>)");
        assertThat(Page.html(Facts.of(remedied))).contains("variant E (no promotion &lt;b&gt;across&lt;/b&gt;)");
    }

    @Test
    void a_run_without_fault_or_promotion_has_nothing_to_explain() {
        assertThat(Cause.of(Facts.of(Runs.empty(folder)))).isEqualTo(new Cause("", ""));
    }
}
