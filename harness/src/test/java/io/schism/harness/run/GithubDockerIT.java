package io.schism.harness.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.schism.harness.backend.Backends;
import io.schism.harness.scenario.Scenario;
import io.schism.histories.history.Operation;
import io.schism.histories.verdict.Validity;
import io.schism.histories.verdict.Verdict;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.testcontainers.DockerClientFactory;

/** The flagship, half its length, in containers. */
@Tag("docker")
class GithubDockerIT {
    private static final double HALF = 0.5;

    @TempDir
    Path runs;

    @BeforeEach
    void docker_answers() {
        Assumptions.assumeTrue(DockerClientFactory.instance().isDockerAvailable(), "Docker does not answer");
    }

    private RunResult run(String variant, Progress progress) {
        Scenario scenario = Library.scenario("github-2018");
        return new Run(
                        new RunRequest(
                                scenario, Library.variant(scenario, variant), Backends.named("docker"), 1, HALF, runs),
                        progress)
                .execute();
    }

    @Test
    void three_regions_in_containers_E_cut_off_the_incident_comes_out_as_predicted() {
        RunResult incident = run("A", Progress.SILENT);
        assertThat(incident.verdicts())
                .filteredOn(v -> v.validity() == Validity.INVALID)
                .extracting(Verdict::checker)
                .containsExactlyInAnyOrder("LIN", "DUAL", "LOST", "DIV");
    }

    @Test
    void three_regions_in_containers_the_firewall_rule_removed_underneath_makes_a_run_of_the_fix_unknown() {
        CountDownLatch inForce = new CountDownLatch(1);
        CompletableFuture<RunResult> run = CompletableFuture.supplyAsync(() -> run("D", new Progress() {
            @Override
            public void stage(String name, Duration expected) {
                // only the history matters here
            }

            @Override
            public void recorded(Operation operation) {
                if (operation.f().equals("cut")
                        && String.valueOf(operation.value()).contains("in-force")) {
                    inForce.countDown();
                }
            }
        }));
        await().atMost(Duration.ofMinutes(3)).until(() -> inForce.getCount() == 0 || run.isDone());
        String table = tableOf(runs.resolve("latest"));
        assertThat(nft("list", "tables")).contains("table bridge " + table + "\n");
        nft("delete", "table", "bridge", table);

        RunResult result = run.join();
        Verdict fault = result.verdicts().stream()
                .filter(v -> v.checker().equals("FAULT"))
                .findFirst()
                .orElseThrow();
        assertThat(fault.validity()).isEqualTo(Validity.UNKNOWN);
        assertThat(fault.reason()).contains("let a connection through");
        assertThat(result.validity()).isEqualTo(Validity.UNKNOWN);
    }

    /** Other runs have tables of their own meanwhile. */
    private static String tableOf(Path latest) {
        try {
            return "schism_" + RunFolder.of(latest.toRealPath()).id();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String nft(String... arguments) {
        List<String> command = new ArrayList<>(List.of("nft"));
        command.addAll(Arrays.asList(arguments));
        try {
            Process process =
                    new ProcessBuilder(command).redirectErrorStream(true).start();
            String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            process.waitFor();
            return output;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }
}
