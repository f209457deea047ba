package io.schism.harness.nemesis;

import io.schism.harness.cluster.Backend;
import io.schism.harness.cluster.Cluster;
import io.schism.harness.cluster.Site;
import io.schism.harness.scenario.FaultForm;
import java.util.Optional;

/** One thing that can go wrong. A new one is one class, one line in {@link Faults}, one test. */
public interface Fault {
    /** Its name, whom it is aimed at, and the settings of its own. */
    FaultForm form();

    /** What it does, in one sentence. */
    String description();

    /** One line of a plan that uses it. */
    String example();

    /** Why a backend, on this machine, cannot do it, in words that end a sentence; empty where it can. */
    default Optional<String> unavailable(Backend backend) {
        return Optional.empty();
    }

    /**
     * Why such a strike can do nothing at such a moment, whatever else happens; empty where it may do something. That it hits
     * members that its form speaks of is seen to already.
     */
    default Optional<Futility> futile(Strike strike, Parts parts) {
        return Optional.empty();
    }

    /** Told of every site whose plan names this fault, before any member starts. */
    default void prepare(Site site) {
        // Most faults need nothing of the kind.
    }

    /** The fault of one strike; nothing happens yet. */
    Injection aim(Cluster cluster, Strike strike);

    /** What users type: {@code cut}. */
    default String name() {
        return form().name();
    }
}
