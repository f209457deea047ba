package io.schism.harness.run;

import static org.assertj.core.api.Assertions.assertThat;

import io.schism.harness.backend.Backends;
import io.schism.harness.scenario.Scenario;
import io.schism.histories.edn.Keyword;
import io.schism.histories.history.Operation;
import io.schism.histories.verdict.Validity;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** One seed twice on real processes: what chance decides is the same, whatever the machine makes of it. */
class SameSeedIT {
    private static final String SCENARIO =
            """
            schema: 1
            name: mine
            title: random faults, an open load in one region and a client that never waits in each of two others
            regions:
              A: {nodes: [A1]}
              B: {nodes: [B1]}
              C: {nodes: [C1], controllers: 0}
            primary: A1
            zookeeper: {session-timeout: 6s, tick: 500ms, sync-limit: 10}
            policy: {replication: majority, visibility: confirmed, when-suspended: stop, fencing: epoch,
              promotion: most-caught-up, reads: majority, rejoin: truncate-aside}
            load:
              - {workload: mix, regions: [A], rate: 30, arrivals: poisson, keys: {count: 10, distribution: zipf}}
              - {workload: registers, regions: [B, C], loop: closed, clients: 1}
            plan:
              - random:
                  between: [1s, 2s]
                  lasts: [1s, 3s]
                  choose:
                    - {weight: 2, fault: cut, shape: random-halves}
                    - {weight: 1, fault: pause, targets: [one]}
                    - {weight: 1, fault: stop-jvm, targets: [one of voters]}
              - {quiet: {after: healed, for: 1s}}
            stop: 20s
            variants:
              safe:
                expect: {verdict: valid}
            """;

    @TempDir
    Path folder;

    private RunResult run(long seed) throws IOException {
        Path file = Files.writeString(folder.resolve("mine.yml"), SCENARIO);
        Scenario scenario = Library.scenario(file.toString());
        return new Run(
                        new RunRequest(
                                scenario, Library.variant(scenario, ""), Backends.named("loopback"), seed, 1, folder),
                        Progress.SILENT)
                .execute();
    }

    @Test
    void three_nodes_one_seed_twice_under_random_faults_the_same_plan_and_each_client_the_same_invocations()
            throws IOException {
        RunResult once = run(11);
        RunResult again = run(11);

        assertThat(List.of(once, again)).allSatisfy(run -> assertThat(run.verdicts())
                .noneMatch(verdict -> verdict.validity() == Validity.INVALID));
        assertThat(again.folder().resolve("scenario.yml"))
                .hasSameBinaryContentAs(once.folder().resolve("scenario.yml"));
        assertThat(planned(again)).isEqualTo(planned(once)).hasSizeGreaterThan(3);
        // A client that never waits does as much as it can.
        for (String region : List.of("B", "C")) {
            assertSamePrefix(invocations(once, region), invocations(again, region), 30);
        }
        // Of an open load any worker may do a step; what is written tells the steps apart, in their order.
        assertSamePrefix(writes(once), writes(again), 100);
    }

    /** Faults in the order of their injection. */
    private static List<String> planned(RunResult run) {
        return run.history().nemesis().stream()
                .filter(line -> line.value() instanceof Map<?, ?> value
                        && Keyword.of("pending").equals(value.get(Keyword.of("state"))))
                .map(line -> line.f() + " " + ((Map<?, ?>) line.value()).get(Keyword.of("id")))
                .toList();
    }

    /** What the region's clients began before the closing reads, in the order of time. */
    private static List<Operation> begun(RunResult run, String region) {
        long closing = run.history().nemesis().stream()
                .filter(line -> Keyword.of("final").equals(line.value()))
                .mapToLong(Operation::time)
                .findFirst()
                .orElseThrow();
        return run.history().operations().stream()
                .filter(line -> line.isInvocation() && line.time() < closing && region.equals(line.text("region")))
                .toList();
    }

    private static List<String> invocations(RunResult run, String region) {
        return begun(run, region).stream()
                .map(line -> line.f() + " " + line.value())
                .toList();
    }

    private static List<String> writes(RunResult run) {
        return begun(run, "A").stream()
                .filter(line -> line.f().equals("write"))
                .map(line -> (List<?>) line.value())
                .map(value -> value.get(1) + " at " + value.get(0))
                .sorted()
                .toList();
    }

    private static void assertSamePrefix(List<String> one, List<String> other, int atLeast) {
        int both = Math.min(one.size(), other.size());
        assertThat(both).isGreaterThan(atLeast);
        assertThat(other.subList(0, both)).isEqualTo(one.subList(0, both));
    }
}
