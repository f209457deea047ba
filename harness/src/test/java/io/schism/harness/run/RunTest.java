package io.schism.harness.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.schism.harness.backend.Backends;
import io.schism.harness.cluster.Backend;
import io.schism.harness.cluster.Site;
import io.schism.harness.scenario.Scenario;
import java.io.IOException;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A run whose site is loopback's own, but for what it cannot prepare. */
class RunTest {
    private static final String SCENARIO =
            """
            schema: 1
            name: mine
            title: a fault that cannot be prepared
            regions:
              E: {nodes: [E1, E2]}
              W: {nodes: [W1]}
            primary: E1
            policy: {replication: majority, visibility: confirmed, when-suspended: stop, fencing: epoch,
              promotion: most-caught-up, reads: majority, rejoin: truncate-aside}
            load:
              - {workload: mix, regions: [E], rate: 20}
            plan:
              - {at: 1s, fault: delay, sides: [[E], [W]], by: 100ms, for: 1s}
            stop: 3s
            variants:
              safe:
                expect: {verdict: valid}
            """;

    private final Backend loopback = Backends.named("loopback");
    private final Residue before = Residue.now(List::of);
    private final List<String> opened = new ArrayList<>();

    private Backend backend() {
        return standIn(
                Backend.class,
                loopback,
                "open",
                site -> standIn(Site.class, (Site) site, "prepareDelays", none -> {
                    opened.addAll(ofTheRun());
                    throw new IllegalStateException("no line that delays");
                }));
    }

    /** What is open now that is named after the run. */
    private List<String> ofTheRun() {
        return Residue.now(List::of).comparedWith(before).stream()
                .filter(thing -> thing.contains("mine-safe-1"))
                .toList();
    }

    private interface Change {
        Object of(Object answer);
    }

    /** The same, but for what one method answers. */
    private static <T> T standIn(Class<T> type, T real, String changed, Change change) {
        return type.cast(
                Proxy.newProxyInstance(type.getClassLoader(), new Class<?>[] {type}, (proxy, method, arguments) -> {
                    try {
                        Object answer = method.invoke(real, arguments);
                        return method.getName().equals(changed) ? change.of(answer) : answer;
                    } catch (InvocationTargetException e) {
                        throw e.getCause();
                    }
                }));
    }

    @Test
    void a_fault_that_cannot_be_prepared_ends_the_run_and_nothing_that_was_opened_for_it_stays(@TempDir Path folder)
            throws IOException {
        Scenario scenario = Library.scenario(
                Files.writeString(folder.resolve("mine.yml"), SCENARIO).toString());
        RunRequest request =
                new RunRequest(scenario, Library.variant(scenario, ""), backend(), 1, 1, folder.resolve("runs"));

        assertThatThrownBy(() -> new Run(request, Progress.SILENT).execute()).hasMessage("no line that delays");

        assertThat(opened).as("open until then").anyMatch(thing -> thing.startsWith("thread"));
        assertThat(ofTheRun()).isEmpty();
        Path run = folder.resolve("runs/latest");
        assertThat(Alive.isHeld(run)).isFalse();
        assertThat(RunRecord.read(run).get("state")).isEqualTo("failed");
        assertThat(RunRecord.read(run).get("error")).isEqualTo("no line that delays");
        assertThat(run.resolve("report.md")).content().contains("The harness could not do its work");
    }
}
