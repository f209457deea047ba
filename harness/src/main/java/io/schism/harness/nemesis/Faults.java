package io.schism.harness.nemesis;

import io.schism.harness.cluster.Site;
import io.schism.histories.error.UserError;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/** The registry of faults. */
public final class Faults {
    private static final List<Fault> ALL = List.of(
            new CutFault(),
            new ProcessFault(
                    "pause",
                    "every thread of a process stands still, as in a long GC pause",
                    Site::pause,
                    Site::resume),
            new ProcessFault(
                    "kill",
                    "a process ends at once (SIGKILL) and is started again when healed",
                    Site::kill,
                    Site::restart));

    private Faults() {}

    public static List<Fault> all() {
        return ALL;
    }

    /** The names of the faults of the network, or of those of processes. */
    public static Set<String> names(boolean ofNetwork) {
        return ALL.stream()
                .filter(f -> f.ofNetwork() == ofNetwork)
                .map(Fault::name)
                .collect(Collectors.toUnmodifiableSet());
    }

    /** @throws UserError where there is none of that name */
    public static Fault named(String name) {
        return ALL.stream()
                .filter(f -> f.name().equals(name))
                .findFirst()
                .orElseThrow(() -> UserError.usage("no fault " + name, "see `schism list faults`"));
    }
}
