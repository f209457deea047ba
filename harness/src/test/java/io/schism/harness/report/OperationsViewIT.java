package io.schism.harness.report;

import static org.assertj.core.api.Assertions.assertThat;

import io.schism.harness.browser.Browser;
import io.schism.histories.edn.EdnWriter;
import io.schism.histories.history.Call;
import io.schism.histories.history.History;
import io.schism.histories.history.Operation;
import io.schism.histories.history.OperationLine;
import io.schism.histories.verdict.Evidence;
import io.schism.histories.verdict.Validity;
import io.schism.histories.verdict.Verdict;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.openqa.selenium.Keys;

/** The operations of a run in a real browser: held fast, found, reached by keys, and shown as they are. */
@Tag("browser")
class OperationsViewIT {
    @TempDir
    static Path profile;

    @TempDir
    Path folder;

    private static Browser browser;

    @BeforeAll
    static void open() {
        browser = Browser.open(profile);
    }

    @AfterAll
    static void close() {
        if (browser != null) {
            browser.close();
        }
    }

    private void show(ReportInput input) {
        browser.show(Report.write(input).html());
        browser.until("performance.getEntriesByName('schism-operations').length > 0");
    }

    private String held() {
        return browser.find("#operation").getText();
    }

    private static String line(Operation operation) {
        EdnWriter line = new EdnWriter();
        OperationLine.append(line, operation);
        return line.toString();
    }

    @Test
    void search_holds_the_first_hit_fast_and_shows_its_two_lines_of_the_history() {
        ReportInput input = ManyCalls.input(folder, 10_000);
        show(input);
        Call call = input.history().calls().get(7_777);
        browser.type("#search", "op:" + call.invocation().text("op"));
        browser.until("document.querySelectorAll('#operation .edn code').length === 2");
        assertThat(held())
                .contains(line(call.invocation()))
                .contains(line(call.completion().orElseThrow()))
                .contains("history.edn:" + (call.invocation().index() + 1))
                .contains(call.completion().orElseThrow().text("node") + " answered under epoch");
        assertThat(browser.find("#search-said").getText()).isEqualTo("1 of 1");
    }

    @Test
    void search_goes_through_the_calls_of_a_process_and_says_when_there_are_none() {
        show(ManyCalls.input(folder, 1_000));
        browser.type("#search", "process:7");
        browser.until("document.getElementById('search-said').textContent === '1 of 25'");
        browser.type("#search", Keys.ENTER);
        assertThat(browser.find("#search-said").getText()).isEqualTo("2 of 25");
        assertThat(held()).contains("client 7 ");
        browser.type("#search", Keys.ESCAPE);
        browser.type("#search", "nobody wrote this");
        browser.until("document.getElementById('search-said').textContent === 'nothing found'");
        assertThat(browser.console()).isEmpty();
    }

    @Test
    void keys_alone_reach_search_rows_and_neighbours() {
        show(ManyCalls.input(folder, 1_000));
        browser.type("body", "/");
        assertThat(browser.run("return document.activeElement.id")).isEqualTo("search");
        browser.type("#search", Keys.ESCAPE);
        assertThat(browser.run("return document.activeElement.id")).isEqualTo("operations-canvas");
        browser.type("#operations-canvas", Keys.ENTER);
        browser.until("document.querySelectorAll('#operation .edn code').length > 0");
        String first = held();
        browser.type("#operations-canvas", Keys.ARROW_RIGHT);
        browser.until("document.getElementById('operation').innerText !== " + quoted(first));
        String right = held();
        browser.type("#operations-canvas", Keys.ARROW_DOWN);
        browser.until("document.getElementById('operation').innerText !== " + quoted(right));
        browser.type("#operations-canvas", Keys.ESCAPE);
        assertThat(held()).contains("Click an operation");
        browser.type("#by-key", Keys.ENTER);
        browser.until("document.getElementById('by-key').getAttribute('aria-pressed') === 'true'");
        assertThat(browser.console()).isEmpty();
    }

    @Test
    void the_counterexample_leads_to_its_operations() {
        History history = ManyCalls.history(1_000);
        Call one = history.calls().get(400);
        Call other = history.calls().get(401);
        List<Long> both = List.of(one.invocation().index(), other.invocation().index());
        Evidence evidence = new Evidence(
                "cannot be",
                both,
                Map.of(
                        "key",
                        "7",
                        "reason",
                        "read returned 3; the register held 4",
                        "counterexample",
                        both,
                        "minimal",
                        true));
        ReportInput made = ManyCalls.input(folder, 1_000);
        show(new ReportInput(
                made.scenario(),
                made.setting(),
                history,
                List.of(new Verdict("LIN", Validity.INVALID, "not linearizable", Map.of(), List.of(evidence))),
                Validity.INVALID,
                made.expectation(),
                List.of(),
                List.of(),
                List.of(),
                folder));
        assertThat(browser.find(".counterexample").getText()).contains("read returned 3; the register held 4");
        browser.find("button[data-calls]").click();
        browser.until("document.querySelectorAll('#operation .edn code').length > 0");
        assertThat(held()).contains(line(other.invocation()));
        assertThat(browser.run("return document.activeElement.id")).isEqualTo("operations-canvas");
    }

    @Test
    void a_hostile_call_is_shown_as_it_is() {
        show(Runs.hostile(folder));
        browser.type("#search", "window.pwned");
        browser.until("document.querySelectorAll('#operation .edn code').length > 0");
        assertThat(held()).contains("</script><script>window.pwned=1</script>");
        assertThat(browser.run("return window.pwned")).isNull();
        assertThat(browser.run("return document.querySelectorAll('#operation script, #operation img').length"))
                .isEqualTo(0L);
        assertThat(browser.console()).isEmpty();
    }

    private static String quoted(String text) {
        return "decodeURIComponent('"
                + java.net.URLEncoder.encode(text, java.nio.charset.StandardCharsets.UTF_8)
                        .replace("+", "%20") + "')";
    }
}
