package io.schism.harness.backend.docker;

import io.schism.harness.cluster.Member;
import io.schism.harness.cluster.Pair;
import io.schism.harness.cluster.Shape;
import io.schism.harness.cluster.Site;
import io.schism.workloads.time.Pause;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;

/** A harness to be killed: opens a site, delays what its member sends where this machine can, and waits. */
final class OrphanMaker {
    static final String READY = "the site is open";

    private OrphanMaker() {}

    public static void main(String[] args) {
        Site site = DockerRig.open(args[0], Path.of(args[1]), DockerRig.member("clients-E", Member.Kind.CLIENTS));
        if (Delayer.lacking().isEmpty()) {
            Shape late = Shape.ofDelay(Duration.ofMillis(100), Duration.ZERO);
            site.network().shape(Map.of(new Pair("clients-E", "clients-E"), late));
        }
        System.out.println(READY);
        Pause.of(Duration.ofMinutes(5));
    }
}
