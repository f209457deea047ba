package io.schism.harness.report;

import static org.assertj.core.api.Assertions.assertThat;

import io.schism.harness.report.ReportInput.Outcome;
import io.schism.histories.verdict.Validity;
import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.logging.Level;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.openqa.selenium.By;
import org.openqa.selenium.Keys;
import org.openqa.selenium.WebElement;
import org.openqa.selenium.chrome.ChromeDriver;
import org.openqa.selenium.chrome.ChromeDriverService;
import org.openqa.selenium.chrome.ChromeOptions;
import org.openqa.selenium.logging.LogType;
import org.openqa.selenium.logging.LoggingPreferences;

/** The page in a real browser: it draws, it obeys mouse and keys, it asks nobody for anything, and no text of a run runs. */
@Tag("browser")
class ReportPageIT {
    private static final Path CHROMIUM = Path.of("/usr/bin/chromium");
    private static final Path DRIVER = Path.of("/usr/bin/chromedriver");

    @TempDir
    static Path profile;

    @TempDir
    Path folder;

    private static ChromeDriver browser;

    @BeforeAll
    static void open() {
        boolean there = Files.isExecutable(CHROMIUM) && Files.isExecutable(DRIVER);
        boolean required = String.valueOf(System.getenv("SCHISM_REQUIRE")).contains("browser");
        Assumptions.assumeTrue(there || required, "no Chromium with chromedriver in /usr/bin");
        browser = start(profile, Map.of());
    }

    @AfterAll
    static void close() {
        if (browser != null) {
            browser.quit();
        }
    }

    private static ChromeDriver start(Path profile, Map<String, Object> preferences) {
        LoggingPreferences logs = new LoggingPreferences();
        logs.enable(LogType.BROWSER, Level.ALL);
        logs.enable(LogType.PERFORMANCE, Level.ALL);
        ChromeOptions options = new ChromeOptions();
        options.setBinary(CHROMIUM.toFile());
        options.setCapability("goog:loggingPrefs", logs);
        options.setExperimentalOption("prefs", preferences);
        options.addArguments(
                "--headless",
                "--no-sandbox",
                "--disable-gpu",
                "--disable-quic",
                "--no-first-run",
                "--disable-background-networking",
                "--disable-component-update",
                "--disable-sync",
                "--window-size=1300,1800",
                "--user-data-dir=" + profile);
        return new ChromeDriver(
                new ChromeDriverService.Builder()
                        .usingDriverExecutable(new File(DRIVER.toString()))
                        .build(),
                options);
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
        browser.manage().logs().get(LogType.BROWSER);
        browser.manage().logs().get(LogType.PERFORMANCE);
        browser.get(page.toUri().toString());
        return page;
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("runs")
    void the_page_loads_without_an_error_or_a_request_and_runs_no_text(String run) {
        Path page = show(run);
        assertThat(browser.manage().logs().get(LogType.BROWSER).getAll()).isEmpty();
        assertThat(requests())
                .containsOnly(
                        page.toUri().toString().replace("file:/", "file:///").replace("file://///", "file:///"));
        assertThat(browser.executeScript("return window.pwned")).isNull();
        assertThat(browser.executeScript(
                        "return document.querySelectorAll('img,iframe,object,embed,base,form').length"))
                .isEqualTo(0L);
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("runs")
    void on_a_phone_in_the_dark_nothing_hangs_over_the_edge(String run) {
        browser.executeCdpCommand(
                "Emulation.setDeviceMetricsOverride",
                Map.of("width", 390, "height", 844, "deviceScaleFactor", 2, "mobile", true));
        browser.executeCdpCommand(
                "Emulation.setEmulatedMedia",
                Map.of("features", List.of(Map.of("name", "prefers-color-scheme", "value", "dark"))));
        try {
            show(run);
            assertThat(browser.executeScript("return document.documentElement.scrollWidth"))
                    .isEqualTo(390L);
            assertThat(browser.executeScript("return getComputedStyle(document.body).backgroundColor"))
                    .isEqualTo("rgb(14, 19, 24)");
        } finally {
            browser.executeCdpCommand("Emulation.clearDeviceMetricsOverride", Map.of());
            browser.executeCdpCommand("Emulation.setEmulatedMedia", Map.of("features", List.of()));
        }
    }

    @Test
    void keys_and_buttons_zoom_and_move_the_lanes_and_the_plots_together() {
        show("incident");
        WebElement lanes = browser.findElement(By.id("lanes"));
        String whole = picture("#lanes");
        String plots = picture("#plots canvas");
        lanes.sendKeys("+");
        assertThat(changed("#lanes", whole)).isNotEqualTo(whole);
        assertThat(changed("#plots canvas", plots)).isNotEqualTo(plots);
        browser.findElement(By.id("zoom-all")).click();
        browser.findElement(By.id("zoom-fault")).click();
        String fault = changed("#lanes", whole);
        lanes.sendKeys(Keys.chord(Keys.SHIFT, Keys.ARROW_RIGHT));
        assertThat(changed("#lanes", fault)).isNotEqualTo(fault);
        assertThat(browser.findElement(By.id("moment")).getText()).contains("E1 primary epoch 1");
        assertThat(browser.manage().logs().get(LogType.BROWSER).getAll()).isEmpty();
    }

    @Test
    void hostile_names_stand_on_the_page_as_they_are() {
        show("hostile");
        assertThat(browser.findElement(By.tagName("body")).getText())
                .contains("</script><script>window.pwned=1</script>")
                .contains("<img src=x onerror=window.pwned=2>")
                .contains("{{constructor.constructor('window.pwned=5')()}} ${7*7}");
    }

    @Test
    void where_scripts_may_not_run_the_still_picture_stands_instead(@TempDir Path other) {
        Path page = Report.write(Incident.input(folder)).html();
        ChromeDriver still = start(other, Map.of("profile.managed_default_content_settings.javascript", 2));
        try {
            still.get(page.toUri().toString());
            assertThat(still.findElement(By.cssSelector(".still svg")).isDisplayed())
                    .isTrue();
            assertThat(still.findElement(By.id("lanes")).isDisplayed()).isFalse();
        } finally {
            still.quit();
        }
    }

    private static String picture(String canvas) {
        return (String) browser.executeAsyncScript(
                "const done = arguments[1];"
                        + "requestAnimationFrame(() => requestAnimationFrame(() => done(document.querySelector(arguments[0]).toDataURL())))",
                canvas);
    }

    /** The picture once it differs from an earlier one, or what it is two frames later. */
    private static String changed(String canvas, String earlier) {
        String now = picture(canvas);
        return now.equals(earlier) ? picture(canvas) : now;
    }

    private static List<String> requests() {
        List<String> urls = new ArrayList<>();
        browser.manage().logs().get(LogType.PERFORMANCE).forEach(entry -> {
            String message = entry.getMessage();
            int at = message.indexOf("\"request\":{");
            if (message.contains("\"Network.requestWillBeSent\"") && at > 0) {
                int url = message.indexOf("\"url\":\"", at) + 7;
                urls.add(message.substring(url, message.indexOf('"', url)));
            }
        });
        urls.removeIf(url -> url.startsWith("data:"));
        return urls;
    }
}
