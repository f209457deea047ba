package io.schism.harness.junit;

import static org.assertj.core.api.Assertions.assertThat;

import io.schism.harness.run.Library;
import io.schism.harness.run.RunResult;
import io.schism.harness.scenario.Scenario;
import io.schism.histories.check.DualPrimary;
import io.schism.histories.history.History;
import io.schism.histories.history.Recorder;
import io.schism.histories.linearizability.Linearizability;
import io.schism.histories.model.Models;
import io.schism.histories.verdict.Verdict;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class RunFailureTest {
    private static RunResult run(History history) {
        Scenario scenario = Library.scenario("github-2018");
        List<Verdict> verdicts =
                List.of(Linearizability.of(Models.named("register")).check(history), new DualPrimary().check(history));
        return new RunResult(
                Path.of("target/schism/some-run"),
                scenario,
                Library.variant(scenario, "A"),
                Map.of("command", "./schism run github-2018 --seed 7"),
                history,
                List.of(),
                verdicts,
                List.of());
    }

    @Test
    void a_failed_test_tells_verdict_smallest_counterexample_report_and_the_command_that_runs_it_again() {
        Recorder recorder = Recorder.inMemory();
        recorder.ok(recorder.invoke("write", 1));
        recorder.ok(recorder.invoke("read", null), 2);

        assertThat(RunFailure.text(run(recorder.history()), "expected valid, found invalid")
                        .lines())
                .containsSubsequence(
                        "github-2018 A: expected valid, found invalid",
                        "LIN is invalid: not linearizable against the model register",
                        "Smallest counterexample:")
                .anyMatch(line -> line.matches("  line 4 .* process 0 +ok +read 2"))
                .contains("DUAL is unknown: no ok call tells the node and epoch that answered")
                .anyMatch(line -> line.matches("report: .*/target/schism/some-run/report.html"))
                .contains("again:  ./schism run github-2018 --seed 7");
    }
}
