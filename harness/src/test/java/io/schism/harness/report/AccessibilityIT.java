package io.schism.harness.report;

import static org.assertj.core.api.Assertions.assertThat;

import io.schism.harness.browser.Browser;
import io.schism.harness.report.ReportInput.Outcome;
import io.schism.histories.verdict.Validity;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What axe says of the pages, light and dark: nothing serious. */
@Tag("browser")
class AccessibilityIT {
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

    @ParameterizedTest(name = "{0}, {1}")
    @CsvSource({
        "incident, light",
        "incident, dark",
        "valid, light",
        "valid, dark",
        "unknown, light",
        "unknown, dark",
        "empty, light",
        "comparison, light",
        "comparison, dark"
    })
    void nothing_serious(String page, String scheme) {
        browser.prefer(scheme);
        browser.show(write(page));
        browser.until("document.readyState === 'complete' && (!document.getElementById('operations-canvas')"
                + " || performance.getEntriesByName('schism-operations').length > 0)");
        assertThat((List<?>) browser.seriousViolations()).isEmpty();
        browser.prefer("light");
    }

    @ParameterizedTest
    @ValueSource(strings = {"incident", "unknown", "comparison"})
    void the_tab_key_comes_to_everything(String page) {
        browser.show(write(page));
        browser.until("document.readyState === 'complete' && (!document.getElementById('operations-canvas')"
                + " || performance.getEntriesByName('schism-operations').length > 0)");
        assertThat(browser.unreachedByTab()).isEmpty();
    }

    private Path write(String page) {
        ReportInput incident = Incident.input(folder);
        return switch (page) {
            case "incident" -> Report.write(incident).html();
            case "valid" ->
                Report.write(Runs.of(folder, Validity.VALID, Outcome.MET, List.of()))
                        .html();
            case "unknown" ->
                Report.write(Runs.of(folder, Validity.UNKNOWN, Outcome.NOT_MET, List.of()))
                        .html();
            case "empty" -> Report.write(Runs.empty(folder)).html();
            default ->
                Report.compare(
                        incident,
                        Runs.of(folder, Validity.VALID, Outcome.MET, List.of()),
                        folder.resolve("compare.html"));
        };
    }
}
