package io.schism.harness.backend.docker;

import io.schism.harness.cluster.Member;
import io.schism.workloads.time.Pause;
import java.nio.file.Path;
import java.time.Duration;

/** A harness to be killed: opens a site and waits. */
final class OrphanMaker {
    static final String READY = "the site is open";

    private OrphanMaker() {}

    public static void main(String[] args) {
        DockerRig.open(args[0], Path.of(args[1]), DockerRig.member("clients-E", Member.Kind.CLIENTS));
        System.out.println(READY);
        Pause.of(Duration.ofMinutes(5));
    }
}
