package io.schism.harness.report;

import static org.assertj.core.api.Assertions.assertThat;

import io.schism.harness.browser.Browser;
import io.schism.harness.report.ReportInput.Outcome;
import io.schism.histories.verdict.Validity;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.openqa.selenium.Keys;
import org.openqa.selenium.WebElement;

/** The page in a real browser: it draws, it obeys mouse and keys, it asks nobody for anything, and no text of a run runs. */
@Tag("browser")
class ReportPageIT {
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

    static Stream<String> runs() {
        return Stream.of("incident", "valid", "unknown", "empty", "hostile");
    }

    private ReportInput input(String run) {
        return switch (run) {
            case "incident" -> Incident.input(folder);
            case "valid" -> Runs.of(folder, Validity.VALID, Outcome.MET, List.of());
            case "unknown" -> Runs.of(folder, Validity.UNKNOWN, Outcome.NOT_MET, List.of());
            case "empty" -> Runs.empty(folder);
            default -> Runs.hostile(folder);
        };
    }

    private Path show(String run) {
        Path page = Report.write(input(run)).html();
        browser.show(page);
        browser.until("!document.getElementById('operations-canvas')"
                + " || performance.getEntriesByName('schism-operations').length > 0");
        return page;
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("runs")
    void the_page_loads_without_an_error_or_a_request_and_runs_no_text(String run) {
        Path page = show(run);
        assertThat(browser.console()).isEmpty();
        assertThat(browser.requests())
                .containsOnly(
                        page.toUri().toString().replace("file:/", "file:///").replace("file://///", "file:///"));
        assertThat(browser.run("return window.pwned")).isNull();
        assertThat(browser.run("return document.querySelectorAll('img,iframe,object,embed,base,form').length"))
                .isEqualTo(0L);
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("runs")
    void on_a_phone_in_the_dark_nothing_hangs_over_the_edge(String run) {
        browser.phone(true);
        browser.prefer("dark");
        try {
            show(run);
            assertThat(browser.run("return document.documentElement.scrollWidth"))
                    .isEqualTo(390L);
            assertThat(browser.run("return getComputedStyle(document.body).backgroundColor"))
                    .isEqualTo("rgb(14, 19, 24)");
        } finally {
            browser.phone(false);
            browser.prefer("light");
        }
    }

    @Test
    void keys_and_buttons_zoom_and_move_the_lanes_and_the_plots_together() {
        show("incident");
        WebElement lanes = browser.find("#lanes");
        String whole = browser.picture("#lanes");
        String plots = browser.picture("#throughput canvas");
        lanes.sendKeys("+");
        assertThat(browser.changed("#lanes", whole)).isNotEqualTo(whole);
        assertThat(browser.changed("#throughput canvas", plots)).isNotEqualTo(plots);
        browser.find("#zoom-all").click();
        browser.find("#zoom-fault").click();
        String fault = browser.changed("#lanes", whole);
        lanes.sendKeys(Keys.chord(Keys.SHIFT, Keys.ARROW_RIGHT));
        assertThat(browser.changed("#lanes", fault)).isNotEqualTo(fault);
        assertThat(browser.find("#moment").getText()).contains("E1 primary epoch 1");
        assertThat(browser.console()).isEmpty();
    }

    @Test
    void hostile_names_stand_on_the_page_as_they_are() {
        show("hostile");
        assertThat(browser.find("body").getText())
                .contains("</script><script>window.pwned=1</script>")
                .contains("<img src=x onerror=window.pwned=2>")
                .contains("{{constructor.constructor('window.pwned=5')()}} ${7*7}");
    }

    @Test
    void two_hostile_runs_beside_one_another_run_nothing() {
        browser.show(Report.compare(Runs.hostile(folder), Incident.input(folder), folder.resolve("compare.html")));
        assertThat(browser.find("body").getText()).contains("</script><script>window.pwned=1</script>");
        assertThat(browser.run("return window.pwned")).isNull();
        assertThat(browser.run("return document.querySelectorAll('img,iframe,object,embed,base,form').length"))
                .isEqualTo(0L);
        assertThat(browser.console()).isEmpty();
    }

    @Test
    void where_scripts_may_not_run_the_still_picture_stands_instead(@TempDir Path other) {
        Path page = Report.write(Incident.input(folder)).html();
        try (Browser still = Browser.open(other, Map.of("profile.managed_default_content_settings.javascript", 2))) {
            still.show(page);
            assertThat(still.find(".still svg").isDisplayed()).isTrue();
            assertThat(still.find("#lanes").isDisplayed()).isFalse();
        }
    }
}
