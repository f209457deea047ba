package io.schism.harness.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.schism.harness.process.Strace;
import io.schism.harness.scenario.Scenarios;
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

    /** Beside the flagship's cut, a process that cannot end by itself, and one that another holds. */
    private static final String STILL = "  - {at: 16s, fault: stop-jvm, targets: [W1], for: 50s}\n";

    private static final String SLOW = "  - {at: 16s, fault: disk-slow, targets: [C1], by: 100ms, for: 50s}\n";

    @Test
    void the_harness_is_killed_while_E_is_cut_off_W1_stands_still_and_C1_s_disk_is_slow_and_its_history_is_judged()
            throws IOException, InterruptedException {
        boolean canSlow = Strace.lacking().isEmpty();
        List<String> faults = canSlow ? List.of("cut", "stop-jvm", "disk-slow") : List.of("cut", "stop-jvm");
        String text = Scenarios.text("github-2018");
        Path scenario = Files.writeString(
                folder.resolve("killed.yml"), text.replaceFirst("plan:\n", "plan:\n" + STILL + (canSlow ? SLOW : "")));
        Path runs = folder.resolve("runs");
        Process harness = harness(scenario, runs);
        Path latest = runs.resolve("latest");
        Path file = latest.resolve("history.edn");
        List<ProcessHandle> children;
        try {
            await().atMost(Duration.ofMinutes(3))
                    .until(() -> Files.exists(file) && areInForce(faults, Files.readString(file)));
            children = harness.descendants().filter(ProcessHandle::isAlive).toList();
        } finally {
            harness.destroyForcibly().waitFor();
        }
        assertThat(children).isNotEmpty();

        // By themselves: nothing is left for `clean`.
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

    private static boolean areInForce(List<String> faults, String history) {
        return faults.stream().allMatch(fault -> history.lines()
                .anyMatch(line -> line.contains(":f :" + fault + " ") && line.contains(":state :in-force")));
    }

    private Process harness(Path scenario, Path runs) throws IOException {
        return new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-cp",
                        Path.of("target", "schism", "lib").toAbsolutePath() + File.separator + "*",
                        "io.schism.harness.cli.Main",
                        "run",
                        scenario.toString(),
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
