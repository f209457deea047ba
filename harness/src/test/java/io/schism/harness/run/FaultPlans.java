package io.schism.harness.run;

import static org.assertj.core.api.Assertions.assertThat;

import io.schism.harness.backend.Backends;
import io.schism.harness.nemesis.Shown;
import io.schism.harness.scenario.Scenario;
import io.schism.harness.scenario.Step;
import io.schism.harness.scenario.Variant;
import io.schism.histories.edn.Keyword;
import io.schism.histories.history.Operation;
import io.schism.histories.verdict.Validity;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Runs a plan against a small cluster with the safe policy, and sees that every fault of it was in force and is gone. */
final class FaultPlans {
    private static final String SCENARIO =
            """
            schema: 1
            name: mine
            title: one fault after the other
            regions:
              E: {nodes: [E1, E2]}
              W: {nodes: [W1]}
            primary: E1
            zookeeper: {session-timeout: 4s, tick: 500ms, sync-limit: 8}
            policy: {replication: majority, visibility: confirmed, when-suspended: stop, fencing: epoch,
              promotion: most-caught-up, reads: majority, rejoin: truncate-aside}
            load:
              - {workload: mix, regions: [E], rate: 20}
            plan:
            %sstop: %s
            variants:
              safe:
                expect: {verdict: valid, figures: {LOST.lost: [0, 0]}}
            """;

    private FaultPlans() {}

    /** @param steps of the plan, in the order of time, none of which overlap */
    static void assertEachTakesEffect(String backend, Path folder, String steps, String stop) throws IOException {
        Scenario scenario = Library.scenario(
                Files.writeString(folder.resolve("mine.yml"), SCENARIO.formatted(steps.indent(2), stop))
                        .toString());
        Variant variant = Library.variant(scenario, "");
        RunResult result = new Run(
                        new RunRequest(scenario, variant, Backends.named(backend), 1, 1, folder), Progress.SILENT)
                .execute();
        List<String> expected = new ArrayList<>();
        for (Step step : variant.plan().steps()) {
            List.of("pending", "in-force", "healed").forEach(state -> expected.add(step.fault() + " :" + state));
        }
        assertThat(result.history().nemesis().stream()
                        .filter(o -> !o.f().equals("phase"))
                        .map(FaultPlans::state))
                .containsExactlyInAnyOrderElementsOf(expected);
        assertThat(result.deviations()).isEmpty();
        assertThat(result.validity()).isEqualTo(Validity.VALID);
        variant.plan().steps().forEach(step -> Shown.inForceAndHealed(step.fault()));
    }

    private static String state(Operation operation) {
        Map<?, ?> value = (Map<?, ?>) operation.value();
        Object reason = value.get(Keyword.of("reason"));
        return operation.f() + " " + value.get(Keyword.of("state")) + (reason == null ? "" : " " + reason);
    }
}
