package io.schism.harness.nemesis;

import io.schism.harness.cluster.Cluster;
import io.schism.harness.scenario.Step;

/** One thing that can go wrong. A new one is one class, one line in {@link Faults}, one test. */
public interface Fault {
    /** What users type: {@code cut}. */
    String name();

    /** What it does, in one sentence. */
    String description();

    /** One line of a plan that uses it. */
    String example();

    /** Whether it takes {@code sides} (a fault of the network) or {@code targets} (of processes). */
    boolean ofNetwork();

    /** The fault of one step, aimed at the members of a cluster; nothing happens yet. */
    Injection aim(Cluster cluster, Step step);
}
