package io.schism.harness.run;

import static org.assertj.core.api.Assertions.assertThat;

import io.schism.harness.backend.Backends;
import io.schism.harness.scenario.Scenario;
import io.schism.histories.verdict.Evidence;
import io.schism.histories.verdict.Validity;
import io.schism.histories.verdict.Verdict;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The flagship, half its length, on plain processes: the whole line from scenario to report. What must hold on a busy machine
 * too is which checkers fire; how long everything took is for the experiments of {@code docs/github-2018.md}.
 */
@Tag("alone")
class GithubLoopbackIT {
    private static final double HALF = 0.5;

    @TempDir
    Path runs;

    private RunResult run(String variant, long seed) {
        Scenario scenario = Library.scenario("github-2018");
        return new Run(
                        new RunRequest(
                                scenario,
                                Library.variant(scenario, variant),
                                Backends.named("loopback"),
                                seed,
                                HALF,
                                runs),
                        Progress.SILENT)
                .execute();
    }

    @Test
    void three_regions_E_cut_off_the_incident_and_its_fix_side_by_side_come_out_as_predicted() throws IOException {
        CompletableFuture<RunResult> fix = CompletableFuture.supplyAsync(() -> run("D", 2));
        RunResult incident = run("A", 1);

        assertThat(List.of("LIN", "DUAL", "LOST", "DIV")).allSatisfy(checker -> {
            assertThat(verdict(incident, checker).validity()).as(checker).isEqualTo(Validity.INVALID);
            assertThat(verdict(fix.join(), checker).validity()).as(checker).isEqualTo(Validity.VALID);
        });
        assertThat(verdict(incident, "FAULT").validity()).isEqualTo(Validity.VALID);
        assertThat(verdict(fix.join(), "FAULT").validity()).isEqualTo(Validity.VALID);
        assertThatEvidenceNamesLinesOfTheHistory(incident);
        for (String file :
                List.of("run.json", "scenario.yml", "verdict.json", "report.html", "report.md", "junit.xml")) {
            assertThat(incident.folder().resolve(file)).isNotEmptyFile();
        }
        assertThat(incident.folder().resolve("nodes/E1/log")).content().contains("primary of epoch 1");
        assertThat(runs.resolve("latest")).isSymbolicLink();
    }

    private static Verdict verdict(RunResult result, String checker) {
        return result.verdicts().stream()
                .filter(v -> v.checker().equals(checker))
                .findFirst()
                .orElseThrow();
    }

    /** A lost write's evidence leads to its acknowledgement, and its op id is in no log of the surviving primary. */
    private static void assertThatEvidenceNamesLinesOfTheHistory(RunResult incident) throws IOException {
        List<String> history = Files.readAllLines(incident.folder().resolve("history.edn"));
        Verdict lost = verdict(incident, "LOST");
        String survivor = history.stream()
                .filter(line -> line.contains(":f :final-state") && line.contains(":role :primary"))
                .findFirst()
                .orElseThrow();
        assertThat(lost.evidence()).isNotEmpty();
        for (Evidence evidence : lost.evidence()) {
            String op = "\"" + evidence.facts().get("op") + "\"";
            String acknowledged = history.get(
                    Math.toIntExact(evidence.lines().get(evidence.lines().size() - 1) - 1));
            assertThat(acknowledged).contains(":type :ok", op, ":node \"E1\"", ":epoch 1");
            assertThat(survivor).doesNotContain(op);
        }
    }
}
