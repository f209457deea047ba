package io.schism.harness.serve;

import io.schism.harness.run.Alive;
import io.schism.workloads.time.Pause;
import java.nio.file.Path;
import java.time.Duration;

/** A process of its own that a run's folder takes for the one that makes the run, until it is killed. */
final class HeldRun {
    private HeldRun() {}

    public static void main(String[] arguments) {
        try (Alive alive = Alive.hold(Path.of(arguments[0]))) {
            System.out.println("held");
            Pause.of(Duration.ofHours(1));
        }
    }
}
