package io.schism.harness.nemesis;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.schism.harness.cluster.Backend;
import io.schism.harness.run.Library;
import io.schism.harness.run.Progress;
import io.schism.harness.run.Run;
import io.schism.harness.run.RunRequest;
import io.schism.harness.scenario.Scenario;
import io.schism.histories.error.UserError;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** Plans with a fault that a backend lacks, wherever in a plan it may stand. */
public final class Refusals {
    private static final String SCENARIO =
            """
            schema: 1
            name: mine
            title: a fault that cannot be done here
            regions:
              E: {nodes: [E1, E2]}
              W: {nodes: [W1]}
            primary: E1
            policy: {replication: majority, visibility: confirmed, when-suspended: stop, fencing: epoch,
              promotion: most-caught-up, reads: majority, rejoin: truncate-aside}
            load:
              - {workload: mix, regions: [E], rate: 20}
            plan:
              - {at: 1s, fault: pause, targets: [E2], for: 1s}
            %sstop: 300s
            variants:
              safe:
                expect: {verdict: valid}
            """;

    private static final List<String> PLACES = List.of(
            "- %s}",
            "- %s, repeat: {every: 60s, times: 2}}",
            "- %s, flap: {on: 1s, off: 1s}}",
            """
            - at: 1s
              steps:
                - {fault: pause, targets: [E2], for: 1s}
                - at: 1s
                  steps:
                    - %s}
            """,
            """
            - random:
                between: [1s, 2s]
                lasts: [1s, 2s]
                choose:
                  - {weight: 1000, fault: pause, targets: [E2]}
                  - {weight: 0.001, steps: [{fault: pause, targets: [E2]},
                      %s}]}
            """);

    private Refusals() {}

    /** Sees that a run is refused before it has a folder, with the reason and the line of the step. */
    public static void assertRefused(Backend backend, Path folder, String fault) throws IOException {
        String example = Faults.named(fault).example();
        String step = example.substring(0, example.lastIndexOf('}'));
        for (String place : PLACES) {
            String text = SCENARIO.formatted(place.formatted(step).indent(2));
            Path file = Files.writeString(folder.resolve("mine.yml"), text);
            Scenario scenario = Library.scenario(file.toString());
            Path runs = folder.resolve("runs");
            RunRequest request = new RunRequest(scenario, Library.variant(scenario, ""), backend, 1, 1, runs);
            UserError refusal =
                    catchThrowableOfType(UserError.class, () -> new Run(request, Progress.SILENT).execute());
            assertThat(refusal).as(text).isNotNull();
            assertThat(text.lines().toList().get(refusal.line() - 1)).contains(step);
            assertThat(refusal).hasMessageStartingWith(file + ":" + refusal.line());
            assertThat(runs).doesNotExist();
            Shown.refused(fault, backend, refusal);
        }
    }
}
