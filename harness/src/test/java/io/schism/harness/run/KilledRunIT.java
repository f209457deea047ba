package io.schism.harness.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.schism.harness.process.Leftovers;
import io.schism.histories.history.HistoryReader;
import io.schism.histories.verdict.Validity;
import io.schism.histories.verdict.Verdict;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The harness killed with SIGKILL in mid-run: what it recorded is there, can be judged, and nothing lives on. */
class KilledRunIT {
    @TempDir
    Path folder;

    @Test
    void the_harness_is_killed_while_E_is_cut_off_and_its_history_is_judged() throws IOException, InterruptedException {
        Path runs = folder.resolve("runs");
        Process harness = harness(runs);
        Path latest = runs.resolve("latest");
        Path file = latest.resolve("history.edn");
        await().atMost(Duration.ofMinutes(3))
                .until(() -> Files.exists(file) && Files.readString(file).contains(":state :in-force"));
        List<ProcessHandle> children =
                harness.children().filter(ProcessHandle::isAlive).toList();
        assertThat(children).isNotEmpty();
        harness.destroyForcibly().waitFor();

        // Members end with the harness, or `clean` ends them.
        Leftovers.kill();
        await().atMost(Duration.ofSeconds(30)).until(() -> children.stream().noneMatch(ProcessHandle::isAlive));

        HistoryReader.Reading reading = HistoryReader.lenient(file);
        assertThat(reading.history().operations())
                .anySatisfy(o -> assertThat(o.isClient()).isTrue());
        RunResult judged = RunResult.judge(latest);
        assertThat(judged.verdicts().stream().map(Verdict::checker)).contains("LIN", "DUAL", "LOST", "DIV");
        assertThat(judged.verdicts())
                .filteredOn(verdict -> verdict.checker().equals("WORK"))
                .allSatisfy(work -> {
                    assertThat(work.validity()).isEqualTo(Validity.UNKNOWN);
                    assertThat(work.reason()).startsWith("the run did not reach its end");
                });
        assertThat(judged.isAsExpected()).isFalse();
        assertThat(judged.folder().resolve("junit.xml")).content().contains("schism.harness");
    }

    private Process harness(Path runs) throws IOException {
        return new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-cp",
                        Path.of("target", "schism", "lib").toAbsolutePath() + File.separator + "*",
                        "io.schism.harness.cli.Main",
                        "run",
                        "github-2018",
                        "--variant",
                        "A",
                        "--scale",
                        "0.25",
                        "--seed",
                        "7",
                        "--runs",
                        runs.toString())
                .redirectErrorStream(true)
                .redirectOutput(folder.resolve("output").toFile())
                .start();
    }
}
