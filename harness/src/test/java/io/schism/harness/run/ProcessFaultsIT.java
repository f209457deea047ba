package io.schism.harness.run;

import static org.assertj.core.api.Assertions.assertThat;

import io.schism.harness.backend.Backends;
import io.schism.harness.scenario.Scenario;
import io.schism.histories.history.Operation;
import io.schism.histories.verdict.Validity;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Faults of processes, in a scenario of the user's own. */
class ProcessFaultsIT {
    private static final String SCENARIO =
            """
            schema: 1
            name: mine
            title: a replica stands still, then another is killed
            regions:
              E: {nodes: [E1, E2, E3]}
            primary: E1
            zookeeper: {session-timeout: 2s, tick: 500ms, sync-limit: 4}
            policy: {replication: majority, visibility: confirmed, when-suspended: stop, fencing: epoch,
              promotion: most-caught-up, reads: majority, rejoin: truncate-aside}
            load:
              - {workload: mix, regions: [E], rate: 50}
            plan:
              - {at: 2s, fault: pause, targets: [E2], for: 2s}
              - {at: 6s, fault: kill, targets: [E3], for: 2s}
            stop: 11s
            variants:
              safe:
                expect: {verdict: valid, figures: {LOST.lost: [0, 0]}}
            """;

    @TempDir
    Path folder;

    @Test
    void three_nodes_one_replica_paused_another_killed_with_majority_replication_nothing_is_lost() throws IOException {
        Scenario scenario = Library.scenario(
                Files.writeString(folder.resolve("mine.yml"), SCENARIO).toString());
        RunResult result = new Run(
                        new RunRequest(
                                scenario, Library.variant(scenario, ""), Backends.named("loopback"), 1, 1, folder),
                        Progress.SILENT)
                .execute();
        assertThat(result.deviations()).isEmpty();
        assertThat(result.validity()).isEqualTo(Validity.VALID);
        assertThat(result.history().nemesis().stream()
                        .filter(o -> !o.f().equals("phase"))
                        .map(o -> o.f() + " " + state(o)))
                .containsExactly(
                        "pause :pending",
                        "pause :in-force",
                        "pause :healed",
                        "kill :pending",
                        "kill :in-force",
                        "kill :healed");
    }

    private static Object state(Operation operation) {
        return ((java.util.Map<?, ?>) operation.value()).get(io.schism.histories.edn.Keyword.of("state"));
    }
}
