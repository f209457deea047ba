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
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A plan that names nobody: whom it hits is what members say at that moment. */
@Tag("alone")
class FaultPlanIT {
    private static final String SCENARIO =
            """
            schema: 1
            name: mine
            title: the primary isolated, its successor paused as soon as it is promoted
            regions:
              A: {nodes: [A1]}
              B: {nodes: [B1]}
              C: {nodes: [C1], controllers: 0}
            primary: A1
            zookeeper: {session-timeout: 2s, tick: 500ms, sync-limit: 2}
            policy: {replication: majority, visibility: confirmed, when-suspended: stop, fencing: epoch,
              promotion: most-caught-up, reads: majority, rejoin: truncate-aside}
            load:
              - {workload: mix, regions: [A, B, C], rate: 30, arrivals: poisson, keys: {count: 10, distribution: zipf}}
              - {workload: cas, regions: [B], loop: closed, clients: 1}
            plan:
              - {at: 2s, fault: cut, shape: isolate, targets: [primary], for: 18s}
              - {after: {event: promotion, delay: 500ms}, fault: pause, targets: [primary], for: 5s}
            stop: 30s
            variants:
              safe:
                expect: {verdict: valid, figures: {LOST.lost: [0, 0]}}
            """;

    @TempDir
    Path folder;

    @Test
    void three_nodes_the_primary_isolated_and_its_successor_paused_after_the_promotion() throws IOException {
        Scenario scenario = Library.scenario(
                Files.writeString(folder.resolve("mine.yml"), SCENARIO).toString());

        RunResult result = new Run(
                        new RunRequest(
                                scenario, Library.variant(scenario, ""), Backends.named("loopback"), 1, 1, folder),
                        Progress.SILENT)
                .execute();

        assertThat(result.verdicts()).noneMatch(v -> v.validity() == Validity.INVALID);
        Operation cut = inForce(result, "cut");
        Operation pause = inForce(result, "pause");
        Operation promotion = result.history().observed("role").stream()
                .filter(line -> line.value() instanceof Map<?, ?> value
                        && Keyword.of("primary").equals(value.get(Keyword.of("role")))
                        && value.get(Keyword.of("epoch")) instanceof Long epoch
                        && epoch > 1)
                .findFirst()
                .orElseThrow();
        assertThat(((Map<?, ?>) cut.value()).get(Keyword.of("pairs")).toString())
                .contains("[A1, B1]", "[C1, A1]", "[zk-A, zk-B]")
                .doesNotContain("[A1, zk-A]", "[B1, C1]");
        assertThat(((Map<?, ?>) pause.value()).get(Keyword.of("nodes"))).isEqualTo(List.of(promotion.text("node")));
        assertThat(pause.time() - promotion.time()).isBetween(500_000_000L, 5_000_000_000L);
        assertThat(Files.readString(result.folder().resolve("scenario.yml")))
                .contains("event: promotion", "distribution: zipf", "arrivals: poisson", "loop: closed");
    }

    private static Operation inForce(RunResult result, String fault) {
        return result.history().nemesis().stream()
                .filter(line -> line.f().equals(fault)
                        && line.value() instanceof Map<?, ?> value
                        && Keyword.of("in-force").equals(value.get(Keyword.of("state"))))
                .findFirst()
                .orElseThrow();
    }
}
