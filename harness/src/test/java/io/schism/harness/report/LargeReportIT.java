package io.schism.harness.report;

import static org.assertj.core.api.Assertions.assertThat;

import io.schism.harness.browser.Browser;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.openqa.selenium.Keys;

/** Reports of no, one, many and a million calls: written soon, small, painted soon, fluid. */
@Tag("browser")
@Tag("alone")
class LargeReportIT {
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

    @ParameterizedTest(name = "{0} calls")
    @CsvSource({"0, 2000, 2", "1, 2000, 2", "10000, 2000, 2", "100000, 2000, 8", "1000000, 5000, 40"})
    void painted_soon_fluid_and_silent(int calls, long paintMillis, long megabytes) throws IOException {
        ReportInput input = ManyCalls.input(folder, calls);
        // The time of the one thread that writes: what else this machine does meanwhile is not the report's.
        ThreadMXBean threads = ManagementFactory.getThreadMXBean();
        long began = threads.getCurrentThreadCpuTime();
        Path page = Report.write(input).html();
        Duration written = Duration.ofNanos(threads.getCurrentThreadCpuTime() - began);
        long size = Files.size(page);

        browser.show(page);
        browser.until("performance.getEntriesByName('schism-operations').length > 0");
        browser.until("performance.getEntriesByName('first-contentful-paint').length > 0");
        long painted = millis("return performance.getEntriesByName('first-contentful-paint')[0].startTime");
        long ready = millis("return performance.getEntriesByName('schism-operations')[0].startTime");
        long zoom = calls == 0 ? 0 : slowestDraw();

        System.out.printf(
                "%,d calls: written in %,d ms of the processor, %,d bytes, first paint %d ms, operations %d ms, slowest zoom step %d ms%n",
                calls, written.toMillis(), size, painted, ready, zoom);
        // The promise is 10 s and 4 to 6 are measured; a test can tell a blow-up from a slow machine only.
        assertThat(written).isLessThan(Duration.ofMinutes(1));
        assertThat(size).isLessThan(megabytes * 1_000_000);
        assertThat(painted).isLessThan(paintMillis);
        assertThat(zoom).isLessThan(100);
        assertThat(browser.console()).isEmpty();
        assertThat(browser.requests()).allMatch(url -> url.startsWith("file:")).hasSize(1);
        if (calls > 0) {
            assertThat(browser.run("return document.getElementById('lanes').width > 0"))
                    .isEqualTo(true);
        }
    }

    /** Zooms in and out by keys, by client and by key; the longest that a step took to draw, in milliseconds. */
    private static long slowestDraw() {
        browser.run("performance.clearMeasures('schism-draw')");
        for (String rows : new String[] {"#by-key", "#by-client"}) {
            browser.run("document.querySelector(arguments[0]).click()", rows);
            browser.until("document.querySelector('" + rows + "').getAttribute('aria-pressed') === 'true'");
            for (String key : new String[] {"+", "+", "+", "+", "+", "+", "-", "-", "-", "0"}) {
                browser.type("#operations-canvas", key);
                browser.picture("#operations-canvas");
            }
        }
        browser.type("#operations-canvas", Keys.ESCAPE);
        assertThat(millis("return performance.getEntriesByName('schism-draw').length"))
                .isGreaterThan(10);
        return millis("return Math.max(...performance.getEntriesByName('schism-draw').map((e) => e.duration))");
    }

    private static long millis(String script) {
        return ((Number) browser.run(script)).longValue();
    }
}
