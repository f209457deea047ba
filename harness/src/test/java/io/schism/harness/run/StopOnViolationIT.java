package io.schism.harness.run;

import static org.assertj.core.api.Assertions.assertThat;

import io.schism.harness.backend.Backends;
import io.schism.harness.scenario.Scenario;
import io.schism.harness.yaml.Durations;
import io.schism.histories.history.History;
import io.schism.histories.history.Operation;
import io.schism.histories.linearizability.Linearizability;
import io.schism.histories.model.Models;
import io.schism.histories.verdict.Validity;
import io.schism.histories.verdict.Verdict;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The incident, ended as soon as what clients saw is proven wrong, and judged like any other run. */
class StopOnViolationIT {
    private static final double HALF = 0.5;

    @TempDir
    Path runs;

    @Test
    void three_regions_E_cut_off_the_incident_ends_with_the_cut_still_planned_for_long() throws IOException {
        Scenario scenario = Library.scenario("github-2018");
        RunRequest request = new RunRequest(
                        scenario, Library.variant(scenario, "A"), Backends.named("loopback"), 1, HALF, runs)
                .stoppingOnViolation();

        RunResult result = new Run(request, Progress.SILENT).execute();

        Stop stop = Stop.of(result.history()).orElseThrow();
        assertThat(lin(result).validity()).isEqualTo(Validity.INVALID);
        assertThat(lin(result).figures()).containsEntry("stopped-by-index", stop.provenBy());
        assertThat(result.notes()).anyMatch(note -> note.contains("index " + stop.provenBy()));
        assertThat(RunRecord.read(result.folder()).get("stopped"))
                .isInstanceOfSatisfying(Map.class, stopped -> assertThat(stopped.get("provenByIndex"))
                        .isEqualTo((int) stop.provenBy()));
        assertThat(stop.stopped())
                .as("long before the end of the load")
                .isLessThan(Durations.scale(request.variant().stop(), HALF).toNanos());
        assertThat(result.folder().resolve("junit.xml")).content().doesNotContain("schism.harness");
        assertThatTheHistoryUntilItsProofIsNotLinearizable(result.history(), stop);
        assertThat(lin(RunResult.judge(result.folder())).validity()).isEqualTo(Validity.INVALID);
    }

    private static void assertThatTheHistoryUntilItsProofIsNotLinearizable(History history, Stop stop) {
        List<Operation> before = history.operations().stream()
                .filter(operation -> operation.index() < stop.provenBy())
                .toList();
        List<Operation> until = history.operations().stream()
                .filter(operation -> operation.index() <= stop.provenBy())
                .toList();
        assertThat(decide(before)).isEqualTo(Validity.VALID);
        assertThat(decide(until)).isEqualTo(Validity.INVALID);
    }

    private static Validity decide(List<Operation> operations) {
        return Linearizability.of(Models.named(RunRecord.MODEL)).keyed(true).decide(History.of(operations));
    }

    private static Verdict lin(RunResult result) {
        return result.verdicts().get(0);
    }
}
