package io.schism.harness.browser;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.logging.Level;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Assumptions;
import org.openqa.selenium.By;
import org.openqa.selenium.Keys;
import org.openqa.selenium.OutputType;
import org.openqa.selenium.ScriptTimeoutException;
import org.openqa.selenium.WebElement;
import org.openqa.selenium.chrome.ChromeDriver;
import org.openqa.selenium.chrome.ChromeDriverService;
import org.openqa.selenium.chrome.ChromeOptions;
import org.openqa.selenium.logging.LogType;
import org.openqa.selenium.logging.LoggingPreferences;

/** Headless Chromium that keeps a log of what a page says and asks for. */
public final class Browser implements AutoCloseable {
    private static final Path CHROMIUM = Path.of("/usr/bin/chromium");
    private static final Path DRIVER = Path.of("/usr/bin/chromedriver");

    private static final Duration LIMIT = Duration.ofSeconds(90);
    private static final Duration BETWEEN_LOOKS = Duration.ofMillis(20);

    private final ChromeDriver driver;

    private Browser(ChromeDriver driver) {
        this.driver = driver;
    }

    /** Starts it, or skips the test where there is none and none is required. */
    public static Browser open(Path profile) {
        return open(profile, Map.of());
    }

    /** The same with settings of its own. */
    public static Browser open(Path profile, Map<String, Object> preferences) {
        boolean there = Files.isExecutable(CHROMIUM) && Files.isExecutable(DRIVER);
        boolean required = String.valueOf(System.getenv("SCHISM_REQUIRE")).contains("browser");
        Assumptions.assumeTrue(there || required, "no Chromium with chromedriver in /usr/bin");
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
        ChromeDriver driver = new ChromeDriver(
                new ChromeDriverService.Builder()
                        .usingDriverExecutable(new File(DRIVER.toString()))
                        .build(),
                options);
        driver.manage().timeouts().scriptTimeout(LIMIT);
        return new Browser(driver);
    }

    /** Loads a page, with the logs begun anew. */
    public void show(String address) {
        driver.manage().logs().get(LogType.BROWSER);
        driver.manage().logs().get(LogType.PERFORMANCE);
        driver.get(address);
    }

    /** Loads a file. */
    public void show(Path page) {
        show(page.toUri().toString());
    }

    /** What the console said since the page was loaded or this was asked last. */
    public List<String> console() {
        return driver.manage().logs().get(LogType.BROWSER).getAll().stream()
                .map(Object::toString)
                .toList();
    }

    /** Every address that the page asked for, its own first; data within the page, and the browser's own first tab, aside. */
    public List<String> requests() {
        List<String> urls = new ArrayList<>();
        driver.manage().logs().get(LogType.PERFORMANCE).forEach(entry -> {
            String message = entry.getMessage();
            int at = message.indexOf("\"request\":{");
            if (message.contains("\"Network.requestWillBeSent\"") && at > 0) {
                int url = message.indexOf("\"url\":\"", at) + 7;
                urls.add(message.substring(url, message.indexOf('"', url)));
            }
        });
        urls.removeIf(url -> url.startsWith("data:") || url.startsWith("chrome:"));
        return urls;
    }

    public WebElement find(String selector) {
        return driver.findElement(By.cssSelector(selector));
    }

    /** Types into what has the focus, or into an element. */
    public void type(String selector, CharSequence... keys) {
        find(selector).sendKeys(keys);
    }

    /** A chord of keys. */
    public static String chord(Keys... keys) {
        return Keys.chord(keys);
    }

    public Object run(String script, Object... arguments) {
        return driver.executeScript(script, arguments);
    }

    /** Runs a script that calls {@code done} with its answer. */
    public Object await(String script, Object... arguments) {
        return driver.executeAsyncScript("const done = arguments[arguments.length - 1];" + script, arguments);
    }

    /** Waits until a script's condition holds. Asked anew each time: one script that waited was seen to be ended long before its time. */
    public void until(String condition) {
        String look = "return Boolean(" + condition + ")";
        Awaitility.await(condition)
                .atMost(LIMIT)
                .pollInterval(BETWEEN_LOOKS)
                .ignoreException(ScriptTimeoutException.class)
                .until(() -> Boolean.TRUE.equals(run(look)));
    }

    /** What a canvas shows once two frames have passed. */
    public String picture(String canvas) {
        return (String) await(
                "requestAnimationFrame(() => requestAnimationFrame(() =>"
                        + " done(document.querySelector(arguments[0]).toDataURL())));",
                canvas);
    }

    /** The picture once it differs from an earlier one, or what it is four frames later. */
    public String changed(String canvas, String earlier) {
        String now = picture(canvas);
        return now.equals(earlier) ? picture(canvas) : now;
    }

    /** Prefers dark or light from now on. */
    public void prefer(String scheme) {
        driver.executeCdpCommand(
                "Emulation.setEmulatedMedia",
                Map.of("features", List.of(Map.of("name", "prefers-color-scheme", "value", scheme))));
    }

    /** Has the size of a phone, or its own again. */
    public void phone(boolean on) {
        if (on) {
            driver.executeCdpCommand(
                    "Emulation.setDeviceMetricsOverride",
                    Map.of("width", 390, "height", 844, "deviceScaleFactor", 2, "mobile", true));
        } else {
            driver.executeCdpCommand("Emulation.clearDeviceMetricsOverride", Map.of());
        }
    }

    /** The rules that axe finds broken, serious and critical ones, each with the first element. */
    public Object seriousViolations() {
        if (!Boolean.TRUE.equals(run("return typeof axe === 'object'"))) {
            run(axe());
        }
        return await("axe.run().then((r) => done(r.violations.filter((v) => v.impact === 'serious' || v.impact ==="
                + " 'critical').map((v) => v.id + ': ' + v.nodes[0].html.slice(0, 200) + ' ' +"
                + " v.nodes[0].failureSummary)));");
    }

    private static String axe() {
        try (InputStream in = Browser.class.getResourceAsStream("/axe.min.js")) {
            assertThat(in).as("axe.min.js on the class path").isNotNull();
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** What a reader can click, type into or scroll that the Tab key does not come to, each as its first characters. */
    public List<?> unreachedByTab() {
        run("window.reached = new Set(); document.addEventListener('focusin', (e) => window.reached.add(e.target))");
        int all = ((Number) run("return [...document.querySelectorAll('*')].filter((e) => e.tabIndex >= 0).length"))
                .intValue();
        // A date is three stops of its own.
        for (int i = 0; i <= all * 3; i++) {
            driver.switchTo().activeElement().sendKeys(Keys.TAB);
        }
        return (List<?>) run("return"
                + " [...document.querySelectorAll('a[href],button,input,select,summary,canvas[tabindex],.scroll')].filter((e)"
                + " => e.checkVisibility() && !window.reached.has(e)).map((e) => e.outerHTML.slice(0, 120))");
    }

    /** The window as a PNG. */
    public byte[] screenshot() {
        return driver.getScreenshotAs(OutputType.BYTES);
    }

    @Override
    public void close() {
        driver.quit();
    }
}
