package io.schism.harness.run;

import io.schism.harness.cluster.Backend;
import io.schism.harness.scenario.Scenario;
import io.schism.harness.scenario.Variant;
import io.schism.harness.yaml.Durations;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * What to run.
 *
 * @param seed from which load and the place of the first ZooKeeper leader are drawn
 * @param scale multiplies every duration and time-out, never a rate
 * @param runs where the run's folder is made
 * @param stopOnViolation whether load and faults end as soon as the history is proven not linearizable
 */
public record RunRequest(
        Scenario scenario,
        Variant variant,
        Backend backend,
        long seed,
        double scale,
        Path runs,
        boolean stopOnViolation) {

    /** A run of full length. */
    public RunRequest(Scenario scenario, Variant variant, Backend backend, long seed, double scale, Path runs) {
        this(scenario, variant, backend, seed, scale, runs, false);
    }

    /** The same, ended as soon as the history is proven not linearizable. */
    public RunRequest stoppingOnViolation() {
        return new RunRequest(scenario, variant, backend, seed, scale, runs, true);
    }

    /** The command that runs the same again. */
    public String command() {
        List<String> words = new ArrayList<>(List.of(
                "./schism run",
                scenario.origin(),
                "--variant",
                variant.name(),
                "--backend",
                backend.name(),
                "--seed",
                Long.toString(seed),
                "--scale",
                Double.toString(scale)));
        Variant written = scenario.variants().get(variant.name());
        if (written != null && !written.stop().equals(variant.stop())) {
            words.addAll(List.of("--time", Durations.write(variant.stop())));
        }
        if (stopOnViolation) {
            words.add("--stop-on-violation");
        }
        return String.join(" ", words);
    }
}
