package io.schism.harness.serve;

import static org.assertj.core.api.Assertions.assertThat;

import io.schism.harness.browser.Browser;
import io.schism.harness.run.Alive;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What axe says of the pages that are served, light and dark; and that the Tab key comes to everything on them. */
@Tag("browser")
class ServedPagesAccessibilityIT {
    private static final String RUNNING = "20260101T000000.000Z-made-A-1";
    private static final String JUDGED = "20260102T000000.000Z-made-A-2";
    private static final String KILLED = "20260103T000000.000Z-made-A-3";
    private static final String FAILED = "20260104T000000.000Z-made-A-4";

    @TempDir
    static Path profile;

    @TempDir
    Path folder;

    private static Browser browser;
    private RunsServer server;
    private Alive alive;

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

    @BeforeEach
    void serve() throws IOException {
        MadeRun running = made(RUNNING);
        alive = Alive.hold(running.folder());
        MadeRun judged = made(JUDGED);
        judged.judged("false");
        made(KILLED);
        made(FAILED).record("made", "failed");
        server = RunsServer.open(folder, "127.0.0.1", 0);
    }

    private MadeRun made(String name) throws IOException {
        MadeRun run = MadeRun.begin(folder, name, "made");
        run.role("E1", "primary", 1);
        run.role("W1", "replica", 1);
        run.write(0, "ok");
        run.cut("in-force");
        run.role("W1", "primary", 2);
        run.write(1, "info");
        return run;
    }

    @AfterEach
    void stop() {
        server.close();
        alive.close();
        browser.prefer("light");
    }

    private void show(String page) {
        browser.show(server.address() + page);
        browser.until("document.readyState === 'complete'");
    }

    @ParameterizedTest(name = "{0}, {1}")
    @CsvSource({
        "'', light",
        "'', dark",
        "?q=none, light",
        "live/" + RUNNING + ", light",
        "live/" + RUNNING + ", dark",
        "live/" + JUDGED + ", light",
        "live/" + KILLED + ", dark",
        "live/" + FAILED + ", light"
    })
    void nothing_serious(String page, String scheme) {
        browser.prefer(scheme);
        show(page);
        assertThat((List<?>) browser.seriousViolations()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "live/" + RUNNING, "live/" + JUDGED})
    void the_tab_key_comes_to_everything(String page) {
        show(page);
        assertThat(browser.unreachedByTab()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "live/" + RUNNING, "live/" + KILLED})
    void on_a_phone_nothing_hangs_over_the_edge(String page) {
        browser.phone(true);
        try {
            show(page);
            assertThat(browser.run("return document.documentElement.scrollWidth"))
                    .isEqualTo(390L);
        } finally {
            browser.phone(false);
        }
    }
}
