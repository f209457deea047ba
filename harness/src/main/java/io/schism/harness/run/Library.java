package io.schism.harness.run;

import io.schism.harness.cluster.Topology;
import io.schism.harness.nemesis.Faults;
import io.schism.harness.scenario.Plan;
import io.schism.harness.scenario.PlanLine;
import io.schism.harness.scenario.Scenario;
import io.schism.harness.scenario.Scenarios;
import io.schism.harness.scenario.Variant;
import io.schism.harness.scenario.Vocabulary;
import io.schism.histories.error.UserError;
import io.schism.workloads.workload.Workload;
import io.schism.workloads.workload.Workloads;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Collectors;

/** The scenarios, with the names that the registries let them use. */
public final class Library {
    private Library() {}

    /** A scenario by its name, or from a file. */
    public static Scenario scenario(String nameOrFile) {
        return scenarios().find(nameOrFile);
    }

    /** What the run of a folder was made of. */
    static Scenario carriedOut(Path run) {
        return scenarios().carriedOut(run.resolve("scenario.yml"));
    }

    /** A fault plan told in Java. */
    public static Plan plan(Topology topology, PlanLine... lines) {
        return scenarios().plan(topology, List.of(lines));
    }

    private static Scenarios scenarios() {
        return new Scenarios(new Vocabulary(
                Faults.forms(), workloads(workload -> true), workloads(Workload::comparesAndSets), Figures.NUMBERS));
    }

    private static Set<String> workloads(Predicate<Workload> which) {
        return Workloads.all().stream().filter(which).map(Workload::name).collect(Collectors.toUnmodifiableSet());
    }

    /** A variant of a scenario; the first where none is named. */
    public static Variant variant(Scenario scenario, String name) {
        if (name.isEmpty()) {
            return scenario.variants().values().iterator().next();
        }
        Variant variant = scenario.variants().get(name);
        if (variant == null) {
            throw UserError.usage(
                    "scenario " + scenario.name() + " has no variant " + name,
                    "choose one of " + String.join(", ", scenario.variants().keySet()));
        }
        return variant;
    }
}
