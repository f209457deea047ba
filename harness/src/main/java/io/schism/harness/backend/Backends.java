package io.schism.harness.backend;

import io.schism.harness.backend.docker.DockerBackend;
import io.schism.harness.backend.loopback.LoopbackBackend;
import io.schism.harness.cluster.Backend;
import io.schism.histories.error.UserError;
import java.util.List;
import java.util.function.Supplier;

/** The registry of backends. */
public final class Backends {
    private record Entry(String name, Supplier<Backend> backend) {}

    private static final List<Entry> ALL =
            List.of(new Entry("loopback", LoopbackBackend::new), new Entry("docker", DockerBackend::new));

    private Backends() {}

    public static List<String> names() {
        return ALL.stream().map(Entry::name).toList();
    }

    /** @throws UserError where there is none of that name */
    public static Backend named(String name) {
        return ALL.stream()
                .filter(e -> e.name().equals(name))
                .findFirst()
                .orElseThrow(() -> UserError.usage("no backend " + name, "choose one of " + String.join(", ", names())))
                .backend()
                .get();
    }
}
