package io.schism.workloads.workload;

import io.schism.histories.error.UserError;
import java.util.List;
import java.util.stream.Collectors;

/** The workloads by name. */
public final class Workloads {
    private static final List<Workload> ALL =
            List.of(new Mix(), new Registers(), new Inserts(), new Cas(), new Reads());

    private Workloads() {}

    public static List<Workload> all() {
        return ALL;
    }

    /** @throws UserError where there is none of that name */
    public static Workload named(String name) {
        return ALL.stream()
                .filter(workload -> workload.name().equals(name))
                .findFirst()
                .orElseThrow(() -> UserError.usage(
                        "unknown workload '" + name + "'",
                        "choose one of " + ALL.stream().map(Workload::name).collect(Collectors.joining(", "))));
    }
}
