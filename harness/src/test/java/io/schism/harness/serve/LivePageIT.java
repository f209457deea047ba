package io.schism.harness.serve;

import static org.assertj.core.api.Assertions.assertThat;

import io.schism.harness.browser.Browser;
import io.schism.harness.process.ChildProcess;
import io.schism.harness.process.JavaCommand;
import io.schism.harness.run.Alive;
import io.schism.workloads.time.Pause;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The live page in a real browser, over a history that grows as one of a run does. */
@Tag("browser")
class LivePageIT {
    private static final String NAME = "20260101T000000.000Z-made-A-7";

    @TempDir
    static Path profile;

    @TempDir
    Path folder;

    private static Browser browser;
    private RunsServer server;
    private MadeRun run;

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
        run = MadeRun.begin(folder, NAME, "made");
        server = RunsServer.open(folder, "127.0.0.1", 0);
    }

    @AfterEach
    void stop() {
        server.close();
    }

    private void show() {
        browser.show(server.address() + "live/" + NAME);
    }

    private static void untilText(String id, String text) {
        browser.until("(document.getElementById('" + id + "') || {}).textContent === '" + text + "'");
    }

    @Test
    void two_nodes__the_page_follows_start_cut_and_promotion_to_the_verdict_without_being_loaded_again()
            throws IOException {
        try (Alive alive = Alive.hold(run.folder())) {
            show();
            untilText("state", "live");
            assertThat(browser.find("#starting").isDisplayed()).isTrue();
            browser.run("window.sameDocument = true");

            run.role("E1", "primary", 1);
            run.role("W1", "replica", 1);
            run.write(0, "ok");
            untilText("ok", "1");
            assertThat(browser.find("#starting").isDisplayed()).isFalse();
            assertThat(browser.find("#who").getText()).isEqualTo("E1 epoch 1");
            String before = browser.picture("#lanes");

            run.cut("in-force");
            run.role("W1", "primary", 2);
            run.write(1, "info");
            untilText("primaries", "2");
            untilText("info", "1");
            assertThat(browser.changed("#lanes", before)).isNotEqualTo(before);
            assertThat(browser.find("#primaries-tile").getAttribute("class")).contains("bad");

            run.record("made", "ended");
            untilText("state", "being judged");
            assertThat(browser.run("return window.sameDocument")).isEqualTo(true);
            run.judged("false");
        }
        untilText("state", "invalid");
        assertThat(browser.find(".over a").getAttribute("href")).endsWith("/runs/" + NAME + "/report.html");
        assertThat(browser.console()).isEmpty();
        assertThat(browser.requests())
                .allMatch(url -> url.startsWith(server.address().toString()));
    }

    @Test
    void a_run_whose_process_is_killed_is_shown_as_ended_without_a_verdict() throws IOException {
        Path log = folder.resolve("log");
        ChildProcess process = ChildProcess.start(new JavaCommand(
                "live-page",
                "held",
                List.of(),
                Arrays.stream(System.getProperty("java.class.path").split(File.pathSeparator))
                        .map(Path::of)
                        .toList(),
                HeldRun.class.getName(),
                List.of(run.folder().toString()),
                folder,
                log));
        try {
            assertThat(Pause.until(
                            () -> Files.exists(log) && contains(log), Duration.ofSeconds(60), Duration.ofMillis(50)))
                    .as("the process holds the run")
                    .isTrue();
            run.role("E1", "primary", 1);
            show();
            untilText("state", "live");
            untilText("primaries", "1");
        } finally {
            process.kill();
        }
        untilText("state", "not judged");
        assertThat(browser.find(".over").getText()).contains("Its process went").contains("schism check");
        assertThat(browser.find("#lanes").isDisplayed()).isTrue();
        browser.show(server.address().toString());
        assertThat(browser.find(".runs").getText()).containsIgnoringCase("not judged");
        assertThat((List<?>) browser.run("return [...document.querySelectorAll('.now')]"))
                .isEmpty();
    }

    private static boolean contains(Path log) {
        try {
            return Files.readString(log).contains("held");
        } catch (IOException e) {
            return false;
        }
    }

    @Test
    void a_run_that_the_harness_could_not_make_says_why() throws IOException {
        run.record("made", "failed");
        show();
        assertThat(browser.find("#state").getText()).isEqualToIgnoringCase("failed");
        assertThat(browser.find(".over").getText()).contains("no Docker");
        assertThat(browser.find("#nothing").isDisplayed()).isTrue();
    }

    @Test
    void names_and_values_that_are_markup_are_shown_as_they_are() throws IOException {
        String hostile = "</script><script>window.pwned=1</script>";
        String image = "<img src=x onerror=window.pwned=2>";
        try (Alive alive = Alive.hold(run.folder())) {
            run.record(hostile, "running");
            run.role(hostile, "primary", 1);
            show();
            run.role(image, "primary", 2);
            run.role("right to left \u202egnp.exe", "primary", 2);
            untilText("primaries", "3");
            assertThat(browser.find("#who").getText()).contains(hostile, image, "\\u202egnp.exe");
            assertThat(browser.find("h1").getText()).contains(hostile);
            browser.show(server.address().toString());
            assertThat(browser.find("body").getText()).contains(hostile);
        }
        assertThat(browser.run("return window.pwned")).isNull();
        assertThat(browser.console()).isEmpty();
    }
}
