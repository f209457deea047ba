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
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
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
    void three_nodes_one_seed_twice_under_random_faults_the_same_plan_and_each_process_the_same_invocations()
            throws IOException {
        RunResult once = run(11);
        RunResult again = run(11);

        assertThat(List.of(once, again)).allSatisfy(run -> assertThat(run.verdicts())
                .noneMatch(verdict -> verdict.validity() == Validity.INVALID));
        assertThat(again.folder().resolve("scenario.yml"))
                .hasSameBinaryContentAs(once.folder().resolve("scenario.yml"));
        assertThat(planned(again)).isEqualTo(planned(once)).hasSizeGreaterThan(3);
        assertSameInvocations(invocations(once), invocations(again));
    }

    /** Faults in the order of their injection. */
    private static List<String> planned(RunResult run) {
        return run.history().nemesis().stream()
                .filter(line -> line.value() instanceof Map<?, ?> value
                        && Keyword.of("pending").equals(value.get(Keyword.of("state"))))
                .map(line -> line.f() + " " + ((Map<?, ?>) line.value()).get(Keyword.of("id")))
                .toList();
    }

    /** What each process began before the closing reads, without the value that a compare-and-set expects. */
    private static Map<Long, List<String>> invocations(RunResult run) {
        long closing = run.history().nemesis().stream()
                .filter(line -> Keyword.of("final").equals(line.value()))
                .mapToLong(Operation::time)
                .findFirst()
                .orElseThrow();
        return run.history().operations().stream()
                .filter(line -> line.isInvocation() && line.time() < closing)
                .collect(Collectors.groupingBy(
                        Operation::process, Collectors.mapping(SameSeedIT::told, Collectors.toList())));
    }

    private static String told(Operation line) {
        List<?> value = (List<?>) line.value();
        Object wanted = line.f().equals("cas") ? ((List<?>) value.get(1)).get(1) : value.get(1);
        return line.text("region") + " " + line.f() + " " + value.get(0) + " " + wanted;
    }

    private static void assertSameInvocations(Map<Long, List<String>> one, Map<Long, List<String>> other) {
        Set<Long> both = new TreeSet<>(one.keySet());
        both.retainAll(other.keySet());
        int compared = 0;
        for (long process : both) {
            List<String> here = one.get(process);
            List<String> there = other.get(process);
            int common = Math.min(here.size(), there.size());
            assertThat(there.subList(0, common)).as("process %d", process).isEqualTo(here.subList(0, common));
            compared += common;
        }
        assertThat(compared)
                .as("invocations of the %d processes of both", both.size())
                .isGreaterThan(300);
    }
}
